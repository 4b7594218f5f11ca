import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct SendClassifierStatusTests {
    private func verdict(_ exchange: HTTPExchange) -> SendVerdict {
        SendClassifier().outcome(of: exchange).verdict
    }

    @Test(arguments: 100...599, ["", "<html>502</html>"])
    func readsTheStatusOnlyAsAGatewaysRefusal(_ status: Int, _ body: String) {
        let expected: SendVerdict =
            switch status {
            case 301, 307, 308: .rejected(.configuration)
            case 400, 404, 405, 411, 413, 414, 415, 431: .rejected(.configuration)
            case 401, 403, 407: .rejected(.configuration)
            case 429: .throttled(.rate(resetSeconds: nil))
            default: .inDoubt(.unknown)
            }
        #expect(verdict(.answered(status, body)) == expected)
    }

    @Test(arguments: [-1, 0, 99, 600, 999, Int.max])
    func keepsStatusesThatDoNotExistInDoubt(_ status: Int) {
        #expect(verdict(.answered(status, "")) == .inDoubt(.unknown))
    }

    @Test(arguments: [100, 200, 204, 301, 302, 400, 401, 404, 408, 429, 500, 502, 503, 504])
    func letsTheEnvelopeDecideWhateverTheStatus(_ status: Int) {
        #expect(
            verdict(.answered(status, Fixture.accepted))
                == .accepted(batchMessageID: Fixture.id, invalid: InvalidRecipients()))
        #expect(verdict(.answered(status, #"{"code":99991663,"msg":"x"}"#)) == .tokenRefused)
        #expect(verdict(.answered(status, #"{"code":11203,"msg":"x"}"#)) == .rejected(.configuration))
        #expect(verdict(.answered(status, #"{"code":424242,"msg":"x"}"#)) == .inDoubt(.unknown))
    }

    @Test func keepsACompletedTransferWithoutResponseInDoubt() {
        #expect(verdict(HTTPExchange(firstByte: .allowed, curlCode: .ok)) == .inDoubt(.unknown))
    }

    @Test(arguments: [200, 400, 404, 429, 500])
    func keepsAnAnswerThatSaysTwoThingsInDoubtWhateverTheStatus(_ status: Int) {
        for body in [
            #"{"code":0,"code":10003,"data":{"message_id":"bm-0123456789"}}"#,
            #"{"code":10003,"code":0,"msg":"ok"}"#,
            #"{"code":0,"data":{"message_id":"bm-0123456789","message_id":"bm-9876543210"}}"#,
            #"{"code":0,"data":{"message_id":"bm-0123456789"},"\u0063ode":10003}"#,
        ] {
            #expect(verdict(.answered(status, body)) == .inDoubt(.unknown))
        }
    }

    @Test(arguments: [
        "", " ", "<html><body>Bad gateway</body></html>", "[]", #""ok""#, "null", "0", "true", "{}",
        #"{"code":"0","data":{"message_id":"bm-0123456789"}}"#, #"{"code":0.0,"data":{"message_id":"bm-0123456789"}}"#,
        #"{"code":0e0,"data":{"message_id":"bm-0123456789"}}"#, #"{"code":-0,"data":{"message_id":"bm-0123456789"}}"#,
        #"{"code":null}"#, #"{"code":true}"#, #"{"code":[0]}"#, #"{"code":{}}"#, #"{"code":00}"#,
        #"{"code":99999999999999999999999}"#, #"{"code":1e400}"#, #"{"Code":0,"data":{"message_id":"bm-0123456789"}}"#,
        #"{"msg":"ok","data":{"message_id":"bm-0123456789"}}"#, #"[{"code":0}]"#,
        #"{"code":0,"data":{"message_id":"bm-0123456789"}"#, #"{"code":0,"data":{"message_id":"bm-0123456789"}}x"#,
        #"{"code":0,}"#, #"{'code':0}"#, #"{"code":0}{"code":0}"#, "\u{FEFF}{\"code\":0}",
        "{\"code\":0,\"msg\":\"a\u{0}b\"}", #"{"code":0,"msg":"\ud800"}"#, #"/**/{"code":0}"#, #"{"code":NaN}"#,
    ])
    func keepsA200WithoutAnEnvelopeInDoubt(_ body: String) {
        #expect(verdict(.answered(200, body)) == .inDoubt(.unknown))
    }

    @Test func keepsInvalidUTF8AndGzipInDoubt() {
        for bytes: [UInt8] in [
            [0x1F, 0x8B, 0x08, 0x00], [0xFF, 0xFE, 0x7B, 0x00],
            Array(#"{"code":0,"msg":""#.utf8) + [0xC3, 0x28, 0x22, 0x7D],
        ] {
            var exchange = HTTPExchange.answered(200, "")
            exchange.response?.body.append(contentsOf: bytes)
            #expect(verdict(exchange) == .inDoubt(.unknown))
        }
    }

    @Test func keepsBodiesOverTheLimitsInDoubt() {
        let nested = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(verdict(.answered(200, #"{"code":0,"data":\#(nested)}"#)) == .inDoubt(.unknown))
        let padding = String(repeating: " ", count: ResponseEnvelope.byteLimit)
        #expect(verdict(.answered(200, Fixture.accepted + padding)) == .inDoubt(.unknown))
        let fits = Fixture.accepted + padding.dropLast(Fixture.accepted.utf8.count)
        #expect(
            verdict(.answered(200, fits)) == .accepted(batchMessageID: Fixture.id, invalid: InvalidRecipients()))
    }
}
