import FeishuSandbox
import StrictJSON
import TestSupport
import Testing

/// Contacts of which the app sees too little: nobody who is excluded gets the message, and what stays open is said.
struct AudienceSightTests {
    private static var configuration: SandboxConfiguration {
        var configuration = SandboxConfiguration()
        configuration.enforcesLimits = false
        configuration.people = 400
        configuration.overlap = 0.3
        configuration.speed = 0
        return configuration
    }

    /// A department on three levels, one in it and one in that, each with people.
    private static func chain(_ server: SandboxServer) throws -> (top: SandboxDepartment, middle: SandboxDepartment) {
        let all = server.company.departments
        let leaf = try #require(
            all.indices.first { index in
                all[index].level == 3 && server.company.people.contains { $0.departments.contains(index) }
            })
        let middle = try #require(all[leaf].parent)
        return (all[try #require(all[middle].parent)], all[middle])
    }

    /// Everybody in a department and below it.
    private static func people(_ server: SandboxServer, under department: SandboxDepartment) -> Set<String> {
        var inside: Set<Int> = []
        for (index, other) in server.company.departments.enumerated()
        where other == department || other.parent.map(inside.contains) == true {
            inside.insert(index)
        }
        return Set(server.company.people.filter { !inside.isDisjoint(with: $0.departments) }.map(\.openID))
    }

    private static func manifest(_ office: Office, _ audience: String, rest: String = "") throws -> String {
        try office.manifest(
            #"{"job":"news","audience":\#(audience),"message":{"text":"The office moves on Friday."}\#(rest)}"#,
            name: "news.json")
    }

    @Test func nobodyExcludedIsReachedWithoutTheScopeForTheTree() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let (top, middle) = try Self.chain(server)
            let audience = """
                {"departments":["\(top.openDepartmentID)"],"exclude":{"departments":["\(middle.departmentID)"]}}
                """
            try await server.changeScopes(revoke: ["contact:department.organize:readonly"])
            let run = try await office.json("run", try Self.manifest(office, audience), "--yes")
            #expect(run.result.status == 0 && run.document.addsUp, "\(run.result.errors)")
            let (reached, out) = (Set(await server.reached()), Self.people(server, under: middle))
            #expect(reached.isDisjoint(with: out), "\(reached.intersection(out).count) of \(out.count)")
            let all = Self.people(server, under: top).subtracting(out)
            let gone = Set(server.company.people.filter { $0.isResigned || $0.isFrozen }.map(\.openID))
            #expect(reached == all.subtracting(gone))
            #expect(!run.result.errors.contains("organize"), "the listings say it all: \(run.result.errors)")
            let doctor = try await office.larkcast.run(["doctor"])
            #expect(doctor.output.contains("contact:department.organize:readonly"), "\(doctor.output)")
        }
    }

    /// By ids of one kind nobody asks the contacts, and with a department everybody is asked for.
    @Test func anExclusionOfNobodyIsWarnedOfAndKeptWithTheRun() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen }
            let active = Set(people.map(\.openID))
            let sized = server.company.departments.map { ($0, Self.people(server, under: $0)) }
            let (named, inside) = try #require(sized.last { !active.isDisjoint(with: $0.1) })
            let other = try #require(sized.first { !$0.1.isEmpty && $0.1.isDisjoint(with: inside) }?.0)
            let audiences = [
                #"{"users":{"open_ids":["\#(people[0].openID)"]},"exclude":{"users":{"open_ids":["\#(people[1].openID)"]}}}"#,
                #"{"departments":["\#(named.openDepartmentID)"],"exclude":{"departments":["\#(other.departmentID)"]}}"#,
            ]
            let words = "nobody's of this audience"
            let isWarned = { (document: JSONValue) in
                document["warnings"]?.array?.contains { $0.string?.contains(words) == true } == true
            }
            for (audience, rest) in zip(audiences, ["", Office.dueOnce]) {
                let path = try Self.manifest(office, audience, rest: rest)
                #expect(isWarned(try await office.json("plan", path).document), "\(audience)")
                if rest.isEmpty {
                    let run = try await office.json("run", path, "--yes", "--accept-drift")
                    #expect(run.result.status == 0 && run.result.errors.contains(words), "\(run.result.errors)")
                } else {
                    let tick = try await office.json("tick", "--jobs", ".")
                    #expect(tick.result.output.contains(words), "\(tick.result.output)")
                }
                #expect(isWarned(try await office.json("status", "news@latest").document), "\(audience)")
            }
        }
    }

    @Test func anOverlapOfAddressedDepartmentsIsSeenWithoutIt() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let (top, middle) = try Self.chain(server)
            try await server.changeScopes(revoke: ["contact:department.organize:readonly"])
            let audience =
                #"{"departments":["\#(top.departmentID)","\#(middle.openDepartmentID)"],"resolve":"departments"}"#
            let run = try await office.larkcast.run(["run", try Self.manifest(office, audience), "--yes"])
            #expect(run.status == 65 && run.errors.contains("lies inside"), "\(run.errors)")
            #expect(await server.sendCount() == 0)
        }
    }

    /// The listing of the excluded department is empty, and Feishu counts people in it.
    @Test func whoIsLeftOutByTheirOwnWordAndWhatIsShortNeedsSomebodysWord() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let (_, middle) = try Self.chain(server)
            let out = Self.people(server, under: middle)
            let some = server.company.people.filter { !$0.isResigned && !$0.isFrozen }
            let named =
                some.filter { out.contains($0.openID) }.prefix(3) + some.filter { !out.contains($0.openID) }.prefix(3)
            let ids = named.map { "\"\($0.userID)\"" }.joined(separator: ",")
            let audience =
                #"{"users":{"user_ids":[\#(ids)]},"exclude":{"departments":["\#(middle.openDepartmentID)"]}}"#
            await server.addFault(
                on: .findByDepartment, count: nil,
                FaultEffect(status: 200, body: #"{"code":0,"data":{"has_more":false,"items":[]}}"#))
            let path = try Self.manifest(office, audience, rest: Office.dueOnce)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 3 && run.document["error"]?["type"] == "drift", "\(run.result.output)")
            let message = run.document["error"]?["message"]?.string ?? ""
            #expect(message.contains("\"\(middle.name)\"") && message.contains("left out"), "\(message)")
            let chinese = try await office.larkcast.run(["run", path, "--yes", "--lang", "zh"])
            #expect(chinese.errors.contains("排除"), "\(chinese.errors)")
            let tick = try await office.json("tick", "--jobs", ".")
            #expect(await server.sendCount() == 0, "\(tick.result.output)")
            let status = try await office.json("status", "news@latest").document
            #expect(status["state"] == "awaiting_approval", "\(tick.result.output)")
            #expect(try await office.json("cancel", "news@latest", "--yes").result.status == 0)
            let accepted = try await office.json("run", try Self.manifest(office, audience), "--yes", "--accept-drift")
            #expect(accepted.result.status == 0, "\(accepted.result.errors)")
            #expect(Set(await server.reached()) == Set(named.suffix(3).map(\.openID)), "the others say where they are")
        }
    }
}
