import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Departments, addresses and CSV files, with the real program: exactly the people meant, or nobody.
struct AudienceProcessTests {
    private static var configuration: SandboxConfiguration {
        var configuration = SandboxConfiguration()
        configuration.enforcesLimits = false
        configuration.people = 200
        configuration.speed = 0
        return configuration
    }

    private static func department(_ server: SandboxServer) throws -> SandboxDepartment {
        try #require(server.company.departments.first { $0.level == 1 })
    }

    /// Everybody in a department and below it who can be told so: not those who have left or are frozen.
    private static func people(_ server: SandboxServer, under id: String) -> Set<String> {
        let company = server.company
        var inside: Set<Int> = []
        for (index, department) in company.departments.enumerated() {
            if department.openDepartmentID == id || department.parent.map(inside.contains) == true {
                inside.insert(index)
            }
        }
        return Set(
            company.people.filter { !$0.isResigned && !$0.isFrozen && !inside.isDisjoint(with: $0.departments) }
                .map(\.openID))
    }

    private static func manifest(
        _ office: Office, _ audience: String, text: String = "The office moves on Friday.", rest: String = ""
    ) throws -> String {
        try office.manifest(
            #"{"job":"news","audience":\#(audience),"message":{"text":"\#(text)"}\#(rest)}"#, name: "news.json")
    }

    @Test func aCompanyThatStandsStillIsListedOnce() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let tops = server.company.departments.filter { $0.level == 1 }.map(\.openDepartmentID)
            let names = tops.map { "\"\($0)\"" }.joined(separator: ",")
            let plan = try await office.json("plan", try Self.manifest(office, #"{"departments":[\#(names)]}"#))
            #expect(plan.result.status == 0, "\(plan.result.errors)")
            #expect(!plan.result.output.contains("Feishu counts") && !plan.result.errors.contains("Feishu counts"))
            #expect(await server.journal().count { $0.api == .departmentsBatch } == 1, "no second survey")
        }
    }

    @Test func aDepartmentReachesEverybodyBelowItOnce() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let top = try Self.department(server).openDepartmentID
            let path = try Self.manifest(office, #"{"departments":["\#(top)"]}"#)
            let plan = try await office.json("plan", path)
            #expect(plan.result.status == 0)
            #expect(await server.sendCount() == 0)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 0, "\(run.result.errors)")
            #expect(run.document.addsUp)
            let reached = await server.reached()
            #expect(reached.count == Set(reached).count, "nobody twice")
            #expect(Set(reached) == Self.people(server, under: top))
            #expect(run.document["plan_sha256"] == plan.document["plan_sha256"])
            let labels = (run.document["batches"]?.array ?? []).compactMap { $0["label"]?.string }
            let name = try Self.department(server).name
            #expect(labels.count > 1 && labels.contains { $0.hasPrefix(name) }, "\(labels)")
        }
    }

    @Test func addressesFilesAndExclusionsAreOnePersonEach() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen }
            let (ann, bob, cid, dee) = (people[0], people[1], people[2], people[3])
            try Data("email,note\r\n\(bob.email),\"x, y\"\r\n\(dee.email),\r\n".utf8)
                .write(to: URL(fileURLWithPath: office.directory.path("more.csv")))
            let path = try Self.manifest(
                office,
                """
                {"users":{"emails":["\(ann.email)","nobody@sandbox.example"],"open_ids":["\(ann.openID)","\(cid.openID)"],
                "user_ids":["\(bob.userID)"]},"files":["more.csv"],"exclude":{"users":{"union_ids":["\(cid.unionID)"]}}}
                """)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 1, "somebody could not be found")
            #expect(await server.reached().sorted() == [ann.openID, bob.openID, dee.openID].sorted())
            #expect(run.document.people("targeted") == 7)
            #expect(run.document.people("invalid") == 1)
            #expect(run.document.people("excluded") == 1)
            #expect(run.document.people("duplicate") == 2)
            #expect(run.document.addsUp)
            #expect(run.document["left_out"]?["totals"]?["unknown_address"] == 1)
            let report = try await office.larkcast.run(["status", "news@latest"])
            #expect(report.output.contains("nobody@sandbox.example"))
        }
    }

    /// Nothing is sent from half an audience.
    @Test(arguments: [
        FaultEffect(status: 503), FaultEffect(status: 200, body: "<html>maintenance</html>"),
        FaultEffect(status: 200, body: #"{"code":0,"data":{"has_more":true,"items":[]}}"#),
    ])
    func aListingThatBreaksOffSendsNothing(_ effect: FaultEffect) async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            _ = await server.addFault(FaultRule(api: .findByDepartment, nth: 3, count: nil, effect: effect))
            let top = try Self.department(server).openDepartmentID
            let path = try Self.manifest(office, #"{"departments":["\#(top)"]}"#)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 69, "\(run.result.errors)")
            #expect(await server.sendCount() == 0)
            #expect(try await office.json("list").document["runs"]?.array?.isEmpty == true)
        }
    }

    /// Leavers and frozen accounts cannot be told then, and nobody may take them for told.
    @Test func withoutTheScopeForStatesThatIsSaidOnce() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let scope = "contact:user.employee:readonly"
            let top = try Self.department(server).openDepartmentID
            let audience = #"{"departments":["\#(top)"],"users":{"emails":["\#(server.company.people[0].email)"]}}"#
            let path = try Self.manifest(office, audience)
            let warned = { (document: JSONValue) in
                (document["warnings"]?.array ?? []).compactMap(\.string).filter { $0.contains(scope) }
            }
            #expect(try await warned(office.json("plan", path).document).isEmpty)
            try await server.changeScopes(revoke: [scope])
            let plan = try await office.json("plan", path)
            #expect(plan.result.status == 0)
            let warnings = warned(plan.document)
            #expect(warnings.count == 1 && warnings[0].contains("Permissions & Scopes"), "\(warnings)")
            _ = try Self.manifest(office, audience, rest: Office.dueOnce)
            let tick = try await office.larkcast.run(["tick", "--jobs", "."])
            #expect(tick.status == 0 && tick.errors.components(separatedBy: scope).count == 2, "\(tick.errors)")
            #expect(try await office.larkcast.run(["audit"]).output.contains(scope))
        }
    }

    @Test func contactCallsAreCounted() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let top = try Self.department(server).openDepartmentID
            let path = try Self.manifest(office, #"{"departments":["\#(top)"]}"#)
            let plan = try await office.json("plan", path)
            let asked = await server.journal().count {
                [.departmentsBatch, .departmentChildren, .findByDepartment].contains($0.api)
            }
            #expect(
                asked > 3 && plan.document["calls"]?["contacts"]?.integer == asked, "\(plan.document["calls"] ?? nil)")
            #expect(try await office.larkcast.run(["plan", path]).output.contains("\(asked) to ask the contacts"))
        }
    }

    /// A row with one person's id and another one's address must not send either what is meant for the other.
    @Test func aRowOfTwoPeopleIsRefused() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen && $0.isVisible }
            try Data(
                "open_id,email\n\(people[0].openID),\(people[0].email)\n\(people[1].openID),\(people[2].email)\n".utf8
            )
            .write(to: URL(fileURLWithPath: office.directory.path("list.csv")))
            let path = try Self.manifest(
                office, #"{"files":["list.csv"],"users":{"emails":["\#(people[3].email)"]}}"#)
            let run = try await office.larkcast.run(["run", path, "--yes"])
            #expect(run.status == 65)
            for words in ["list.csv:3", people[1].openID, people[2].email, people[2].openID] {
                #expect(run.errors.contains(words), "\(run.errors)")
            }
            #expect(await server.sendCount() == 0)
        }
    }

    @Test func aMissingPermissionIsNamed() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            try await server.changeScopes(revoke: ["contact:user.id:readonly"])
            let path = try Self.manifest(office, #"{"users":{"emails":["a@sandbox.example"]}}"#)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 77)
            #expect(run.document["error"]?["code"] == 99_991_672)
            let hint = run.document["error"]?["hint"]?.string ?? ""
            #expect(hint.contains("contact:user.id:readonly"), "\(hint)")
            #expect(await server.sendCount() == 0)
        }
    }

    @Test(arguments: [
        (#"{"departments":["od-0123456789abcdef0123456789abcdef"]}"#, "/audience/departments/0"),
        (#"{"users":{"emails":["nobody@sandbox.example"]}}"#, "nobody is left"),
        (#"{"departments":["0"]}"#, "/audience/departments/0"),
    ])
    func whoIsNotThereIsSaid(_ audience: String, _ words: String) async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let run = try await office.larkcast.run(["run", try Self.manifest(office, audience), "--yes"])
            #expect(run.status == 65)
            #expect(run.errors.contains(words), "\(run.errors)")
            #expect(await server.sendCount() == 0)
        }
    }

    /// A directory that has lost most of its people must not look like a small company.
    @Test func aHeadCountThatJumpsNeedsSomebodysWord() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let everybody = server.company.departments.filter { $0.level == 1 }.map { "\"\($0.openDepartmentID)\"" }
            let audience = #"{"departments":[\#(everybody.joined(separator: ","))]}"#
            _ = try await office.json("run", try Self.manifest(office, audience), "--yes")
            let before = await server.reached().count
            try await Self.leaveFivePeople(in: server)
            let again = try Self.manifest(office, audience, text: "The office moves on Monday.")
            let refused = try await office.json("run", again, "--yes")
            #expect(refused.result.status == 3)
            #expect(refused.document["error"]?["type"] == "drift")
            #expect(await server.reached().count == before, "nothing went out")
            let plan = try await office.json("plan", again)
            #expect(
                plan.document["warnings"]?.array?.contains { $0.string?.contains("--accept-drift") == true } == true)
            #expect(try await office.json("run", again, "--yes", "--accept-drift").result.status == 0)
            #expect(await server.reached().count == before + 5)
        }
    }

    /// Cron cannot be asked: the run waits for a second person.
    @Test func aTickHoldsAJumpForApproval() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let everybody = server.company.departments.filter { $0.level == 1 }.map { "\"\($0.openDepartmentID)\"" }
            let audience = #"{"departments":[\#(everybody.joined(separator: ","))]}"#
            let path = try Self.manifest(office, audience)
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0)
            let before = await server.reached().count
            try await Self.leaveFivePeople(in: server)
            // Another question than before, whose answer nobody has kept.
            let question = audience.dropLast() + #","users":{"emails":["nobody@sandbox.example"]}}"#
            _ = try Self.manifest(office, String(question), text: "The office moves on Monday.", rest: Office.dueOnce)
            let tick = try await office.json("tick", "--jobs", ".")
            #expect(tick.result.status == 3, "\(tick.result.errors) \(tick.document.text())")
            let waiting = try await office.json("status", "news@latest").document
            #expect(waiting["state"] == "awaiting_approval")
            #expect(waiting["state_reason"]?.string?.contains("5 people instead of \(before)") == true)
            #expect(await server.reached().count == before, "nothing went out")
            let approval = try await office.larkcast.run(
                ["approve", "news@latest", "--as", "somebody else", "--yes"])
            #expect([0, 3].contains(approval.status), "\(approval.errors)")
        }
    }

    private static func leaveFivePeople(in server: SandboxServer) async throws {
        let last = try #require(server.company.departments.last).openDepartmentID
        let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen }.map(\.openID)
        let all = server.company.people.filter { !$0.isResigned }.map(\.openID)
        try await server.change(
            all.map { .movePerson(openID: $0, departments: []) }
                + people.prefix(5).map { .movePerson(openID: $0, departments: [last]) })
    }
}
