import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Reaching exactly those of an audience who have not got a message yet, by the real program.
struct SkipSentProcessTests {
    private static let refused = FaultEffect(status: 200, code: 11227, message: "image_key is illegal")
    private static let lost = FaultEffect(status: 504, processesFirst: true)
    private static let small = #"{"batch_size":10,"in_flight":1}"#

    private static func picture(_ office: Office, people: Int) throws -> String {
        try Data(SampleMedia.png(number: 1)).write(to: URL(fileURLWithPath: office.directory.path("a.png")))
        let ids = Office.ids(people).map { "\"\($0)\"" }.joined(separator: ",")
        return try office.manifest(
            #"{"job":"news","audience":{"users":{"open_ids":[\#(ids)]}},"message":{"image":"a.png"},"delivery":\#(small)}"#
        )
    }

    /// What was frozen is the rest, and it goes on as what it is.
    @Test func aRestThatWasStoppedGoesOn() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(40)
            let first = try office.manifest(ids: Array(ids[..<10]), job: "first")
            #expect(try await office.larkcast.run(["run", first, "--yes"]).status == 0)
            let path = try office.manifest(ids: ids, delivery: Self.small)
            await server.addFault(on: .batchSend, nth: 2, count: nil, .held)
            let running = try office.larkcast.start(["run", path, "--yes", "--skip-sent"])
            try await server.waitForSends(3, orTheEndOf: running)
            running.send(SIGTERM)
            try await running.says("stopping")
            await server.removeFaults()
            #expect(await running.end().status == 75)
            let again = try await office.json("run", path, "--yes")
            #expect(again.result.status == 0, "\(again.result.errors)")
            #expect(again.document.people("accepted") == 30 && again.document.people("excluded") == 10)
            #expect(await server.reached().sorted() == ids.sorted(), "everybody exactly once")
        }
    }

    /// The list of those who get nothing has those who have it, with the run.
    @Test func theListHasThoseWhoHaveIt() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let first = try await office.json(
                "run", try office.manifest(ids: Office.ids(3), job: "first"), "--yes")
            let run = try #require(first.document["run"]?.string)
            let path = try office.manifest(ids: Office.ids(5))
            let list = office.directory.path("left-out.csv")
            #expect(try await office.larkcast.run(["plan", path, "--skip-sent", "--left-out", list]).status == 0)
            let rows = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\r\n").dropFirst()
            let expected = Office.ids(3).map { "already_sent,\($0),\($0),run \(run)," }
            #expect(rows.count == 3 && zip(rows, expected).allSatisfy { $0.hasPrefix($1) }, "\(rows)")
        }
    }

    @Test func whomARefusedKeyHasLeftOutIsReachedOnce() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try Self.picture(office, people: 30)
            await server.addFault(on: .batchSend, nth: 2, count: nil, Self.refused)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 3, "\(run.result.errors)")
            #expect(run.document.batchStates == ["accepted", "rejected", "pending"])
            let id = try #require(run.document["run"]?.string)

            let resumed = try await office.larkcast.run(["resume", "news@latest"])
            #expect(resumed.status == 3, "\(resumed.errors)")
            #expect(resumed.errors.contains("larkcast cancel \(id)") && resumed.errors.contains("--skip-sent"))
            #expect(await server.sendCount() == 2, "nothing more is sent with a key that Feishu has refused")
            #expect(try await office.json("status", id).document["state"] == "paused")
            let chinese = try await office.larkcast.run(["resume", "news@latest", "--lang", "zh"])
            #expect(chinese.errors.contains("密钥") && chinese.errors.contains("--skip-sent"), "\(chinese.errors)")

            let early = try await office.json("run", path, "--yes", "--skip-sent")
            #expect(early.result.status == 3 && early.document["error"]?["type"] == "unfinished")
            let hint = early.document["error"]?["hint"]?.string ?? ""
            #expect(hint.contains("larkcast cancel \(id)") && hint.contains("--skip-sent"), "\(hint)")

            await server.removeFaults()
            #expect(try await office.json("cancel", id, "--yes").result.status == 0)
            let refusal = try await office.json("run", path, "--yes")
            #expect(refusal.result.status == 3 && refusal.document["error"]?["type"] == "repeats")
            let way = refusal.document["error"]?["hint"]?.string ?? ""
            #expect(way.contains("10 of 30 people may have it"), "\(way)")
            let (first, second) = (way.range(of: "--skip-sent"), way.range(of: "--allow-repeat"))
            #expect(try #require(first).lowerBound < (try #require(second).lowerBound))
            let said = try await office.larkcast.run(["run", path, "--yes", "--lang", "zh"])
            #expect(said.errors.contains("30 人中有 10 人可能已收到"), "\(said.errors)")
            let foreseen = try await office.larkcast.run(["plan", path])
            #expect(foreseen.errors.contains("10 of 30 people may have it"), "\(foreseen.errors)")

            let plan = try await office.json("plan", path, "--skip-sent")
            #expect(plan.result.status == 0, "\(plan.result.errors)")
            #expect(plan.document.people("pending") == 20 && plan.document.people("excluded") == 10)
            #expect(plan.document.addsUp)
            #expect(plan.document["left_out"]?["totals"]?["already_sent"] == 10)
            #expect(plan.document["left_out"]?["examples"]?.array?.first?["place"]?.string == "run \(id)")
            let shown = try await office.larkcast.run(["plan", path, "--skip-sent"])
            #expect(shown.output.contains("10 may have the message already") && shown.output.contains(id))

            let rest = try await office.json("run", path, "--yes", "--skip-sent")
            #expect(rest.result.status == 0, "\(rest.result.errors)")
            #expect(rest.document.people("accepted") == 20 && rest.document.people("excluded") == 10)
            #expect(rest.document.addsUp)
            #expect(await server.reached().sorted() == Office.ids(30).sorted(), "everybody exactly once")
            #expect(await server.uploads().count == 2, "the file was uploaded again")

            let nothing = try await office.json("run", path, "--yes", "--skip-sent")
            #expect(nothing.result.status == 0, "\(nothing.result.errors)")
            #expect(nothing.document["run"] == .null && nothing.document.people("excluded") == 30)
            #expect(nothing.document.addsUp)
            #expect(await server.reached().count == 30)
            #expect(await server.uploads().count == 2, "nothing is uploaded for nobody")
            let words = try await office.larkcast.run(["plan", path, "--skip-sent"])
            #expect(words.status == 0 && (words.output + words.errors).contains("Nothing to send"), "\(words.errors)")
        }
    }

    @Test func whoeverIsInDoubtIsNotSentToAgain() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(30), delivery: Self.small)
            await server.addFault(on: .batchSend, nth: 2, Self.lost)
            let run = try await office.json("run", path, "--yes")
            #expect(run.document.batchStates == ["accepted", "in_doubt", "pending"], "\(run.result.errors)")
            #expect(try await office.json("cancel", "hello@latest", "--yes").document.people("cancelled") == 10)
            let rest = try await office.json("run", path, "--yes", "--skip-sent")
            #expect(rest.result.status == 0, "\(rest.result.errors)")
            #expect(rest.document.people("accepted") == 10 && rest.document.people("excluded") == 20)
            #expect(await server.reached().sorted() == Office.ids(30).sorted())
        }
    }

    @Test func aPersonalJobThatWasCancelledIsFinished() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(8)
            let rows = ids.enumerated().map { "\($1),Person \($0)" }.joined(separator: "\n")
            try Data("open_id,name\n\(rows)\n".utf8).write(
                to: URL(fileURLWithPath: office.directory.path("people.csv")))
            let path = try office.manifest(
                """
                {"job":"hello","audience":{"files":["people.csv"]},"message":{"text":"Dear {{name}}, welcome."},
                 "delivery":{"channel":"direct","in_flight":1}}
                """)
            await server.addFault(on: .message, nth: 4, FaultEffect(status: 400, code: 230_022))
            #expect(try await office.json("run", path, "--yes").result.status == 3)
            #expect(try await office.json("cancel", "hello@latest", "--yes").result.status == 0)
            let rest = try await office.json("run", path, "--yes", "--skip-sent")
            #expect(rest.result.status == 0, "\(rest.result.errors)")
            #expect(rest.document.people("excluded") == 3 && rest.document.people("accepted") == 5)
            let messages = await server.messages()
            #expect(messages.map(\.openID).sorted() == ids.sorted(), "everybody once")
            for message in messages {
                let number = ids.firstIndex(of: message.openID) ?? -1
                #expect(message.content == #"{"text":"Dear Person \#(number), welcome."}"#)
            }
        }
    }

    @Test func groupsThatHaveItAreLeftOut() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let chats = server.company.chats.filter(\.hasBot).prefix(3).map(\.chatID)
            func manifest(_ chats: some Sequence<String>) throws -> String {
                let list = chats.map { "\"\($0)\"" }.joined(separator: ",")
                return try office.manifest(
                    #"{"job":"hello","audience":{"chats":[\#(list)]},"message":{"text":"Hello"},"delivery":{"channel":"direct"}}"#
                )
            }
            #expect(try await office.json("run", try manifest(chats.prefix(1)), "--yes").result.status == 0)
            let path = try manifest(chats)
            let refused = try await office.json("run", path, "--yes")
            #expect(refused.document["error"]?["type"] == "repeats")
            #expect(refused.document["error"]?["hint"]?.string?.contains("--skip-sent") == true)
            let rest = try await office.json("run", path, "--yes", "--skip-sent")
            #expect(rest.result.status == 0, "\(rest.result.errors)")
            #expect(await server.messages().map(\.chatID).sorted() == chats.sorted())
        }
    }

    @Test func peopleUnderOtherIDsAreLeftOutOrNeedAWord() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen }.prefix(20)
            func manifest(_ list: String, _ ids: [String], job: String = "hello") throws -> String {
                let ids = ids.map { "\"\($0)\"" }.joined(separator: ",")
                return try office.manifest(
                    #"{"job":"\#(job)","audience":{"users":{"\#(list)":[\#(ids)]}},"message":{"text":"The canteen opens."}}"#
                )
            }
            let first = try manifest("user_ids", people.prefix(12).map(\.userID), job: "first")
            #expect(try await office.json("run", first, "--yes").result.status == 0)
            let id = try #require(try await office.json("status", "first@latest").document["run"]?.string)
            let path = try manifest("open_ids", people.map(\.openID))
            await server.addFault(on: .usersBatch, count: nil, FaultEffect(status: 200, code: 41050, message: "no"))
            let unknown = try await office.json("run", path, "--yes", "--skip-sent")
            #expect(unknown.result.status == 3 && unknown.document["error"]?["type"] == "repeats")
            #expect(unknown.document["error"]?["hint"]?.string?.contains("--allow-repeat \(id)") == true)
            #expect(await server.sendCount() == 1)
            await server.removeFaults()
            let rest = try await office.json("run", path, "--yes", "--skip-sent")
            #expect(rest.result.status == 0, "\(rest.result.errors)")
            #expect(rest.document.people("excluded") == 12)
            #expect(await server.reached().sorted() == people.suffix(8).map(\.openID).sorted())
            let all = try await office.json("run", try manifest("union_ids", people.map(\.unionID)), "--skip-sent")
            #expect(all.result.status == 0 && all.document["run"] == .null, "\(all.document.text())")
        }
    }

    @Test func departmentsThemselvesAndTestsAreRefused() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let department = try #require(server.company.departments.last).openDepartmentID
            let path = try office.manifest(
                #"{"job":"hello","audience":{"departments":["\#(department)"],"resolve":"departments"},"message":{"text":"Hello"}}"#
            )
            for command in ["plan", "run"] {
                let refused = try await office.json([command, path, "--skip-sent"])
                #expect(refused.result.status == 65, "\(refused.document.text())")
                #expect(refused.document.text().contains("departments are addressed themselves"))
            }
            let test = try await office.larkcast.run(["run", path, "--skip-sent", "--test-to", Office.ids(1)[0]])
            #expect(test.status == 64)
            #expect(await server.sendCount() == 0)
        }
    }

    /// Ids that Feishu called invalid got nothing, and may be mended meanwhile.
    @Test func whoeverFeishuDidNotKnowIsReachedOnceItDoes() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen }.prefix(6).map(\.openID)
            let path = try office.manifest(ids: people + Office.ids(2))
            let run = try await office.json("run", path, "--yes")
            #expect(run.document.people("invalid") == 2 && run.document.people("accepted") == 6)
            for _ in 0..<2 {
                let rest = try await office.json("run", path, "--yes", "--skip-sent")
                #expect(rest.result.status == 1, "\(rest.document.text())")
                #expect(rest.document.people("excluded") == 6 && rest.document.people("invalid") == 2)
            }
            #expect(await server.reached().sorted() == people.sorted())
        }
    }
}
