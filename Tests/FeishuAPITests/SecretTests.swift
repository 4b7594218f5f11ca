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
}
