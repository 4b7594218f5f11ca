import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct SendClassifierCodeTests {
    private func outcome(_ code: Int, _ message: String = "m", status: Int = 200) -> SendOutcome {
        SendClassifier().outcome(of: .answered(status, #"{"code":\#(code),"msg":"\#(message)"}"#))
    }

    @Test(arguments: [99_991_400, 11_232, 11_233])
    func throttlesOnRateCodes(_ code: Int) {
        #expect(outcome(code).verdict == .throttled(.rate(resetSeconds: nil)))
        #expect(outcome(code, status: 400).verdict == .throttled(.rate(resetSeconds: nil)))
    }

    @Test func tellsTheQuotasApart() {
        #expect(outcome(11_247).verdict == .throttled(.dailyQuota))
        #expect(outcome(99_991_403).verdict == .throttled(.monthlyQuota))
    }

    @Test(arguments: [99_991_661, 99_991_663, 99_991_664, 99_991_665, 99_991_671, 4_001, 20_013])
    func blamesTheToken(_ code: Int) {
        #expect(outcome(code).verdict == .tokenRefused)
    }

    @Test(arguments: [
        99_991_401, 99_991_662, 99_991_672, 99_991_673, 99_991_676, 10_005, 10_014, 11_203, 11_204, 11_205, 11_207,
        11_209, 11_210, 11_223, 11_229, 11_240, 11_241,
    ])
    func rejectsForTheApp(_ code: Int) {
        #expect(outcome(code).verdict == .rejected(.configuration))
    }

    @Test(
        arguments: [
            10_003, 9_499, 4_000, 4_005, 10_001, 10_100, 11_227, 11_231, 11_235, 11_248, 11_312, 18_035, 19_002, 19_036,
            230_001, 230_100, 99_991_201, 99_991_301, 99_992_402,
        ] + Array(11_101...11_106) + Array(99_992_350...99_992_389))
    func rejectsForTheRequest(_ code: Int) {
        #expect(outcome(code).verdict == .rejected(.request))
    }

    @Test(arguments: [
        1_500, 1_503, 1_551, 1_557, 1_642, 1_663, 1_665, 1_668, 2_200, 4_006, 5_000, 600, 10_101, 10_105, 10_500,
        11_230,
    ])
    func keepsInternalErrorsInDoubt(_ code: Int) {
        #expect(outcome(code).verdict == .inDoubt(.unknown))
    }

    @Test(arguments: [
        1, -1, 424_242, 9_498, 10_004, 10_013, 10_015, 11_100, 11_107, 11_206, 11_234, 11_311, 20_002, 230_030, 230_006,
        230_099, 99_991_402, 99_991_543, 99_991_668, 99_991_677, 99_991_679, 99_992_349, 99_992_390, 99_992_403,
        Int.max,
        Int.min,
    ])
    func keepsCodesOutsideTheTableInDoubt(_ code: Int) {
        #expect(outcome(code).verdict == .inDoubt(.unknown))
        #expect(outcome(code, status: 400).verdict == .inDoubt(.unknown))
    }

    @Test func leansWithoutActing() {
        #expect(outcome(10_002).verdict == .inDoubt(.probablyNotSent))
        #expect(outcome(18_121).verdict == .inDoubt(.probablySent))
        #expect(outcome(11_246, "Service Internal Error").verdict == .inDoubt(.probablyNotSent))
        #expect(outcome(11_246, "service internal error, ext=").verdict == .inDoubt(.probablyNotSent))
    }

    @Test(arguments: [100_290, 200_380, 200_381, 200_550, 200_570, 200_621, 200_732, 200_861, 200_914])
    func rejectsContentByItsSubCode(_ subCode: Int) {
        let outcome = outcome(
            11_246, "Failed to create card content, ext=ErrCode: \(subCode); ErrMsg: tag; ErrorValue: x")
        #expect(outcome.verdict == .rejected(.request))
        #expect(outcome.evidence.subCode == subCode)
        #expect(outcome.evidence.code == 11_246)
    }

    @Test(
        arguments: [
            ("ext=ErrCode: 999999; ErrMsg: new", 999_999), ("ext=ErrCode: 2200; ErrMsg: x", 2_200),
            ("no sub code", nil),
            ("ErrCode: ", nil), ("ErrCode: abc", nil), ("ErrCode: 99999999999999999999999999", nil), ("", nil),
            ("ErrCode: 200621; ErrCode: 2200", 200_621), ("Service Internal Error, ErrCode: 200621", 200_621),
            ("ErrCode 200621", nil), ("errcode: 200621", nil),
        ] as [(String, Int?)])
    func keepsContentFailuresInDoubtWithoutAClearSubCode(_ message: String, _ subCode: Int?) {
        let outcome = outcome(11_246, message)
        let isInDoubt = if case .inDoubt = outcome.verdict { true } else { false }
        #expect(isInDoubt)
        #expect(outcome.evidence.subCode == subCode)
    }

    @Test func readsTheSubCodeBehindTheLimitOfWhatIsKept() {
        let padding = String(repeating: "x", count: 2_000)
        let outcome = outcome(11_246, padding + " ErrCode: 200621")
        #expect(outcome.verdict == .rejected(.request))
        #expect(outcome.evidence.message?.count == EvidenceText.limit)
    }

    @Test func keepsContentFailuresWithoutAMessageInDoubt() {
        let verdict = SendClassifier().outcome(of: .answered(200, #"{"code":11246}"#)).verdict
        #expect(verdict == .inDoubt(.unknown))
    }

    @Test func hasEachCodeInOneRowOnly() {
        let codes = BatchSendCode.rows.flatMap(\.0)
        #expect(codes.count == Set(codes).count)
        #expect(BatchSendCode.listed.count == codes.count)
        let described = (FeishuCode.generalRows + FeishuCode.messageRows + FeishuCode.contactRows).flatMap(\.0)
        #expect(described.count == Set(described).count)
    }

    @Test(arguments: BatchSendCode.listed.filter { $0 != 0 })
    func describesEveryCodeItClassifies(_ code: Int) {
        #expect(FeishuCode.row(code, at: .batchSend)?.meaning.isEmpty == false)
        #expect(FeishuCode.row(code, at: .batchSend)?.hint.hasSuffix(".") == true)
    }
}
