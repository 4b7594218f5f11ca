import Testing

@testable import FeishuSandbox

/// What an im/v1 message may say, type by type.
@Suite struct MessageContentTests {
    static let company = SandboxCompany(seed: 1, people: 200)
    static let image = company.imageKeys[0]
    static let person = company.people[0].openID

    private static func post(_ nodes: String) -> String { #"{"zh_cn":{"title":"T","content":[[\#(nodes)]]}}"# }

    private static func hidden(_ sub: String) -> String { "ErrCode: " + sub }

    @Test(arguments: [
        ("text", #"{"text":"<b>bold</b> [link](https://example.com)"}"#), ("image", #"{"image_key":"\#(image)"}"#),
        ("post", post(#"{"tag":"md","text":"**bold**"}"#)),
        ("post", post(#"{"tag":"text","text":"x","style":["bold","lineThrough"]},{"tag":"at","user_id":"all"}"#)),
        ("post", post(#"{"tag":"img","image_key":"\#(image)"}"#)), ("post", post("")),
        ("sticker", #"{"file_key":"\#(company.stickerKeys[0])"}"#), ("interactive", MessageTests.card),
        ("interactive", #"{"elements":[{"tag":"markdown","content":"<at id=\#(person)></at><at id=all></at>"}]}"#),
        ("interactive", #"{"type":"template","data":{"template_id":"AAqSandboxPlain"}}"#),
        ("share_chat", #"{"chat_id":"\#(company.chatIDs[0])"}"#), ("share_user", #"{"user_id":"\#(person)"}"#),
        ("system", #"{"type":"divider","params":{"divider_text":{"text":"New session"}}}"#),
    ])
    func takesWhatFeishuTakes(_ type: String, _ content: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.send(content, to: try probe.somebody.openID, type: type)
            #expect(answer.code == 0, "\(answer.text)")
        }
    }

    @Test(arguments: [
        ("text", #"{"content":"x"}"#, 230_001, ""), ("image", "{}", 230_001, ""),
        ("image", #"{"image_key":"img_v3_none"}"#, 230_001, ""), ("file", #"{"file_key":"file_v3_none"}"#, 230_001, ""),
        ("sticker", #"{"file_key":"file_v3_none"}"#, 230_001, ""),
        ("post", #"{"post":{"zh_cn":{"title":"T","content":[[]]}}}"#, 230_001, "'post'"), ("post", "{}", 230_001, ""),
        ("post", post(#"{"tag":"marquee"}"#), 230_001, "marquee"),
        ("post", post(#"{"tag":"a","text":"x"}"#), 230_001, "href"),
        ("post", post(#"{"tag":"text","text":"x","style":["blink"]}"#), 230_001, "style"),
        ("post", post(#"{"tag":"md","text":"x"},{"tag":"text","text":"y"}"#), 230_001, "alone"),
        ("post", post(#"{"tag":"img","image_key":"img_v3_none"}"#), 230_001, "image_key"),
        ("post", #"{"zh_cn":{"content":[]}}"#, 230_001, ""),
        ("post", #"{"zh_cn":{"title":1,"content":[[]]}}"#, 230_001, ""),
        ("interactive", "{}", 230_099, hidden("200621")),
        ("interactive", #"{"type":"template","data":{"template_id":"AAqNone"}}"#, 230_099, hidden("200380")),
        ("interactive", #"{"type":"template","data":{"template_id":"AAqSandboxHidden"}}"#, 230_099, hidden("200381")),
        ("interactive", #"{"elements":[{"tag":"img","img_key":"img_v3_none"}]}"#, 230_099, hidden("200570")),
        ("interactive", #"{"elements":[{"tag":"person","user_id":"ou_none"}]}"#, 230_099, hidden("100290")),
        (
            "interactive", #"{"elements":[{"tag":"person_list","persons":[{"id":"ou_none"}]}]}"#, 230_099,
            hidden("100290")
        ),
        (
            "interactive", #"{"elements":[{"tag":"markdown","content":"<at id=ou_none></at>"}]}"#, 230_099,
            hidden("100290")
        ),
        ("interactive", #"{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}"#, 230_099, hidden("200861")),
        ("share_chat", #"{"chat_id":"oc_none"}"#, 230_001, ""), ("share_user", #"{"user_id":"ou_none"}"#, 230_001, ""),
        ("share_chat", #"{"chat_id":"\#(company.chats[3].chatID)"}"#, 230_002, ""),
        ("system", #"{"type":"divider"}"#, 230_001, ""),
    ])
    func refusesWhatFeishuRefuses(_ type: String, _ content: String, _ code: Int, _ hint: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.send(content, to: try probe.somebody.openID, type: type)
            #expect(answer.code == code && answer.status == 400, "\(answer.text)")
            #expect(hint.isEmpty || answer.message.contains(hint), "\(answer.message)")
        }
    }

    @Test(arguments: [("text", 150 * 1024), ("post", 30 * 1024), ("interactive", 30 * 1024)])
    func eachTypeHasItsLength(_ type: String, _ limit: Int) async throws {
        try await withProbe { probe async throws in
            let person = try probe.somebody.openID
            for (length, isTooLong) in [(limit, false), (limit + 1, true)] {
                let (head, tail) =
                    switch type {
                    case "text": (#"{"text":""#, #""}"#)
                    case "post": (#"{"zh_cn":{"content":[[{"tag":"text","text":""#, #""}]]}}"#)
                    default: (#"{"elements":[{"tag":"markdown","content":""#, #""}]}"#)
                    }
                let content = head + String(repeating: "x", count: length - head.utf8.count - tail.utf8.count) + tail
                let answer = try await probe.send(content, to: person, type: type)
                #expect(answer.code == (isTooLong ? 230_025 : 0))
            }
        }
    }

    @Test func aDividerIsForOnePersonOnly() async throws {
        try await withProbe { probe async throws in
            let divider = #"{"type":"divider","params":{"divider_text":{"text":"New session"}}}"#
            let group = probe.company.chatIDs[0]
            #expect(try await probe.send(divider, to: group, "chat_id", type: "system").code == 230_001)
        }
    }

    @Test(arguments: [
        (#"{"text":"Call 13800138000"}"#, 230_028), (#"{"text":"电话13800138000。"}"#, 230_028),
        (#"{"text":"+86 13800138000"}"#, 230_028), (#"{"text":"8613800138000"}"#, 230_028),
        (#"{"text":"ask hr@example.com"}"#, 230_028), (#"{"text":"order 138001380001"}"#, 0),
        (#"{"text":"at 12:30 @all, 2026"}"#, 0), (#"{"text":"a secret plan"}"#, 230_022), (#"{"text":"nothing"}"#, 0),
    ])
    func theAuditRefusesWhatTheTenantForbids(_ content: String, _ code: Int) async throws {
        try await withProbe { probe async throws in
            let person = try probe.somebody.openID
            #expect(try await probe.send(content, to: person).code == 0)
            let rules = #"{"contact_details":true,"words":["secret"]}"#
            #expect(try await probe.call("POST", "/sandbox/audit", rules).status == 200)
            #expect(try await probe.send(content, to: person).code == code)
            let batch = try await probe.batchSend(
                "{\"msg_type\":\"text\",\"content\":\(content),\"open_ids\":[\"\(person)\"]}")
            #expect(batch.code == (code == 0 ? 0 : 11312))
            #expect(try await probe.call("POST", "/sandbox/audit", "{}").status == 200)
            #expect(try await probe.send(content, to: person).code == 0)
        }
    }

    @Test(arguments: [#"{"contact_details":1}"#, #"{"words":"x"}"#, #"{"dlp":true}"#])
    func refusesAuditsItDoesNotUnderstand(_ body: String) async throws {
        try await withProbe { probe async throws in
            #expect(try await probe.call("POST", "/sandbox/audit", body).status == 400)
        }
    }
}
