import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// People to whom the app is not available: Feishu takes their message and delivers nothing, so the plan says who they are.
struct AvailabilityProcessTests {
    private static func department(_ server: SandboxServer) throws -> (id: String, people: [SandboxPerson]) {
        let departments = server.company.departments
        let index = try #require(departments.indices.first { departments[$0].level == 1 })
        let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen && $0.isVisible }
        return (departments[index].openDepartmentID, people)
    }

    private static func manifest(_ office: Office, _ department: String, rest: String = "") throws -> String {
        try office.manifest(
            """
            {"job":"news","audience":{"departments":["\(department)"]},"message":{"text":"The canteen opens at eleven."}\(rest)}
            """, name: "news.json")
    }

    @Test func aFewAreNamedAndStayRecipients() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let department = try Self.department(server)
            let path = try Self.manifest(office, department.id)
            let before = try await office.json("plan", path)
            let already = try #require(before.document["unavailable"]?.integer)
            // Somebody of the department, whoever it is: the first request says who its people are.
            let request = try #require(before.document["first_request"]?.string)
            let person = try #require(department.people.first { request.contains($0.openID) }).openID
            try await server.change([.setVisible(openID: person, false)])
            let plan = try await office.json("plan", path)
            #expect(plan.result.status == 0 && plan.document["unavailable"]?.integer == already + 1)
            #expect(plan.document["calls"]?["availability"] == 1)
            #expect(plan.document["people"] == before.document["people"])
            let text = try await office.larkcast.run(["plan", path])
            #expect(
                text.errors.contains("the app is not available to \(already + 1) of the"), "\(text.errors)")
            #expect(text.output.contains("1 to ask to whom the app is available"), "\(text.output)")
            let list = office.directory.path("left-out.csv")
            #expect(try await office.larkcast.run(["plan", path, "--left-out", list]).status == 0)
            let rows = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\r\n")
            #expect(rows.count { $0.hasPrefix("unavailable,ou_") } == already + 1)
            #expect(rows.contains { $0.hasPrefix("unavailable,\(person),\(person),") }, "\(rows.prefix(3))")
            #expect(rows.count - 1 == already + 1 + Self.leftOut(plan.document), "everybody is there")
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 0 && run.result.errors.contains("the app is not available to"))
            #expect(await server.reached().contains(person), "Feishu says whom it reaches")
            try await Self.warningsAreKept(office, run.document)
        }
    }

    /// How many appearances a plan says lead to nobody.
    private static func leftOut(_ plan: JSONValue) -> Int {
        plan["left_out"]?["totals"]?.members?.reduce(0) { $0 + ($1.value.integer ?? 0) } ?? 0
    }

    /// A month later the run says what was known before it was sent, wherever it is looked at.
    private static func warningsAreKept(_ office: Office, _ run: JSONValue) async throws {
        let words = "the app is not available to"
        let warnings = try #require(run["warnings"]?.array)
        #expect(warnings.contains { $0.string?.contains(words) == true })
        #expect(try await office.json("status", "news@latest").document["warnings"] == .array(warnings))
        #expect(try await office.json("report", "news@latest").document["warnings"] == .array(warnings))
        for command in [
            ["status", "news@latest"], ["report", "news@latest"], ["report", "news@latest", "--format", "html"],
        ] {
            #expect(try await office.larkcast.run(command).output.contains(words), "\(command)")
            let chinese = try await office.larkcast.run(command + ["--lang", "zh"]).output
            #expect(chinese.contains("不在应用的可用范围内"), "\(command)")
        }
        #expect(try await office.json("list").document["runs"]?.array?.first?["warnings"] == nil)
    }

    /// A message that would reach hardly anybody waits for somebody, at the terminal and in a tick.
    @Test func manyNeedSomebodysWord() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let department = try Self.department(server)
            try await server.change(department.people.map { .setVisible(openID: $0.openID, false) })
            let path = try Self.manifest(office, department.id, rest: Office.dueOnce)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 3 && run.document["error"]?["type"] == "drift", "\(run.result.output)")
            #expect(run.result.output.contains("the app is not available"), "\(run.result.output)")
            let chinese = try await office.larkcast.run(["run", path, "--yes", "--lang", "zh"])
            #expect(chinese.errors.contains("不在应用可用范围内的人员"), "\(chinese.errors)")
            let tick = try await office.json("tick", "--jobs", ".")
            #expect(await server.sendCount() == 0)
            let state = try await office.json("status", "news@latest").document["state"]
            #expect(state == "awaiting_approval", "\(tick.result.output)")
            let other = try Self.manifest(office, department.id)
            #expect(try await office.json("cancel", "news@latest", "--yes").result.status == 0)
            #expect(try await office.json("run", other, "--yes", "--accept-drift").result.status == 0)
        }
    }

    @Test func withoutThePermissionThatIsNoted() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            try await server.changeScopes(revoke: ["application:application:self_manage", "admin:app.info:readonly"])
            let path = try Self.manifest(office, try Self.department(server).id)
            let plan = try await office.larkcast.run(["plan", path])
            let words = "was not checked, since that needs"
            #expect(plan.status == 0 && plan.errors.contains(words), "\(plan.errors)")
            let document = try await office.json("plan", path).document
            #expect(document["unavailable"] == .null)
            let isWarned = { (document: JSONValue) in
                document["warnings"]?.array?.contains { $0.string?.contains(words) == true } == true
            }
            #expect(isWarned(document), "\(document)")
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 0 && run.result.errors.contains(words) && isWarned(run.document))
            #expect(isWarned(try await office.json("status", "news@latest").document))
            #expect(try await office.larkcast.run(["doctor"]).output.contains("application:application:self_manage"))
        }
    }
}
