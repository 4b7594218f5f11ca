import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct SendEvidenceTests {
    private func evidence(_ status: Int = 200, _ body: String, _ fields: [HTTPRequest.Field] = []) -> SendEvidence {
        SendClassifier().outcome(of: .answered(status, body, fields)).evidence
    }

    @Test func keepsCodeMessageAndLogID() {
        let evidence = evidence(400, Fixture.missingScope)
        #expect(evidence.code == 99_991_672)
        #expect(evidence.message?.hasPrefix("Access denied") == true)
        #expect(evidence.logID == "20260901abc")
        #expect(evidence.hint?.contains("publish a new app version") == true)
        #expect(evidence.exchange?.response?.status == 400)
    }

    @Test func prefersTheTraceHeaderOverTheOthers() {
        let both = [HTTPRequest.Field("X-Request-Id", "req"), HTTPRequest.Field("X-Tt-Logid", "tt")]
        #expect(evidence(400, Fixture.missingScope, both).logID == "tt")
        #expect(evidence(400, Fixture.missingScope, [both[0]]).logID == "req")
        #expect(evidence(502, "<html>", both).logID == "tt")
    }

    @Test(arguments: ["", "a b", "a\u{1B}[31m", "ä", String(repeating: "x", count: 201)])
    func passesOverLogIDsThatCannotBeShown(_ id: String) {
        #expect(evidence(502, "", [HTTPRequest.Field("X-Tt-Logid", id)]).logID == nil)
    }

    @Test(
        arguments: [
            (["52"], 52), (["0.5"], 0.5), (["1", "7.25", "3"], 7.25), (["2, 9"], 9), (["1000000000"], 1e9),
            (["99999999999999999999"], 1e9), ([" 3 "], 3), (["abc", "4"], 4), (["0"], 0), (["abc"], nil), (["-1"], nil),
            (["+1"], nil), (["1e3"], nil), (["0x10"], nil), (["nan"], nil), (["inf"], nil), ([""], nil), (["1."], nil),
            ([".5"], nil), (["1.2.3"], nil), (["٣"], nil), ([], nil), ([String(repeating: "9", count: 65)], nil),
        ] as [([String], Double?)])
    func readsTheResetHeader(_ values: [String], _ seconds: Double?) {
        let fields = values.map { HTTPRequest.Field("X-Ogw-Ratelimit-Reset", $0) }
        for (status, body) in [(429, ""), (400, #"{"code":99991400,"msg":"request trigger frequency limit"}"#)] {
            let outcome = SendClassifier().outcome(of: .answered(status, body, fields))
            #expect(outcome.verdict == .throttled(.rate(resetSeconds: seconds)))
        }
    }

    @Test(
        arguments: [
            ("30", nil, 30), ("30", "abc", 30), ("30", "5", 5), ("Wed, 21 Oct 2026 07:28:00 GMT", nil, nil),
            ("-5", "-1", nil),
        ] as [(String, String?, Double?)])
    func fallsBackOnRetryAfter(_ retryAfter: String, _ reset: String?, _ seconds: Double?) {
        var fields = [HTTPRequest.Field("Retry-After", retryAfter)]
        if let reset { fields.append(HTTPRequest.Field("x-ogw-ratelimit-reset", reset)) }
        let verdict = SendClassifier().outcome(of: .answered(429, "", fields)).verdict
        #expect(verdict == .throttled(.rate(resetSeconds: seconds)))
    }

    @Test func capsTheMessage() {
        let long = String(repeating: "长", count: 10_000)
        #expect(evidence(400, #"{"code":10003,"msg":"\#(long)"}"#).message?.count == 500)
    }

    @Test func removesWhatLooksLikeAToken() {
        let message = evidence(400, #"{"code":10003,"msg":"got Bearer t-abcdefghijklmn and t-g1044ghXYZ0123"}"#).message
        #expect(message == "got Bearer <redacted> and <redacted>")
        let harmless = evidence(400, #"{"code":10003,"msg":"client-configuration t-shirt"}"#).message
        #expect(harmless == "client-configuration t-shirt")
    }

    @Test(arguments: [
        HTTPExchange.failed(.couldNotConnect), .failed(.peerFailedVerification), .failed(.malformedURL),
        .failed(.abortedByCallback, .refused), .failed(.gotNothing, .allowed),
        .failed(.abortedByCallback, .resendBlocked),
        .answered(200, Fixture.accepted), .answered(200, Fixture.acceptedInPart), .answered(200, #"{"code":0}"#),
        .answered(429, ""), .answered(200, #"{"code":11247}"#), .answered(200, #"{"code":99991403}"#),
        .answered(200, #"{"code":99991663}"#), .answered(200, #"{"code":11203}"#), .answered(200, #"{"code":10003}"#),
        .answered(200, #"{"code":424242}"#), .answered(502, ""), .answered(404, ""), .answered(200, #"{"code":11246}"#),
    ])
    func saysInSentencesWhatToDo(_ exchange: HTTPExchange) {
        let hint = SendClassifier().outcome(of: exchange).evidence.hint ?? ""
        #expect(hint.hasSuffix("."))
        #expect(hint.first?.isUppercase == true)
        #expect(!hint.contains(".."))
    }

    @Test func doesNotAdviseToChangeTheContentAfterAnInternalError() {
        let hint = evidence(200, #"{"code":11246,"msg":"Service Internal Error"}"#).hint ?? ""
        #expect(!hint.contains("Correct the card"))
        #expect(hint.contains("more likely it was not"))
    }
}
