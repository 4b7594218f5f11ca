import Foundation
import Synchronization
import TestSupport

/// The wire between one combination's larkcast and the sandbox, on a port of its own.
///
/// Every request goes on to the sandbox, which keeps the truth; then the answer is passed back, mangled or swallowed.
final class Gatehouse: Sendable {
    private struct State {
        var sends = 0
        var recalls = 0
        var underWay = 0
        var mostUnderWay = 0
        var tokens: Set<String> = []
    }

    private final class Ledger: Sendable {
        let state = Mutex(State())
    }

    private let server: MisbehavingServer
    private let ledger: Ledger

    /// Where larkcast finds its Feishu.
    var baseURL: String { "http://127.0.0.1:\(server.port)" }
    /// Requests that send which came so far.
    var sends: Int { ledger.state.withLock { $0.sends } }
    /// Recall requests that came so far.
    var recalls: Int { ledger.state.withLock { $0.recalls } }
    /// Most requests that send there ever were at once.
    var mostUnderWay: Int { ledger.state.withLock { $0.mostUnderWay } }
    /// Every token larkcast was given.
    var tokens: Set<String> { ledger.state.withLock { $0.tokens } }

    /// Opens the port.
    ///
    /// - Parameters:
    ///   - combination: Which request is treated how.
    ///   - sandbox: The sandbox's port.
    /// - Throws: `SocketFailure` when the system gives no socket.
    init(_ combination: Combination, sandbox: UInt16) throws {
        let ledger = Ledger()
        self.ledger = ledger
        server = try MisbehavingServer { request in
            Self.serve(request, combination, sandbox, ledger)
        }
    }

    func close() {
        server.stop()
    }

    private static func serve(
        _ request: MisbehavingServer.ReceivedRequest, _ combination: Combination, _ sandbox: UInt16, _ ledger: Ledger
    ) -> MisbehavingServer.Behaviour {
        let isSend =
            request.target.contains("/batch_send")
            || request.method == "POST" && request.target.contains("/im/v1/messages")
        let isRecall = request.method == "DELETE"
        let token = request.values(of: "Authorization").first
        let number = ledger.state.withLock { state in
            if let token { state.tokens.insert(String(token.dropFirst("Bearer ".count))) }
            if isSend {
                state.sends += 1
                state.underWay += 1
                state.mostUnderWay = max(state.mostUnderWay, state.underWay)
            }
            if isRecall { state.recalls += 1 }
            return isSend ? state.sends : state.recalls
        }
        defer { if isSend { ledger.state.withLock { $0.underWay -= 1 } } }
        let isTheOne = number == combination.nth && (combination.story == .recall ? isRecall : isSend)
        if isTheOne, combination.server == .drop { return .closeWithoutAnswer }
        guard let answer = request.relayed(toPort: sandbox) else { return .closeWithoutAnswer }
        // Whoever stops a run that sends needs a moment in which a request is on the wire.
        if isSend, isTheOne, combination.story == .stop { Thread.sleep(forTimeInterval: 0.25) }
        return isTheOne ? combination.server.behaviour(after: answer) : .rawBytes(answer)
    }
}
