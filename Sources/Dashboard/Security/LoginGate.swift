import Synchronization

/// When a wrong try to log in is answered: each makes the next one wait longer, for its name and, with many, for all names.
///
/// It holds up wrong tries alone, else whoever can reach the login page could keep everybody out by being wrong for ever. A
/// right token lets in at once: among 2²⁵⁶ nobody guesses one, however fast they may try. It says the same
/// for names that exist and names that do not, and counts both.
final class LoginGate: Sendable {
    /// Failures of a name before it has to wait.
    static let freeTries = 3
    /// Failures of all names within ``window`` before whoever is wrong has to wait.
    static let freeTriesOfAll = 30
    /// The longest wait of a name, in milliseconds.
    static let longestWait: Int64 = 60_000
    /// Milliseconds after which a failure is forgotten.
    static let window: Int64 = 15 * 60_000
    /// Names that are remembered; the one that failed longest ago makes room.
    static let mostNames = 1024

    private struct Failures {
        var count = 0
        var last: Int64 = 0
        var opensAt: Int64 = 0
    }

    private struct State {
        var names: [String: Failures] = [:]
        var all = Failures()
    }

    private let state = Mutex(State())

    /// Milliseconds until another wrong try is taken under a name; 0 when it is now.
    func wait(for name: String, at now: Int64) -> Int64 {
        state.withLock { state in
            let own = state.names[Self.key(name)]?.opensAt ?? 0
            return max(0, own - now, state.all.opensAt - now)
        }
    }

    /// Notes a failure.
    func failed(_ name: String, at now: Int64) {
        state.withLock { state in
            let key = Self.key(name)
            if state.names[key] == nil, state.names.count >= Self.mostNames,
                let oldest = state.names.min(by: { $0.value.last < $1.value.last })?.key
            {
                state.names[oldest] = nil
            }
            Self.count(&state.names[key, default: Failures()], free: Self.freeTries, longest: Self.longestWait, at: now)
            // Guesses spread over many names still meet a wall, a low one, for the sake of those who mistype.
            Self.count(&state.all, free: Self.freeTriesOfAll, longest: 5000, at: now)
        }
    }

    /// Notes a success, which says nothing for other names.
    func succeeded(_ name: String) {
        state.withLock { $0.names[Self.key(name)] = nil }
    }

    private static func count(_ failures: inout Failures, free: Int, longest: Int64, at now: Int64) {
        if now - failures.last > window { failures.count = 0 }
        failures.count += 1
        failures.last = now
        let beyond = failures.count - free
        guard beyond >= 0 else { return }
        failures.opensAt = now + min(longest, 1000 << Int64(min(beyond, 10)))
    }

    /// Names may be as long as a form; what is kept of them is not.
    private static func key(_ name: String) -> String {
        SecretBytes.hex(SecretBytes.digest(name.lowercased()).prefix(16))
    }
}
