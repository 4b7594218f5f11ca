import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct DirectSendClassifierTests {
    private static let accepted =
        #"{"code":0,"msg":"success","data":{"message_id":"om_dc13264520392913993dd051dba21dcf"}}"#
    private static let id = "om_dc13264520392913993dd051dba21dcf"

    private func outcome(_ exchange: HTTPExchange) -> DirectSendOutcome {
        DirectSendClassifier().outcome(of: exchange)
    }

    private func verdict(_ code: Int, _ message: String = "m", status: Int = 400) -> DirectSendVerdict {
        outcome(.answered(status, #"{"code":\#(code),"msg":"\#(message)"}"#)).verdict
    }

    @Test(arguments: [
        (230_034, RecipientRefusal.unknownID), (99_992_351, .unknownID), (99_992_361, .unknownID),
        (99_992_389, .unknownID), (230_013, .outOfRange), (230_029, .resigned), (230_053, .optedOut),
        (230_018, .notAllowed), (230_035, .notAllowed), (230_075, .notAllowed), (230_038, .otherTenant),
        (230_002, .botNotInChat), (232_009, .chatDissolved),
    ])
    func refusesOneRecipient(_ code: Int, _ refusal: RecipientRefusal) {
        for status in [200, 400, 403] { #expect(verdict(code, status: status) == .refused(refusal)) }
    }

    @Test func readsWhatAParameterErrorIsAbout() {
        #expect(
            verdict(230_001, "Your request contains an invalid request parameter, ext=invalid receive_id")
                == .refused(.unknownID))
        #expect(verdict(230_001, "open_id cross app") == .refused(.unknownID))
        #expect(verdict(230_001, "invalid content") == .rejected(.request))
        #expect(outcome(.answered(400, #"{"code":230001}"#)).verdict == .rejected(.request))
    }

    @Test(arguments: [
        230_015, 230_017, 230_022, 230_025, 230_028, 230_054, 230_055, 230_100, 9_499, 10_001, 10_003, 99_991_201,
        99_991_301, 99_992_402,
    ])
    func rejectsForTheContent(_ code: Int) {
        #expect(verdict(code) == .rejected(.request))
    }

    @Test(arguments: [
        230_006, 230_027, 230_036, 99_991_401, 99_991_543, 99_991_662, 99_991_668, 99_991_672, 99_991_673, 99_991_676,
        99_991_677, 99_991_679, 10_005, 10_013, 10_014, 10_015, 20_002,
    ])
    func rejectsForTheApp(_ code: Int) {
        #expect(verdict(code) == .rejected(.configuration))
    }

    @Test func tellsWhoIsTooBusy() {
        let field = [HTTPRequest.Field("x-ogw-ratelimit-reset", "3")]
        let limited = HTTPExchange.answered(400, #"{"code":99991400,"msg":"limit"}"#, field)
        #expect(outcome(limited).verdict == .throttled(.rate(resetSeconds: 3)))
        #expect(outcome(.answered(429, "", field)).verdict == .throttled(.rate(resetSeconds: 3)))
        #expect(verdict(11_232) == .throttled(.rate(resetSeconds: nil)))
        #expect(verdict(230_020, "ext=chat rate limit") == .recipientBusy)
        #expect(verdict(11_247) == .throttled(.dailyQuota))
        #expect(verdict(99_991_403) == .throttled(.monthlyQuota))
    }

    @Test(arguments: [99_991_661, 99_991_663, 99_991_664, 99_991_665, 99_991_671, 4_001, 20_013])
    func blamesTheToken(_ code: Int) {
        #expect(verdict(code) == .tokenRefused)
    }

    @Test(
        arguments: [
            600, 1_500, 1_503, 1_642, 1_663, 1_668, 2_200, 5_000, 10_101, 10_105, 10_500, 45_500, 55_001, 230_101, 1,
            -1,
            424_242, 230_030, 230_050, 99_992_349, 99_992_390, Int.max, Int.min,
        ])
    func keepsEverythingElseUnknown(_ code: Int) {
        for status in [200, 400, 500] { #expect(verdict(code, status: status) == .unknown(.unknown)) }
    }

    @Test func leansWithoutActing() {
        #expect(verdict(230_049) == .unknown(.probablySent))
        #expect(verdict(18_121) == .unknown(.probablySent))
        #expect(verdict(232_096) == .unknown(.probablyNotSent))
    }

    @Test(
        arguments: [
            ("Failed to create card content, ext=ErrCode: 200621; ErrMsg: x", .rejected(.request), 200_621),
            ("ext=ErrCode: 11310; ErrMsg: element exceeds the limit", .rejected(.request), 11_310),
            ("no sub code", .rejected(.request), nil), ("Service Internal Error", .unknown(.probablyNotSent), nil),
            ("ErrCode: 200621; internal error", .unknown(.probablyNotSent), 200_621),
            ("ErrCode: 999999", .unknown(.probablyNotSent), 999_999),
            ("ErrCode: 200621; ErrCode: 2200", .unknown(.probablyNotSent), 200_621),
        ] as [(String, DirectSendVerdict, Int?)])
    func rejectsACardByItsSubCode(_ message: String, _ verdict: DirectSendVerdict, _ subCode: Int?) {
        let outcome = outcome(.answered(400, #"{"code":230099,"msg":"\#(message)"}"#))
        #expect(outcome.verdict == verdict)
        #expect(outcome.evidence.subCode == subCode)
        #expect(outcome.evidence.code == 230_099)
    }

    @Test(arguments: [
        "{}", #"{"message_id":null}"#, #"{"message_id":""}"#, #"{"message_id":7}"#, #"{"message_id":"bm-1234"}"#,
        #"{"message_id":"om_"}"#, #"{"message_id":"om_a b"}"#, #"{"message_id":"OM_1"}"#, "null", "[]", #""om_1""#,
    ])
    func acceptsWithoutAnIDItCannotUse(_ data: String) {
        #expect(outcome(.answered(200, #"{"code":0,"data":\#(data)}"#)).verdict == .acceptedWithoutID)
    }

    @Test(arguments: [
        "", "garbage", "[]", #"{"code":"0"}"#, #"{"code":0,"code":10003}"#, #"{"code":10003,"code":0}"#,
        #"{"code":0,"data":{"message_id":"om_1","message_id":"om_2"}}"#, #"{"code":0,"data":{"message_id":"om_1"}"#,
    ])
    func knowsNothingFromAnAnswerItCannotRead(_ body: String) {
        #expect(outcome(.answered(200, body)).verdict == .unknown(.unknown))
        #expect(outcome(.answered(502, body)).verdict == .unknown(.unknown))
    }

    @Test(arguments: Array<Int32>(0...101))
    func repeatsNothingItKnowsAndAllItDoesNot(_ raw: Int32) {
        let code = CurlCode(rawValue: raw)
        let notSent = if case .notSent = outcome(.failed(code)).verdict { true } else { false }
        #expect(notSent)
        #expect(outcome(.failed(code, .refused)).verdict == .notSent(.refused))
        #expect(outcome(.failed(code, .allowed)).verdict == .unknown(.unknown))
        var resent = HTTPExchange.answered(200, Self.accepted)
        resent.firstByte = .resendBlocked
        resent.curlCode = code
        #expect(outcome(resent).verdict == .unknown(.unknown))
    }

    @Test(arguments: [
        (accepted, DirectSendVerdict.accepted(messageID: id)), (#"{"code":0,"data":{}}"#, .unknown(.unknown)),
        (#"{"code":230013,"msg":"x"}"#, .unknown(.unknown)), (#"{"code":99991663}"#, .unknown(.unknown)),
        ("", .unknown(.unknown)),
    ])
    func salvagesNothingButAnAcceptanceWithAnID(_ body: String, _ verdict: DirectSendVerdict) {
        var exchange = HTTPExchange.answered(200, body)
        exchange.curlCode = .partialFile
        #expect(outcome(exchange).verdict == verdict)
        #expect(outcome(exchange).evidence.isSalvaged == (body == Self.accepted))
        exchange.response?.isBodyTruncated = true
        #expect(outcome(exchange).verdict == .unknown(.unknown))
    }

    @Test(arguments: [301, 307, 308, 400, 401, 403, 404, 405, 407, 411, 413, 414, 415, 431])
    func takesAGatewaysStatusForARefusal(_ status: Int) {
        #expect(outcome(.answered(status, "<html>")).verdict == .rejected(.configuration))
    }

    @Test func keepsTheEvidence() {
        let exchange = HTTPExchange.answered(
            400, #"{"code":230053,"msg":"opted out"}"#, [HTTPRequest.Field("X-Tt-Logid", "log-5")])
        let evidence = outcome(exchange).evidence
        #expect(evidence.code == 230_053)
        #expect(evidence.message == "opted out")
        #expect(evidence.logID == "log-5")
        #expect(evidence.exchange?.response?.status == 400)
        #expect(
            evidence.hint
                == "Refused without effect for this recipient; the others are not concerned. Respect that, or reach the "
                + "person in another way.")
    }

    @Test func hasEachCodeInOneRowOnly() {
        let codes = DirectSendCode.rows.flatMap(\.0)
        #expect(codes.count == Set(codes).count)
        let described = FeishuCode.singleMessageRows.flatMap(\.0)
        #expect(described.count == Set(described).count)
    }

    @Test(arguments: DirectSendCode.listed.filter { $0 != 0 })
    func describesEveryCodeItClassifies(_ code: Int) {
        #expect(FeishuCode.row(code, at: .sendMessage)?.meaning.isEmpty == false)
        #expect(FeishuCode.row(code, at: .sendMessage)?.hint.hasSuffix(".") == true)
    }
}
