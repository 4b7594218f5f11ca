import Synchronization

/// Which forms have been sent already: a second click does nothing, and comes to the same page.
final class ActionBook: Sendable {
    /// Forms that are remembered, more than anybody sends within ``FormSeal/validity``.
    static let most = 4096

    private let sent = Mutex<[String: (action: RunAction, at: Int64)]>([:])

    /// Notes that a form is being done; `false` when it was sent before.
    func begin(_ number: String, _ action: RunAction, at now: Int64) -> Bool {
        sent.withLock { sent in
            if sent.count >= Self.most { sent = sent.filter { now - $0.value.at < FormSeal.validity } }
            // Full of forms that still hold: doing nothing is safe, doing something twice is not.
            guard sent[number] == nil, sent.count < Self.most else { return false }
            sent[number] = (action, now)
            return true
        }
    }

    /// Nothing was done, so the same form may be sent again.
    func forget(_ number: String) {
        sent.withLock { $0[number] = nil }
    }

    /// What the form of this number has done.
    func action(of number: String) -> RunAction? {
        sent.withLock { $0[number]?.action }
    }
}
