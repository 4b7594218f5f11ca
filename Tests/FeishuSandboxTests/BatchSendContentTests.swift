import Testing

@testable import FeishuSandbox

@Suite struct BatchSendContentTests {
    static let company = SandboxCompany(seed: 1, people: 200)
    static let image = company.imageKeys[0]
    static let chat = company.chatIDs[0]

    static func post(_ nodes: String, locale: String = "zh_cn") -> String {
        "\"msg_type\":\"post\",\"content\":{\"post\":{\"\(locale)\":{\"title\":\"Notice\",\"content\":[[\(nodes)]]}}}"
    }

    static func card(_ card: String) -> String {
        "\"msg_type\":\"interactive\",\"card\":\(card)"
    }

    static func template(_ data: String) -> String {
        card("{\"type\":\"template\",\"data\":\(data)}")
    }

    static func elements(_ count: Int) -> String {
        Array(repeating: "{\"tag\":\"hr\"}", count: count).joined(separator: ",")
    }

    @Test(arguments: [
        "\"msg_type\":\"text\",\"content\":{\"text\":\"Benefits enrolment opens on Monday\"}",
        "\"msg_type\":\"text\",\"content\":{\"text\":\"福利申报下周一开始\"}",
        "\"msg_type\":\"image\",\"content\":{\"image_key\":\"\(image)\"}",
        "\"msg_type\":\"share_chat\",\"content\":{\"share_chat_id\":\"\(chat)\"}",
        post(
            "{\"tag\":\"text\",\"text\":\"Hello all\"},{\"tag\":\"a\",\"href\":\"https://example.com\",\"text\":\"here\"}"
        ),
        post("{\"tag\":\"img\",\"image_key\":\"\(image)\"}", locale: "en_us"),
        post("{\"tag\":\"hr\"},{\"tag\":\"emotion\",\"emoji_type\":\"SMILE\"},{\"tag\":\"at\",\"user_id\":\"ou_1\"}"),
        card("{\"header\":{\"title\":{\"tag\":\"plain_text\",\"content\":\"N\"}},\"elements\":[{\"tag\":\"note\"}]}"),
        card("{\"schema\":\"2.0\",\"body\":{\"elements\":[{\"tag\":\"markdown\",\"content\":\"x\"}]}}"),
        card("{\"elements\":[{\"tag\":\"img\",\"img_key\":\"\(image)\"}]}"),
        card("{\"elements\":[\(elements(200))]}"),
        template(
            "{\"template_id\":\"AAqSandboxNotice\",\"template_version_name\":\"1.0.0\",\"template_variable\":{\"title\":\"x\"}}"
        ),
        template("{\"template_id\":\"AAqSandboxPlain\"}"),
    ])
    func accepts(_ content: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.batchSend("{\"open_ids\":[\"\(Self.company.people[0].openID)\"],\(content)}")
            #expect(answer.code == 0, "\(answer.text)")
            #expect(probe.lastEntry?.isProcessed == true)
        }
    }

    @Test(arguments: [
        ("\"msg_type\":\"text\",\"content\":{}", 10003), ("\"msg_type\":\"text\",\"content\":{\"text\":\"\"}", 10003),
        ("\"msg_type\":\"text\",\"content\":{\"text\":5}", 10003), ("\"msg_type\":\"image\",\"content\":{}", 10003),
        ("\"msg_type\":\"image\",\"content\":{\"image_key\":\"img_v3_unknown\"}", 11227),
        ("\"msg_type\":\"share_chat\",\"content\":{}", 10003),
        ("\"msg_type\":\"share_chat\",\"content\":{\"share_chat_id\":\"oc_unknown\"}", 11231),
        // The shape im/v1 wants, without the `post` level.
        ("\"msg_type\":\"post\",\"content\":{\"zh_cn\":{\"title\":\"x\",\"content\":[[]]}}", 10003),
        ("\"msg_type\":\"post\",\"content\":{\"post\":{}}", 10003),
        ("\"msg_type\":\"post\",\"content\":{\"post\":[]}", 10003),
        ("\"msg_type\":\"post\",\"content\":{\"post\":{\"zh_cn\":{\"title\":\"x\"}}}", 10003),
        ("\"msg_type\":\"post\",\"content\":{\"post\":{\"zh_cn\":{\"title\":1,\"content\":[[]]}}}", 10003),
        ("\"msg_type\":\"post\",\"content\":{\"post\":{\"zh_cn\":{\"content\":[{\"tag\":\"hr\"}]}}}", 10003),
        ("\"msg_type\":\"post\",\"content\":{\"post\":{\"zh_cn\":\"x\"}}", 10003),
        (post("{\"tag\":\"hr\"}", locale: "chinese"), 10003), (post("{\"text\":\"x\"}"), 10003),
        (post("{\"tag\":\"md\",\"text\":\"**x**\"}"), 10003), (post("{\"tag\":\"marquee\",\"text\":\"x\"}"), 10003),
        (post("{\"tag\":\"text\",\"text\":\"x\",\"style\":[\"bold\"]}"), 10003), (post("{\"tag\":\"text\"}"), 10003),
        (post("{\"tag\":\"a\",\"text\":\"x\"}"), 10003),
        (post("{\"tag\":\"img\",\"image_key\":\"img_v3_unknown\"}"), 11227),
        (template("{}"), 10003), (template("{\"template_id\":\"AAqSandboxPlain\",\"template_version_name\":1}"), 10003),
    ])
    func refuses(_ content: String, _ code: Int) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.batchSend("{\"open_ids\":[\"\(Self.company.people[0].openID)\"],\(content)}")
            #expect(answer.status == 200)
            #expect(answer.code == code, "\(answer.text)")
            #expect(probe.lastEntry?.isProcessed == false)
        }
    }

    @Test func aPostWithoutItsWrapperIsRefusedInTheWordsOfTheRealService() async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.batchSend(
                "{\"open_ids\":[\"ou_1\"],\"msg_type\":\"post\",\"content\":{\"zh_cn\":{\"content\":[[]]}}}")
            #expect(answer.message == "'post' field required")
        }
    }

    @Test(arguments: [
        (template("{\"template_id\":\"AAqUnknown\"}"), 200_380),
        (template("{\"template_id\":\"AAqSandboxHidden\"}"), 200_381),
        (template("{\"template_id\":\"AAqSandboxPlain\",\"template_version_name\":\"9.9.9\"}"), 200_380),
        (template("{\"template_id\":\"AAqSandboxNotice\",\"template_variable\":{\"title\":1}}"), 200_732),
        (template("{\"template_id\":\"AAqSandboxNotice\",\"template_variable\":\"x\"}"), 200_737),
        (card("{}"), 200_621), (card("{\"schema\":\"2.0\",\"elements\":[]}"), 200_621),
        (card("{\"schema\":\"2.0\",\"body\":{\"elements\":[{\"tag\":\"note\"}]}}"), 200_861),
        (
            card("{\"elements\":[{\"tag\":\"column_set\",\"columns\":[{\"tag\":\"img\",\"img_key\":\"img_v3_no\"}]}]}"),
            200_570
        ),
        (card("{\"elements\":[\(elements(201))]}"), 11310),
        (card("{\"i18n_elements\":{\"zh_cn\":[\(elements(150))],\"en_us\":[\(elements(51))]}}"), 11310),
        (card("{\"elements\":[\(elements(150))],\"i18n_elements\":{\"en_us\":[\(elements(51))]}}"), 11310),
    ])
    func cardProblemsComeAs11246WithASubCode(_ content: String, _ subCode: Int) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.batchSend("{\"open_ids\":[\"ou_1\"],\(content)}")
            #expect(answer.code == 11246)
            #expect(answer.message.contains("ErrCode: \(subCode);"), "\(answer.message)")
        }
    }

    @Test(arguments: ["test", " Test!! ", "TEST", "测试", "测试。", "This is a test", "hello world", "123", "test 1"])
    func throwAwayTextsAreRefused(_ text: String) async throws {
        try await withProbe { probe async throws in
            let body = "{\"open_ids\":[\"ou_1\"],\"msg_type\":\"text\",\"content\":{\"text\":\"\(text)\"}}"
            #expect(try await probe.batchSend(body).code == 230_100)
            let post =
                "{\"open_ids\":[\"ou_1\"],\"msg_type\":\"post\",\"content\":{\"post\":{\"zh_cn\":{\"content\":[[{\"tag\":\"text\",\"text\":\"\(text)\"}]]}}}}"
            #expect(try await probe.batchSend(post).code == 230_100)
        }
    }

    @Test(arguments: ["The test of the fire alarm is at 10", "Protest", "测试环境今晚维护", "Contest winners"])
    func realTextsAboutTestsAreNot(_ text: String) {
        #expect(!TestLikeText.matches(text))
    }

    @Test(arguments: ["<b>Bold</b> news", "See [here](https://example.com)"])
    func stylingInTextIsAcceptedWithAWarning(_ text: String) async throws {
        try await withProbe { probe async throws in
            let body = "{\"open_ids\":[\"ou_1\"],\"msg_type\":\"text\",\"content\":{\"text\":\"\(text)\"}}"
            #expect(try await probe.batchSend(body).code == 0)
            #expect(probe.lastEntry?.warnings.count == 1)
        }
    }
}
