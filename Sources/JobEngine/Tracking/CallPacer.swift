import JobModel
import JobStore

/// Keeps one kind of call inside its sliding windows, over all processes that use the store.
struct CallPacer {
    let call: PacedCall
    let limits: RateLimits
    let appID: String
    let store: JobDatabase
    let dependencies: EngineDependencies

    /// Why a call cannot be made for longer than anybody waits.
    struct TooLong: Error {
        let milliseconds: Int64
        let reason: String
    }

    /// Returns when one more call may be made; ``end(_:)`` must follow its answer.
    ///
    /// - Throws: ``TooLong`` when Feishu wants more rest than `longest`, `CancellationError` once somebody asks to stop.
    func admit(longest: Int64 = .max, _ stop: StopSignal) async throws -> CallTicket {
        while true {
            if stop.isStopping { throw CancellationError() }
            switch try await store.admit(call, of: appID, limits: limits, at: dependencies.now()) {
            case .admitted(let ticket): return ticket
            case .wait(let milliseconds, .appPause(let reason)) where milliseconds > longest:
                throw TooLong(milliseconds: milliseconds, reason: reason)
            case .wait(let milliseconds, _):
                try await dependencies.nap(milliseconds: milliseconds, stop)
            }
        }
    }

    /// Says that the call has ended.
    func end(_ ticket: CallTicket) async throws {
        try await store.end(ticket, at: dependencies.now())
    }

    /// Makes every process rest before the next call of this API.
    func rest(milliseconds: Int64, reason: String) async throws {
        try await store.rest(call, of: appID, milliseconds: milliseconds, reason: reason, at: dependencies.now())
    }
}
