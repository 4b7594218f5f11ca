import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(15)))
struct TLSTests {
    private func get(_ url: String, _ probe: HookProbe) -> HTTPRequest {
        HTTPRequest(method: .get, url: url, connection: .exclusive(beforeFirstByte: { try probe.run() }))
    }

    @Test func trustsTheConfiguredAuthority() async throws {
        let server = try OpenSSLServer()
        let probe = HookProbe()
        let transport = try CurlTransport { $0.certificateAuthorityFile = server.certificateFile }
        let exchange = await transport.perform(get(server.url, probe))

        #expect(exchange.firstByte == .allowed)
        #expect(exchange.curlCode == .ok)
        #expect(exchange.response?.status == 200)
        #expect(exchange.timings.tls > exchange.timings.connect)
        #expect(exchange.peer == "127.0.0.1:\(server.port)")
        #expect(probe.runs == 1)
    }

    @Test func refusesAnUnknownAuthority() async throws {
        let server = try OpenSSLServer()
        let probe = HookProbe()
        let exchange = try await CurlTransport.forTests().perform(get(server.url, probe))

        #expect(exchange.firstByte == .notReached)
        #expect(exchange.curlCode == .peerFailedVerification)
        #expect(exchange.curlCode.isCertificateFailure)
        #expect(probe.runs == 0)
    }

    @Test(arguments: [OpenSSLServer.Certificate.wrongHost, .expired])
    func refusesATrustedCertificateThatDoesNotFit(_ certificate: OpenSSLServer.Certificate) async throws {
        let server = try OpenSSLServer(certificate)
        let probe = HookProbe()
        let transport = try CurlTransport { $0.certificateAuthorityFile = server.certificateFile }
        let exchange = await transport.perform(get(server.url, probe))

        #expect(exchange.firstByte == .notReached)
        #expect(exchange.curlCode == .peerFailedVerification)
        #expect(probe.runs == 0)
    }

    @Test(arguments: ["-tls1", "-tls1_1"])
    func refusesOldTLS(version: String) async throws {
        let server = try OpenSSLServer(options: [version, "-cipher", "ALL:@SECLEVEL=0"])
        let probe = HookProbe()
        let transport = try CurlTransport { $0.certificateAuthorityFile = server.certificateFile }
        let exchange = await transport.perform(get(server.url, probe))

        #expect(exchange.firstByte == .notReached)
        #expect(exchange.curlCode == .tlsConnectError)
        #expect(probe.runs == 0)
    }

    /// In TLS 1.2 the refusal comes during the handshake; 1.3 moved it behind the client's last word.
    @Test func doesNotReachAServerThatWantsAClientCertificate() async throws {
        let server = try OpenSSLServer(options: ["-tls1_2", "-Verify", "1", "-verify_return_error"])
        let probe = HookProbe()
        let transport = try CurlTransport { $0.certificateAuthorityFile = server.certificateFile }
        let exchange = await transport.perform(get(server.url, probe))

        #expect(exchange.firstByte == .notReached)
        #expect(exchange.response == nil)
        #expect(probe.runs == 0)
    }

    @Test func doesNotReachAnythingWithoutItsAuthorityFile() async throws {
        let server = try OpenSSLServer()
        let probe = HookProbe()
        let missing = try TemporaryDirectory().path("missing.pem")
        let transport = try CurlTransport { $0.certificateAuthorityFile = missing }
        let exchange = await transport.perform(get(server.url, probe))

        #expect(exchange.firstByte == .notReached)
        #expect(exchange.curlCode == .badCACertificateFile)
        #expect(exchange.curlCode.isCertificateFailure)
        #expect(probe.runs == 0)
    }
}
