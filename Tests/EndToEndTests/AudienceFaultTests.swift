import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// A directory that changes or lies while the real program reads it, and files that change between two commands.
struct AudienceFaultTests {
    private static var configuration: SandboxConfiguration {
        var configuration = SandboxConfiguration()
        configuration.enforcesLimits = false
        configuration.people = 200
        configuration.speed = 0
        return configuration
    }

    private static func manifest(_ office: Office, _ audience: String, rest: String = "") throws -> String {
        try office.manifest(
            #"{"job":"news","audience":\#(audience),"message":{"text":"The office moves on Friday."}\#(rest)}"#,
            name: "news.json")
    }

    /// A department without another below it, with some people, and one that holds others.
    private static func departments(_ server: SandboxServer) throws -> (leaf: SandboxDepartment, top: SandboxDepartment)
    {
        let all = server.company.departments
        let parents = Set(all.compactMap(\.parent))
        let leaf = all.enumerated().first { !parents.contains($0.offset) && $0.element.level > 1 }
        return (try #require(leaf?.element), try #require(all.first { $0.level == 1 }))
    }

    /// Departments that are addressed themselves pass every guard that counts people, so nobody but a person may choose that.
    @Test func withoutThePermissionATickSendsNothingAndARunAsks() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            // Without others below it: that one of them may not be read is no reason to address it itself.
            let audience = #"{"departments":["\#(try Self.departments(server).leaf.openDepartmentID)"]}"#
            let path = try Self.manifest(office, audience)
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0)
            let reached = await server.reached()
            await server.addFault(on: .findByDepartment, count: nil, FaultEffect(status: 400, code: 40_004))
            let again = try await office.json("run", path, "--yes")
            #expect(again.result.status == 3 && again.document["error"]?["type"]?.string == "drift")
            _ = try Self.manifest(office, audience, rest: Office.dueOnce)
            let tick = try await office.larkcast.run(["tick", "--jobs", "."])
            #expect(tick.status == 77, "\(tick.status) \(tick.errors)")
            #expect(await server.reached() == reached)
            let direct = try await office.larkcast.run(
                ["plan", try Self.manifest(office, audience, rest: #","delivery":{"channel":"direct"}"#)])
            #expect(direct.status == 77, "\(direct.errors)")
        }
    }

    @Test func aDepartmentThatIsGoneWhenItIsSentIsNamed() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let (leaf, top) = try Self.departments(server)
            let path = try Self.manifest(
                office, #"{"departments":["\#(top.openDepartmentID)","\#(leaf.openDepartmentID)"]}"#)
            #expect(try await office.json("plan", path).result.status == 0)
            try await server.change([.deleteDepartment(id: leaf.openDepartmentID)])
            let run = try await office.larkcast.run(["run", path, "--yes"])
            #expect(run.status == 65)
            #expect(run.errors.contains("/audience/departments/1"), "\(run.errors)")
            #expect(run.errors.contains(leaf.openDepartmentID))
            #expect(await server.sendCount() == 0)
        }
    }

    /// Gone between two of the program's own calls: known from the list of departments, not there to be listed itself.
    @Test func aDepartmentDeletedWhileItIsListedSendsNothing() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let child = try #require(server.company.departments.first { $0.level == 2 })
            let parent = server.company.departments[try #require(child.parent)]
            try await server.change(
                [.deleteDepartment(id: child.openDepartmentID)], after: .departmentChildren, nth: 1)
            let path = try Self.manifest(office, #"{"departments":["\#(parent.openDepartmentID)"]}"#)
            let run = try await office.larkcast.run(["run", path, "--yes"])
            #expect(run.status == 65)
            #expect(run.errors.contains("was deleted while its people were being listed"), "\(run.errors)")
            #expect(await server.sendCount() == 0)
        }
    }

    @Test func somebodyWhoMovesWhileItIsListedGetsOneMessage() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let tops = server.company.departments.filter { $0.level == 1 }.map(\.openDepartmentID)
            let (first, last) = (try #require(tops.first), try #require(tops.last))
            let mover = try #require(
                server.company.people.first { !$0.isResigned && !$0.isFrozen && $0.isVisible })
            try await server.change([.movePerson(openID: mover.openID, departments: [first])])
            // Listed under the first department already, and then under the last one too.
            try await server.change(
                [.movePerson(openID: mover.openID, departments: [last])], after: .findByDepartment, nth: 1)
            let path = try Self.manifest(
                office, #"{"users":{"open_ids":["\#(mover.openID)"]},"departments":["\#(first)","\#(last)"]}"#)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 0, "\(run.result.errors)")
            #expect(run.document.addsUp)
            #expect(await server.reached().count { $0 == mover.openID } == 1)
        }
    }

    @Test func aPageTokenThatExpiresBeginsThatListAnew() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let top = try Self.departments(server).top.openDepartmentID
            let here = server.company.people.filter { !$0.isResigned && !$0.isFrozen }
            // More than one page of fifty.
            try await server.change(here.prefix(120).map { .movePerson(openID: $0.openID, departments: [top]) })
            _ = await server.addFault(
                FaultRule(
                    api: .findByDepartment, nth: 2,
                    effect: FaultEffect(status: 400, code: 40_012, message: "page_token is invalid")))
            let run = try await office.json("run", try Self.manifest(office, #"{"departments":["\#(top)"]}"#), "--yes")
            #expect(run.result.status == 0, "\(run.result.errors)")
            let reached = await server.reached()
            #expect(Set(reached).isSuperset(of: here.prefix(120).map(\.openID)))
            #expect(reached.count == Set(reached).count)
        }
    }

    /// What the app may not see is no reason to leave people out silently.
    @Test func aDepartmentBeyondTheContactRangeIsToldAndNothingIsSent() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let tops = server.company.departments.filter { $0.level == 1 }.map(\.openDepartmentID)
            try await server.limitContacts(to: .only(departments: [tops[0]], people: []))
            let path = try Self.manifest(office, #"{"departments":["\#(tops[0])","\#(tops[1])"]}"#)
            let run = try await office.larkcast.run(["run", path, "--yes"])
            #expect([65, 77].contains(run.status), "\(run.status)")
            #expect(run.errors.contains(tops[1]), "\(run.errors)")
            #expect(await server.sendCount() == 0)
        }
    }

    @Test func aFileThatChangesAfterThePlanMakesAnotherPlan() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen && $0.isVisible }
            let file = URL(fileURLWithPath: office.directory.path("list.csv"))
            try Data("open_id\n\(people[0].openID)\n".utf8).write(to: file)
            let path = try Self.manifest(
                office, #"{"files":["list.csv"]}"#, rest: #","approval":{"required":true}"#)
            let before = try await office.json("plan", path).document["plan_sha256"]?.string
            let waiting = try await office.json("run", path, "--yes")
            #expect(waiting.result.status == 3)
            #expect(waiting.document["plan_sha256"]?.string == before)
            try Data("open_id\n\(people[1].openID)\n".utf8).write(to: file)
            #expect(try await office.json("plan", path).document["plan_sha256"]?.string != before)
            // The yes was for the list as it was, and so is what goes out.
            let yes = try await office.larkcast.run(["approve", "news@latest", "--as", "Li Na", "--yes"])
            if yes.status == 0 {
                let other = try await office.larkcast.run(["run", path, "--yes"])
                #expect(other.status == 3)
                #expect(other.errors.contains("no longer say what the unfinished run"), "\(other.errors)")
                #expect(await server.sendCount() == 0)
                let resumed = try await office.larkcast.run(["resume", "news@latest", "--yes"])
                #expect(resumed.status == 0, "\(resumed.errors)")
                #expect(await server.reached() == [people[0].openID])
            } else {
                #expect(await server.sendCount() == 0)
            }
        }
    }

    @Test func everybodyExcludedIsNobody() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let top = try Self.departments(server).top.openDepartmentID
            let path = try Self.manifest(
                office, #"{"departments":["\#(top)"],"exclude":{"departments":["\#(top)"]}}"#)
            let run = try await office.larkcast.run(["run", path, "--yes"])
            #expect(run.status == 65)
            #expect(run.errors.contains("is excluded, nobody is left"), "\(run.errors)")
            #expect(await server.sendCount() == 0)
        }
    }

    @Test func departmentsThatOverlapAreRefusedWithThePairNamed() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let all = server.company.departments
            let child = try #require(all.first { $0.parent != nil })
            let parent = all[try #require(child.parent)]
            let audience =
                #"{"departments":["\#(parent.openDepartmentID)","\#(child.openDepartmentID)"],"resolve":"departments"}"#
            let run = try await office.larkcast.run(["run", try Self.manifest(office, audience), "--yes"])
            #expect(run.status == 65)
            for name in [parent.name, child.name] { #expect(run.errors.contains(name), "\(run.errors)") }
            #expect(await server.sendCount() == 0)
            let single = #"{"departments":["\#(child.openDepartmentID)"],"resolve":"departments"}"#
            let plan = try await office.json("plan", try Self.manifest(office, single))
            #expect(plan.result.status == 0)
            #expect(plan.document["unit"] == "departments")
        }
    }
}
