import FeishuAPI

/// Whether the line to Feishu can be trusted with a send, as a value.
///
/// Open means: nothing is claimed until a call without effect was answered. A send is never the probe, because a send that
/// fails halfway is a doubt that only a person can end.
struct BreakerState: Equatable {
    private let failuresThatOpen: Int
    private(set) var notSentInARow = 0
    private(set) var isOpen = false
    /// Probes in a row that failed.
    private(set) var failedProbes = 0

    init(failuresThatOpen: Int = 5) {
        self.failuresThatOpen = max(1, failuresThatOpen)
    }

    /// Takes note of how a send ended.
    mutating func note(_ verdict: SendVerdict) {
        switch verdict {
        case .notSent(.connection), .notSent(.tokenUnavailable):
            notSentInARow += 1
            if notSentInARow >= failuresThatOpen { open() }
        case .notSent(.trust), .notSent(.setup), .notSent(.credentials), .inDoubt, .rejected(.configuration):
            open()
        case .notSent(.refused), .notSent(.cancelled):
            // We said no ourselves.
            break
        case .accepted, .acceptedWithoutID, .throttled, .tokenRefused, .rejected(.request):
            notSentInARow = 0
        }
    }

    /// Takes note of how a direct message ended.
    ///
    /// One whose outcome is unknown may be repeated, so a few of them do not stop the others.
    mutating func note(_ verdict: DirectSendVerdict) {
        switch verdict {
        case .notSent(let reason): note(SendVerdict.notSent(reason))
        case .unknown: note(SendVerdict.notSent(.connection))
        case .rejected(let rejection): note(SendVerdict.rejected(rejection))
        case .accepted, .acceptedWithoutID, .throttled, .recipientBusy, .tokenRefused, .refused: notSentInARow = 0
        }
    }

    /// Takes note of a probe; one that was answered closes the breaker.
    mutating func noteProbe(isAnswered: Bool) {
        if isAnswered {
            self = BreakerState(failuresThatOpen: failuresThatOpen)
        } else {
            failedProbes += 1
        }
    }

    private mutating func open() {
        isOpen = true
        notSentInARow = 0
    }
}
