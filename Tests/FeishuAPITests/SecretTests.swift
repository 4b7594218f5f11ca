import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct SecretTests {
    private func texts(of value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return [
            "\(value)", String(describing: value), String(reflecting: value), dumped,
            "\([value])", "\(["key": value])", "\(value as Any?)", String(reflecting: Optional(value)),
            Mirror(reflecting: value).children.map { "\($0.value)" }.joined(),
        ]
    }

    @Test func isRedactedInEveryText() {
        for text in texts(of: Secret(Rig.secret)) { #expect(!text.contains("MARKER")) }
        #expect("\(Secret(Rig.secret))" == "<redacted>")
        #expect(String(reflecting: Secret("x")) == "<redacted>")
        #expect(Mirror(reflecting: Secret("x")).children.isEmpty)
    }

    @Test func isRedactedInsideOtherValues() async throws {
        let configuration = try Rig.configuration()
        for text in texts(of: configuration) { #expect(!text.contains("MARKER")) }
        try await withStubTransport([Rig.grantStub()]) { transport in
            let client = FeishuClient(configuration: configuration, dependencies: Rig().dependencies(transport))
            try await client.prepareToken()
            for text in texts(of: client) + texts(of: client.tokens) { #expect(!text.contains("MARKER")) }
        }
    }

    @Test func cannotBeEncoded() {
        #expect(!((Secret("x") as Any) is any Encodable))
        #expect(!((Secret("x") as Any) is any Decodable))
    }

    @Test func revealsItselfOnRequest() {
        #expect(Secret("x").reveal() == "x")
        #expect(Secret("x") == Secret("x"))
        #expect(Secret("x") != Secret("y"))
    }

    @Test func redactsExactSecretsOfAnyShape() {
        let evidence = EvidenceText(secrets: [Secret("s.e*c(r"), Secret("")])
        #expect(evidence.clean("a s.e*c(r b") == "a <redacted> b")
        #expect(evidence.clean("s.e*c(r") == "<redacted>")
        #expect(evidence.clean("é s.e*c(r") == "é <redacted>", "with a letter beyond ASCII")
        #expect(evidence.clean("token t-0123456789") == "token <redacted>")
        #expect(evidence.clean("success") == "success")
        #expect(evidence.clean("BEARER abc, bearer\tdef") == "Bearer <redacted> Bearer <redacted>")
    }

    @Test(
        "an echo in any dress",
        arguments: [
            ("Bearer t-g1044qeGEDXTB", "Bearer <redacted>"), ("token=t-g1044qeGEDXTB.", "token=<redacted>"),
            ("see.t-g1044qeGEDXTB6N", "see.<redacted>"), ("xt-g1044qeGEDXTB6N", "xt-g1044qeGEDXTB6N"),
            ("t-short", "t-short"), ("t-g1044qeGEDXTB\u{301}", "<redacted>\u{301}"),
            ("s.e*c(r\u{301}", "<redacted>\u{301}"), ("xs.e*c(rs.e*c(ry", "x<redacted><redacted>y"),
            ("\"app_secret\": \"abc\"", "\"app_secret\": \"<redacted>\""),
            ("APP_SECRET=abc&x=1", "APP_SECRET=<redacted>"), ("the app secret is wrong", "the app secret is wrong"),
        ])
    func redactsEchoes(_ echo: String, _ kept: String) {
        let cleaned = EvidenceText(secrets: [Secret("s.e*c(r")]).clean(echo)
        #expect(Array(cleaned.utf8) == Array(kept.utf8), "\(cleaned)")
    }

    @Test func aLogIDThatIsAnEchoIsNotKept() {
        let classifier = SendClassifier(evidence: EvidenceText(secrets: [Secret(Rig.secret)]))
        let fields = [HTTPRequest.Field("X-Tt-Logid", Rig.secret)]
        for status in [200, 400, 502] {
            for body in [#"{"code":0,"data":{}}"#, #"{"code":11203,"msg":"no"}"#, "<html>"] {
                let outcome = classifier.outcome(of: .answered(status, body, fields))
                #expect(outcome.evidence.logID == "<redacted>")
            }
        }
    }

    @Test(arguments: HostileText.texts) func anErrorDescribesItselfInOneDeadLine(_ text: String) {
        var error = FeishuError(.batchSend, .unknownCode, hint: text)
        error.message = text
        error.logID = text
        #expect(HostileText.live(in: error.description).isEmpty, "\(error.description.debugDescription)")
    }
}
