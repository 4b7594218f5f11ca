import Foundation
import Synchronization

/// The append-only second witness beside a store: what left, and how it ended.
///
/// Lines go out with plain `write(2)`, which the page cache keeps through a `kill -9`; after a power cut a missing line
/// means "in doubt", as it would without a ledger. The room for coming answers is reserved before a batch may leave, so
/// that a full disk can stop a send but not lose an answer. Any number of lanes may append.
final class LedgerFile: Sendable {
    /// Reserved at a time.
    static let step = 512 * 1024
    /// Always reserved ahead when a batch leaves: the answers of every lane, each with all its invalid ids.
    static let slack = 192 * 1024

    private struct State {
        var used: Int
        var reserved: Int
        /// Set by a write that did not get through: behind half a line nothing more may stand.
        var failure: StoreError?
    }

    let path: String
    private let descriptor: Int32
    private let state: Mutex<State>

    init(path: String, descriptor: Int32, used: Int) {
        self.path = path
        self.descriptor = descriptor
        state = Mutex(State(used: used, reserved: 0))
    }

    deinit {
        close(descriptor)
    }

    /// Bytes written so far.
    var length: Int { state.withLock { $0.used } }

    /// What kept a line from being written; from then on the ledger takes none.
    var failure: StoreError? { state.withLock { $0.failure } }

    /// Appends a line.
    ///
    /// - Throws: ``StoreError``; an intent is refused when there is no room left for its answer.
    func append(_ entry: LedgerEntry) throws(StoreError) {
        let line = LedgerFrame.line(of: entry)
        let failure: StoreError? = state.withLock { state in
            if let failure = state.failure { return failure }
            if case .result = entry {} else if let failure = makeRoom(for: line.count, &state) { return failure }
            let written = line.withUnsafeBytes { bytes in
                while true {
                    let count = write(descriptor, bytes.baseAddress, bytes.count)
                    if count >= 0 || errno != EINTR { return count }
                }
            }
            guard written == line.count else {
                state.failure = trouble("cannot be written", written < 0 ? errno : ENOSPC)
                return state.failure
            }
            state.used += written
            return nil
        }
        if let failure { throw failure }
    }

    /// Brings what was written onto the disk; says whether it is there.
    func sync() -> Bool {
        fsync(descriptor) == 0 && state.withLock { $0.failure == nil }
    }

    private func makeRoom(for count: Int, _ state: inout State) -> StoreError? {
        guard state.used + count + Self.slack > state.reserved else { return nil }
        let wanted = state.used + count + Self.step
        let error = Preallocation.reserve(descriptor, upTo: wanted)
        guard error == 0 else { return trouble("has no room for another answer", error) }
        state.reserved = wanted
        return nil
    }

    private func trouble(_ words: String, _ error: Int32) -> StoreError {
        StoreError(
            [ENOSPC, EDQUOT, EFBIG].contains(error) ? .diskFull : .inputOutput,
            "the ledger \(path) \(words) (\(String(cString: strerror(error))))",
            hint: "free some space or check the disk, then run again; nothing is sent before that")
    }
}
