import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// What somebody has to look at before anything is sent: all of it at once, and not again every week.
struct AlarmProcessTests {
    private static var configuration: SandboxConfiguration {
        var configuration = SandboxConfiguration()
        configuration.enforcesLimits = false
        configuration.people = 400
        configuration.speed = 0
        return configuration
    }

    private static func manifest(
        _ office: Office, _ audience: String, text: String = "The office moves on Friday.", rest: String = ""
    ) throws -> String {
        try office.manifest(
            #"{"job":"news","audience":\#(audience),"message":{"text":"\#(text)"}\#(rest)}"#, name: "news.json")
    }

    private static func emptyListings(of server: SandboxServer) async {
        await server.addFault(
            on: .findByDepartment, count: nil,
            FaultEffect(status: 200, body: #"{"code":0,"data":{"has_more":false,"items":[]}}"#))
    }

    /// Two people by their user ids, without anybody of a department whose listing comes back empty.
    private static func twoPeople(_ server: SandboxServer) throws -> String {
        let index = try #require(
            server.company.departments.indices.first { index in
                server.company.people.count { $0.departments.contains(index) } >= 10
            })
        let some = server.company.people.filter {
            !$0.isResigned && !$0.isFrozen && !$0.departments.contains(index)
        }
        let ids = some.prefix(2).map { "\"\($0.userID)\"" }.joined(separator: ",")
        let out = server.company.departments[index].openDepartmentID
        return #"{"users":{"user_ids":[\#(ids)]},"exclude":{"departments":["\#(out)"]}}"#
    }

    @Test func everyAlarmIsShownBeforeAnyIsAccepted() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let everybody = server.company.departments.filter { $0.level == 1 }.map { "\"\($0.openDepartmentID)\"" }
            let whole = #"{"departments":[\#(everybody.joined(separator: ","))]}"#
            #expect(try await office.json("run", try Self.manifest(office, whole), "--yes").result.status == 0)
            let before = await server.reached().count
            await Self.emptyListings(of: server)
            let text = "The office moves on Monday."
            let path = try Self.manifest(office, try Self.twoPeople(server), text: text, rest: Office.dueOnce)
            let (drift, left) = ("2 people instead of \(before)", "in a department that is left out")

            let plan = try await office.json("plan", path)
            let alarms = plan.document["alarms"]?.array?.compactMap(\.string) ?? []
            try #require(alarms.count == 2, "\(plan.result.output)")
            #expect(alarms[0].contains(left) && alarms[1].contains(drift), "\(alarms)")
            let warnings = plan.document["warnings"]?.array?.compactMap(\.string) ?? []
            for alarm in alarms { #expect(warnings.contains("run will ask for --accept-drift: \(alarm)")) }
            let shown = try await office.larkcast.run(["plan", path, "--html", "plan.html"])
            #expect(shown.errors.contains(left) && shown.errors.contains(drift), "\(shown.errors)")
            let page = try String(contentsOfFile: office.directory.path("plan.html"), encoding: .utf8)
            #expect(page.contains("left out and has listed") && page.contains(drift))

            let refused = try await office.json("run", path, "--yes")
            let message = refused.document["error"]?["message"]?.string ?? ""
            #expect(refused.result.status == 3 && refused.document["error"]?["type"] == "drift")
            #expect(message.contains(left) && message.contains(drift), "\(message)")
            let chinese = try await office.larkcast.run(["run", path, "--yes", "--lang", "zh"])
            #expect(chinese.errors.contains("要排除的部门") && chinese.errors.contains("\(before)"), "\(chinese.errors)")
            #expect(!chinese.errors.contains("instead of"), "\(chinese.errors)")

            #expect(try await office.json("tick", "--jobs", ".").result.status == 3)
            let waiting = try await office.json("status", "news@latest").document
            let reason = waiting["state_reason"]?.string ?? ""
            #expect(reason.contains(left) && reason.contains(drift), "\(reason)")
            let status = try await office.larkcast.run(["status", "news@latest", "--lang", "zh"])
            #expect(status.output.contains("要排除的部门") && !status.output.contains("instead of"), "\(status.output)")
            let approval = try await office.larkcast.run(["approve", "news@latest", "--as", "somebody else"])
            let heading = approval.output.replacing("\n", with: " ")
            #expect(approval.status == 3 && heading.contains("\(before)"), "\(approval.output)")
            #expect(try await office.json("cancel", "news@latest", "--yes").result.status == 0)

            let accepted = try await office.larkcast.run(
                ["run", try Self.manifest(office, try Self.twoPeople(server), text: text), "--yes", "--accept-drift"])
            #expect(accepted.status == 0)
            #expect(accepted.errors.contains("warning: let through with --accept-drift: \(alarms[1])"))
            let kept = try await office.json("status", "news@latest").document["warnings"]?.array ?? []
            for alarm in alarms { #expect(kept.contains(.string("let through with --accept-drift: \(alarm)"))) }
        }
    }

    /// A weekly run of which one department will always be short.
    @Test func whatWasAcceptedInTheRunBeforeIsOnlyToldAgain() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let audience = try Self.twoPeople(server)
            await Self.emptyListings(of: server)
            let first = try Self.manifest(office, audience, text: "Week 1")
            #expect(try await office.json("run", first, "--yes").result.status == 3)
            #expect(try await office.json("run", first, "--yes", "--accept-drift").result.status == 0)
            for week in 2...3 {
                let path = try Self.manifest(office, audience, text: "Week \(week)")
                let run = try await office.larkcast.run(["run", path, "--yes"])
                #expect(run.status == 0, "\(run.errors)")
                #expect(run.errors.contains("as in the run before"), "\(run.errors)")
            }
            let chinese = try await office.larkcast.run(["status", "news@latest", "--lang", "zh"])
            #expect(chinese.output.contains("与上一次运行相同"), "\(chinese.output)")
        }
    }

    @Test func departmentsAfterPeopleAreAskedForOnce() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let department = try #require(server.company.departments.first).openDepartmentID
            let people = try Self.manifest(office, #"{"departments":["\#(department)"]}"#, text: "Week 1")
            #expect(try await office.json("run", people, "--yes").result.status == 0)
            let itself = #"{"departments":["\#(department)"],"resolve":"departments"}"#
            let second = try Self.manifest(office, itself, text: "Week 2")
            #expect(try await office.json("run", second, "--yes").result.status == 3)
            #expect(try await office.json("run", second, "--yes", "--accept-drift").result.status == 0)
            let third = try await office.json("run", try Self.manifest(office, itself, text: "Week 3"), "--yes")
            #expect(third.result.status == 0, "\(third.result.output)")
        }
    }

    /// A listing that comes back empty twice, of a department that is addressed beside people who are found.
    @Test func aDepartmentThatIsMissingNeedsSomebodysWord() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let audience = try Self.twoPeople(server)
                .replacing(#""exclude":{"departments":"#, with: #""departments":"#).dropLast()
            await Self.emptyListings(of: server)
            let path = try Self.manifest(office, String(audience), rest: Office.dueOnce)
            let run = try await office.json("run", path, "--yes")
            let message = run.document["error"]?["message"]?.string ?? ""
            #expect(run.result.status == 3 && message.contains("Feishu lists only 0 of the"), "\(run.result.output)")
            let tick = try await office.json("tick", "--jobs", ".")
            #expect(tick.result.status == 3, "\(tick.result.output)")
            let chinese = try await office.larkcast.run(["status", "news@latest", "--lang", "zh"])
            #expect(chinese.output.contains("不会收到消息"), "\(chinese.output)")
            #expect(await server.sendCount() == 0)
        }
    }

    @Test(arguments: [(15, 85, true), (85, 15, false), (3, 9, false)])
    func halfAnAudienceNeedsSomebodysWord(_ known: Int, _ lost: Int, _ isAlarm: Bool) async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let some = server.company.people.filter { !$0.isResigned && !$0.isFrozen }.prefix(known)
            let emails = some.map(\.email) + (0..<lost).map { "nobody\($0)@sandbox.example" }
            let audience = #"{"users":{"emails":["\#(emails.joined(separator: #"",""#))"]}}"#
            let path = try Self.manifest(office, audience, rest: Office.dueOnce)
            let run = try await office.json("run", path, "--yes")
            guard isAlarm else { return #expect(run.result.status == 1, "\(run.result.output)") }
            #expect(run.result.status == 3 && run.document["error"]?["type"] == "drift", "\(run.result.output)")
            #expect(run.document["error"]?["message"]?.string?.contains("\(lost) of the \(known + lost)") == true)
            #expect(try await office.json("tick", "--jobs", ".").result.status == 3)
            #expect(await server.sendCount() == 0)
            #expect(try await office.larkcast.run(["approve", "news@latest", "--as", "li", "--yes"]).status != 1)
            let sent = try await office.json("tick", "--jobs", ".")
            #expect([0, 1].contains(sent.result.status), "\(sent.result.output)")
            #expect(await server.reached().count == known, "a yes lets it go")
            let again = try await office.json("run", try Self.manifest(office, audience, text: "Week 2"), "--yes")
            #expect(again.result.status == 1 && again.result.errors.contains("as in the run before"))
        }
    }
}
