import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import HTTPTransport

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Each runs in a process of its own, because the environment and signals belong to the whole process.
struct EnvironmentTests {
    @Test func ignoresProxyVariables() async {
        await #expect(processExitsWith: .success) {
            let proxy = try MisbehavingServer(.respond(status: 502))
            let server = try MisbehavingServer(.json("{}"))
            for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
                setenv(name, "http://127.0.0.1:\(proxy.port)", 1)
            }
            let transport = try CurlTransport.forTests()
            let exchange = await transport.perform(.exclusive(server.url()))
            let secure = await transport.perform(.exclusive("https://\(Host.unresolvable)/"))
            guard exchange.response?.status == 200, secure.curlCode == .couldNotResolveHost, proxy.connectionCount == 0
            else { exit(1) }
            exit(0)
        }
    }

    @Test func asksTheConfiguredProxyWhateverNoProxySays() async {
        await #expect(processExitsWith: .success) {
            let proxy = try MisbehavingServer(.respond(status: 502))
            for name in ["no_proxy", "NO_PROXY"] { setenv(name, "*", 1) }
            let transport = try CurlTransport { $0.proxy = "http://127.0.0.1:\(proxy.port)" }
            _ = await transport.perform(.exclusive("https://nonexistent.invalid/"))
            exit(proxy.requests.map(\.method) == ["CONNECT"] ? 0 : 1)
        }
    }

    @Test func writesNoTLSKeys() async {
        await #expect(processExitsWith: .success) {
            exit(try await EnvironmentTests.keepsTLSKeysToItself() ? 0 : 1)
        }
    }

    /// A function of its own, so that its server and directories are gone before the process is.
    private static func keepsTLSKeysToItself() async throws -> Bool {
        let directory = try TemporaryDirectory()
        setenv("SSLKEYLOGFILE", directory.path("keys"), 1)
        let server = try OpenSSLServer()
        let transport = try CurlTransport { $0.certificateAuthorityFile = server.certificateFile }
        let exchange = await transport.perform(.get(server.url))
        return exchange.response?.status == 200 && !FileManager.default.fileExists(atPath: directory.path("keys"))
    }

    @Test func survivesWritingToAClosedPipe() async {
        await #expect(processExitsWith: .success) {
            signal(SIGPIPE, SIG_DFL)
            _ = try CurlTransport.forTests()
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0, close(ends[0]) == 0 else { exit(2) }
            exit(write(ends[1], "x", 1) == -1 && errno == EPIPE ? 0 : 1)
        }
    }

    @Test func leavesAnInstalledSignalHandlerAlone() async {
        await #expect(processExitsWith: .success) {
            signal(SIGPIPE) { _ in exit(0) }
            _ = try CurlTransport.forTests()
            raise(SIGPIPE)
            exit(1)
        }
    }
}
