import Testing

@testable import FeishuSandbox

@Suite struct SingleMessageTests {
    private func send(_ probe: Probe, to id: String? = nil, _ kind: String = "open_id") async throws -> String {
        try #require(
            try await probe.send(MessageTests.text, to: try id ?? probe.somebody.openID, kind).data("message_id"))
    }

    private func call(_ probe: Probe, _ method: String, _ path: String, _ body: String? = nil, token: String? = nil)
        async throws
        -> Answer
    {
        try await probe.call(
            method, "/open-apis/im/v1/messages/" + path, body, authorization: "Bearer \(token ?? probe.token)")
    }

    @Test func aMessageIsShownAndAfterItsRecallSaysSo() async throws {
        try await withProbe { probe async throws in
            let id = try await send(probe)
            let shown = try await call(probe, "GET", id)
            #expect(shown.list("message_id") == [id])
            #expect(shown.json["data"]?["items"]?.array?[0]["body"]?["content"]?.string == MessageTests.text)
            #expect(try await call(probe, "DELETE", id).code == 0)
            let item = try await call(probe, "GET", id).json["data"]?["items"]?.array?[0]
            #expect(item?["deleted"]?.bool == true)
            #expect(item?["body"]?["content"]?.string?.contains("office") == false)
            let again = try await call(probe, "DELETE", id)
            #expect(again.code == 230_110 && again.status == 400)
        }
    }

    @Test func aRecallIsForOnesOwnMessagesAndInTime() async throws {
        try await withProbe({ $0.policy.recallWindow = 600 }) { probe async throws in
            let id = try await send(probe)
            let other = try await probe.otherToken()
            #expect(try await call(probe, "DELETE", id, token: other).code == 230_026)
            try probe.core.advance(seconds: 600)
            let late = try await send(probe)
            #expect(try await call(probe, "DELETE", id).code == 0)
            try probe.core.advance(seconds: 601)
            #expect(try await call(probe, "DELETE", late).code == 230_009)
            for (bad, code) in [("om_" + String(repeating: "0", count: 32), 99_992_354), ("bm-1", 230_001)] {
                #expect(try await call(probe, "DELETE", bad).code == code)
                #expect(try await call(probe, "GET", bad).code == code)
                #expect(try await call(probe, "GET", bad + "/read_users?user_id_type=open_id").code == code)
            }
        }
    }

    @Test func whoHasReadComesOverTimeInPages() async throws {
        try await withProbe({
            $0.people = 400
            $0.enforcesLimits = false
        }) { probe async throws in
            let group = probe.company.chats[2]
            let id = try await send(probe, to: group.chatID, "chat_id")
            let path = "im/v1/messages/\(id)/read_users?user_id_type=open_id&page_size=7"
            #expect(try await probe.walk(path).isEmpty)
            var (last, seen): (Int, [String]) = (0, [])
            for _ in 0..<4 {
                try probe.core.advance(seconds: 1200)
                let readers = try await probe.walk(path)
                #expect(readers.count >= last && readers.prefix(last).map { $0["user_id"]?.string ?? "" } == seen)
                (last, seen) = (readers.count, readers.map { $0["user_id"]?.string ?? "" })
                let times = readers.compactMap { $0["timestamp"]?.string.flatMap { Int($0) } }
                #expect(times == times.sorted() && times.count == readers.count)
            }
            let members = Set(group.members.map { probe.company.people[$0].openID })
            #expect(last > 10 && Set(seen).isSubset(of: members) && Set(seen).count == last)
            let unions = try await probe.walk(path.replacing("open_id", with: "union_id"))
            let known = Set(probe.company.people.map(\.unionID))
            #expect(unions.count == last && unions.allSatisfy { $0["user_id"]?.string.map(known.contains) == true })
            #expect(try await call(probe, "DELETE", id).code == 0)
            #expect(try await probe.get(path).code == 230_110)
        }
    }

    /// Somebody who reads well within the life of a token, and how long they take.
    private func quickReader(_ probe: Probe) throws -> (openID: String, delay: Double) {
        for (position, person) in probe.company.people.enumerated() where person.isReachable && !person.isResigned {
            let delay = probe.core.curve.delay(of: PersonKey(company: position))
            if let delay, (600...6000).contains(delay) { return (person.openID, delay) }
        }
        throw Probe.WalkEnded(answer: "nobody reads quickly")
    }

    @Test func onePersonReadsASingleMessageAsTheyReadABatch() async throws {
        try await withProbe { probe async throws in
            let (person, delay) = try quickReader(probe)
            let id = try await send(probe, to: person)
            let path = "im/v1/messages/\(id)/read_users?user_id_type=open_id"
            try probe.core.advance(seconds: delay - 0.001)
            #expect(try await probe.walk(path).isEmpty)
            try probe.core.advance(seconds: 0.001)
            #expect(try await probe.walk(path).map { $0["user_id"]?.string } == [person])
        }
    }

    @Test(arguments: [
        ("", 230_001), ("?user_id_type=name", 99_992_402), ("?user_id_type=open_id&page_size=101", 230_001),
        ("?user_id_type=open_id&page_size=0", 230_001), ("?user_id_type=open_id&page_token=x", 230_001),
        ("?user_id_type=open_id&page_size=100", 0),
    ])
    func readersAreAskedForProperly(_ query: String, _ code: Int) async throws {
        try await withProbe { probe async throws in
            let id = try await send(probe)
            #expect(try await call(probe, "GET", "\(id)/read_users\(query)").code == code)
        }
    }

    @Test func readersAreTheSendersToKnowForAWeek() async throws {
        try await withProbe { probe async throws in
            let id = try await send(probe)
            let path = "\(id)/read_users?user_id_type=open_id"
            #expect(try await call(probe, "GET", path, token: try await probe.otherToken()).code == 230_012)
            #expect(try await call(probe, "GET", id, token: try await probe.otherToken()).code == 230_002)
            try probe.core.advance(seconds: 7 * 86_400)
            let token = try #require(
                try await probe.fetchToken(probe.core.configuration.app).json["tenant_access_token"]?.string)
            #expect(try await call(probe, "GET", path, token: token).code == 0)
            try probe.core.advance(seconds: 1)
            #expect(try await call(probe, "GET", path, token: token).code == 230_033)
        }
    }

    @Test func whoIsNotInTheChatCannotBeCalledUrgently() async throws {
        try await withProbe { probe async throws in
            let id = try await send(probe)
            let (person, other) = (try probe.somebody, probe.company.people[7])
            func urgent(_ ids: [String], _ kind: String = "open_id", token: String? = nil) async throws -> Answer {
                try await call(
                    probe, "PATCH", "\(id)/urgent_app?user_id_type=\(kind)", "{\"user_id_list\":\(ids)}", token: token)
            }
            let answer = try await urgent([person.openID, other.openID, "ou_nobody"])
            #expect(answer.code == 0)
            #expect(answer.json["data"]?["invalid_user_id_list"]?.strings == [other.openID, "ou_nobody"])
            #expect(try await urgent([person.unionID], "union_id").code == 0)
            #expect(try await urgent([other.openID]).code == 230_001)
            #expect(try await urgent([]).code == 230_001)
            #expect(try await urgent(Array(repeating: person.openID, count: 201)).code == 230_001)
            #expect(try await urgent([person.openID], "").code == 230_001)
            #expect(try await urgent([person.openID], token: try await probe.otherToken()).code == 230_012)
            try probe.core.change(appID: "cli_sandbox", granting: [], revoking: ["im:message.urgent"])
            #expect(try await urgent([person.openID]).missingScopes == ["im:message.urgent"])
        }
    }

    @Test func nobodyIsCalledToMoreThanTwoHundredUnreadMessages() async throws {
        try await withProbe({ $0.enforcesLimits = false }) { probe async throws in
            let (person, delay) = try quickReader(probe)
            func callOnce() async throws -> Int? {
                let id = try await send(probe, to: person)
                let list = "{\"user_id_list\":[\"\(person)\"]}"
                return try await call(probe, "PATCH", "\(id)/urgent_app?user_id_type=open_id", list).code
            }
            for _ in 0..<200 { #expect(try await callOnce() == 0) }
            #expect(try await callOnce() == 230_023)
            try probe.core.advance(seconds: delay)
            #expect(try await callOnce() == 0)
        }
    }
}
