import HTTPTransport
import TestSupport

/// The network between one process and Feishu, with libcurl's manners and the seed's faults.
///
/// Unchecked, because it never leaves its timeline's thread.
final class SimulatedWire: Transport, @unchecked Sendable {
    private unowned let office: Office
    private unowned let process: SimulatedProcess

    init(office: Office, process: SimulatedProcess) {
        self.office = office
        self.process = process
    }

    func perform(_ request: HTTPRequest) async -> HTTPExchange {
        switch request.connection {
        case .shared: await call(request)
        case .exclusive(let hook): await send(request, hook)
        }
    }

    // MARK: - Calls that may be repeated

    private func call(_ request: HTTPRequest) async -> HTTPExchange {
        guard await pause(office.latency()) else { return Self.gone }
        let path = request.url.split(separator: "/").suffix(2).joined(separator: "/")
        let fault = office.callFault()
        office.trace("\(process.name): \(request.method.rawValue) \(path)\(fault.map { ", \($0.rawValue)" } ?? "")")
        let answer = fault?.isAfterwards == false ? HTTPExchange.failed(.couldNotConnect) : arrive(request)
        guard await pause(office.latency()) else { return Self.gone }
        switch fault {
        case nil, .unreachable: return answer
        case .kill:
            await office.die(process)
            return Self.gone
        case .answerLost: return .failed(.operationTimedOut, .allowed)
        case .unavailable: return .answered(503, "<html>Service Unavailable</html>")
        case .throttled: return SimulatedFeishu.refused(429, 99_991_400, "frequency limit", reset: 1)
        case .internalError: return SimulatedFeishu.refused(200, 2200, "internal error")
        case .tokenExpired: return SimulatedFeishu.refused(401, 99_991_663, "Invalid access token")
        }
    }

    private func arrive(_ request: HTTPRequest) -> HTTPExchange {
        office.feishu.answer(request, at: office.timeline.now)
    }

    // MARK: - The call that may not

    private func send(_ request: HTTPRequest, _ hook: @escaping @Sendable () throws -> Void) async -> HTTPExchange {
        let fault = office.sendFault()
        guard await pause(office.latency()) else { return Self.gone }
        if let failure = await connect(fault) { return failure }
        if fault == .killBeforeHook || fault == .killBeforeCommit {
            await office.die(process)
            return Self.gone
        }
        do {
            try hook()
        } catch {
            office.trace("\(process.name): the hook refuses: \(error)")
            if !process.isBuried { office.witness.judge(error, of: process) }
            var refused = HTTPExchange(firstByte: .refused, curlCode: .abortedByCallback)
            refused.refusal = error
            return refused
        }
        guard let sent = office.witness.begins(request, from: process) else { return Self.gone }
        if fault == .hookTwice || fault == .resendBlocked { office.witness.expectsRefusal(of: hook, for: sent) }
        if fault == .killAfterCommit {
            await office.die(process)
            return Self.gone
        }
        let exchange = await answer(to: request, sent, fault)
        sent.isOpen = false
        if fault == .killWithAnswer, !process.isBuried {
            await office.die(process)
            return Self.gone
        }
        return exchange
    }

    private func connect(_ fault: SendFault?) async -> HTTPExchange? {
        switch fault {
        case .connectionRefused: return .failed(.couldNotConnect)
        case .untrustedPeer: return .failed(.peerFailedVerification)
        case .connectTimeout:
            _ = await pause(10_000)
            return .failed(.operationTimedOut)
        default: return nil
        }
    }

    /// What comes back: the request travels, is dealt with, and its answer travels.
    ///
    /// What was handed to the network arrives even when the sender dies or gives up.
    private func answer(to request: HTTPRequest, _ sent: WireRequest, _ fault: SendFault?) async -> HTTPExchange {
        let acts = office.coin()
        let isLate = fault == .timeout && office.coin()
        return await withCheckedContinuation { continuation in
            let office = office
            let process = process
            office.timeline.after(isLate ? 30_000 + office.latency() : office.latency(), for: nil) {
                let answer = office.witness.arrives(request, sent, fault, acts: acts)
                if fault == .killOnTheWire || fault == .killAfterProcessing { office.kill(process) }
                guard fault != .timeout else { return }
                office.timeline.after(office.latency(), for: process) { continuation.resume(returning: answer) }
            }
            guard fault == .timeout else { return }
            office.timeline.after(30_000, for: process) {
                continuation.resume(returning: .failed(.operationTimedOut, .allowed))
            }
        }
    }

    /// Waits; `false` when the process is gone and only its remains are being cleared away.
    private func pause(_ milliseconds: Int64) async -> Bool {
        if process.isBuried { return false }
        try? await process.sleep(milliseconds: milliseconds)
        return !process.isBuried
    }

    private static var gone: HTTPExchange {
        var exchange = HTTPExchange.failed(.abortedByCallback)
        exchange.isCancelled = true
        return exchange
    }
}

/// What may befall the other calls.
enum CallFault: String, CaseIterable {
    case unreachable
    case kill = "kill after the answer"
    case answerLost = "answer lost"
    case unavailable = "503"
    case throttled = "429"
    case internalError = "internal error"
    case tokenExpired = "token expired"

    /// Whether Feishu acted all the same.
    var isAfterwards: Bool { self == .kill || self == .answerLost }
}
