import HTTPTransport
import Synchronization
import TestSupport

@testable import FeishuAPI

/// A client whose time, chance and network belong to the test.
final class Rig: Sendable {
    static let secret = "hunter2-MARKER-app-secret"
    static let token = "t-MARKER0123456789token"
    static let base = "https://open.feishu.cn"
    static let tokenURL = base + "/open-apis/auth/v3/tenant_access_token/internal"
    static let sendURL = base + "/open-apis/message/v4/batch_send/"
    static let botURL = base + "/open-apis/bot/v3/info"

    private let clock = Mutex<Int64>(1_000_000)
    private let slept = Mutex<[Duration]>([])

    /// Every wait so far; none of them takes time.
    var waits: [Duration] { slept.withLock(\.self) }

    /// Moves the clock on.
    func advance(seconds: Int64) {
        clock.withLock { $0 += seconds * 1_000 }
    }

    func dependencies(_ transport: any Transport) -> FeishuDependencies {
        FeishuDependencies(
            transport: transport,
            monotonicMilliseconds: { self.clock.withLock(\.self) },
            sleep: { duration in
                try Task.checkCancellation()
                self.slept.withLock { $0.append(duration) }
            },
            jitter: { $0.upperBound })
    }

    func client(_ transport: any Transport) throws -> FeishuClient {
        FeishuClient(configuration: try Self.configuration(), dependencies: dependencies(transport))
    }

    static func configuration() throws -> FeishuConfiguration {
        try FeishuConfiguration(appID: "cli_a1b2c3", appSecret: Secret(secret))
    }

    /// The answer of the token call.
    static func grant(_ token: String = token, expire: Int = 7_200) -> HTTPExchange {
        .answered(200, #"{"code":0,"msg":"ok","tenant_access_token":"\#(token)","expire":\#(expire)}"#)
    }

    static func grantStub(_ token: String = token, expire: Int = 7_200) -> StubTransport.Stub {
        StubTransport.Stub(.post, tokenURL, grant(token, expire: expire))
    }

    static func batchURL(_ id: String, _ suffix: String = "") -> String {
        base + "/open-apis/im/v1/batch_messages/" + id + suffix
    }
}

/// The error an operation must throw.
func failure(of operation: () async throws(FeishuError) -> some Sendable) async -> FeishuError? {
    do throws(FeishuError) {
        _ = try await operation()
        return nil
    } catch {
        return error
    }
}
