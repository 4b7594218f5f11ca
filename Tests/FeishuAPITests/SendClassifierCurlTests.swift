import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct SendClassifierCurlTests {
    private static let codes = Array<Int32>(0...101)

    private func verdict(_ exchange: HTTPExchange) -> SendVerdict {
        SendClassifier().outcome(of: exchange).verdict
    }

    @Test(arguments: codes)
    func provesThatNothingWasSentWhenTheHookNeverRan(_ raw: Int32) {
        let expected: SendVerdict.NotSentReason =
            switch raw {
            case 60, 77, 83, 90, 91: .trust
            case 2, 3, 4, 43, 48: .setup
            default: .connection
            }
        #expect(verdict(.failed(CurlCode(rawValue: raw))) == .notSent(expected))
    }

    @Test(arguments: codes)
    func provesThatNothingWasSentWhenTheHookRefused(_ raw: Int32) {
        #expect(verdict(.failed(CurlCode(rawValue: raw), .refused)) == .notSent(.refused))
    }

    @Test(arguments: codes)
    func keepsTheFirstCopyInDoubtWhenASecondWasBlocked(_ raw: Int32) {
        var exchange = HTTPExchange.answered(200, Fixture.accepted)
        exchange.firstByte = .resendBlocked
        exchange.curlCode = CurlCode(rawValue: raw)
        #expect(verdict(exchange) == .inDoubt(.unknown))
    }

    @Test(arguments: codes)
    func keepsASendWithoutAnswerInDoubt(_ raw: Int32) {
        #expect(verdict(.failed(CurlCode(rawValue: raw), .allowed)) == .inDoubt(.unknown))
    }

    @Test(arguments: codes.dropFirst())
    func salvagesACompleteAcceptanceFromAnIncompleteTransfer(_ raw: Int32) {
        var exchange = HTTPExchange.answered(200, Fixture.accepted)
        exchange.curlCode = CurlCode(rawValue: raw)
        let outcome = SendClassifier().outcome(of: exchange)
        #expect(outcome.verdict == .accepted(batchMessageID: Fixture.id, invalid: InvalidRecipients()))
        #expect(outcome.evidence.isSalvaged)
    }

    @Test(arguments: [
        #"{"code":0,"msg":"ok","data":{}}"#, #"{"code":10003,"msg":"invalid param"}"#,
        #"{"code":99991663,"msg":"token"}"#, #"{"code":99991400,"msg":"limit"}"#,
        #"{"code":0,"data":{"message_id":"bm-0123456789"}"#, #"{"code":0,"code":0,"data":{"message_id":"bm-01234"}}"#,
        "", "<html>", "[]",
    ])
    func salvagesNothingButAnAcceptanceWithAnID(_ body: String) {
        var exchange = HTTPExchange.answered(200, body)
        exchange.curlCode = .partialFile
        let outcome = SendClassifier().outcome(of: exchange)
        #expect(outcome.verdict == .inDoubt(.unknown))
        #expect(!outcome.evidence.isSalvaged)
    }

    @Test func salvagesNothingFromABodyThatWasCut() {
        var exchange = HTTPExchange.answered(200, Fixture.accepted)
        exchange.curlCode = .writeError
        exchange.response?.isBodyTruncated = true
        #expect(verdict(exchange) == .inDoubt(.unknown))
    }

    @Test func doesNotCallACompleteAnswerSalvaged() {
        #expect(!SendClassifier().outcome(of: .answered(200, Fixture.accepted)).evidence.isSalvaged)
    }

    @Test func believesNoBodyThatWasCutEvenWhenTheStatusWouldRefuse() {
        var exchange = HTTPExchange.answered(400, "<html>")
        exchange.response?.isBodyTruncated = true
        #expect(verdict(exchange) == .inDoubt(.unknown))
    }

    @Test func tellsCancelledFromRefused() {
        var cancelled = HTTPExchange.failed(.abortedByCallback)
        cancelled.isCancelled = true
        #expect(verdict(cancelled) == .notSent(.cancelled))
        cancelled.firstByte = .refused
        #expect(verdict(cancelled) == .notSent(.refused))
        cancelled.firstByte = .allowed
        #expect(verdict(cancelled) == .inDoubt(.unknown))
    }

    @Test func believesACompleteAnswerOfACancelledCall() {
        var exchange = HTTPExchange.answered(200, Fixture.accepted)
        exchange.isCancelled = true
        #expect(verdict(exchange) == .accepted(batchMessageID: Fixture.id, invalid: InvalidRecipients()))
    }

    @Test func distrustsAProxyThatWantsCredentials() {
        var exchange = HTTPExchange.failed(.receiveError)
        exchange.response = HTTPResponse(status: 407)
        #expect(verdict(exchange) == .notSent(.trust))
        exchange.response = HTTPResponse(status: 502)
        #expect(verdict(exchange) == .notSent(.connection))
    }

    @Test(arguments: [HTTPExchange.FirstByte.notReached, .refused, .resendBlocked, .allowed])
    func ignoresTheAnswerOfARequestThatNeverStarted(_ firstByte: HTTPExchange.FirstByte) {
        var exchange = HTTPExchange.answered(200, Fixture.accepted)
        exchange.firstByte = firstByte
        let isAccepted = if case .accepted = verdict(exchange) { true } else { false }
        #expect(isAccepted == (firstByte == .allowed))
    }
}
