/// What people read of a notification.
///
/// The English of ``init(_:)`` is also what programs get; whoever knows other languages makes one with other words.
public struct NotificationText: Sendable, Equatable {
    /// What happened, in a few words.
    public var headline: String
    /// Which run of which job.
    public var subject: String
    /// Why; `nil` when there is nothing to say.
    public var reason: String?
    /// The balance sheet without its empty places; `nil` when nobody is addressed.
    public var people: String?
    /// What to do next.
    public var next: String

    /// Characters of a reason beyond which it is cut; one alarm of every kind has room.
    public static let longestReason = 1500

    /// Creates a text of these words; a very long reason is cut.
    public init(headline: String, subject: String, reason: String?, people: String?, next: String) {
        self.headline = headline
        self.subject = subject
        self.reason = reason.map {
            $0.count > Self.longestReason ? $0.prefix(Self.longestReason) + "…" : $0
        }
        self.people = people
        self.next = next
    }

    /// Writes about a notification in English.
    public init(_ notification: RunNotification) {
        let english = EnglishNotification(notification: notification)
        self.init(
            headline: english.headline, subject: english.subject, reason: notification.reason, people: english.people,
            next: english.next)
    }
}

extension RunNotification {
    /// Whether somebody should do something about it.
    public var isUrgent: Bool {
        switch kind {
        case .start, .skipped, .approval: false
        case .finish: run.state == .expired || run.people.invalid + run.people.rejected > 0
        case .missed, .halt, .pause, .gateFailed: true
        case .recall: run.recall == .partial || run.recall == .refused
        }
    }
}

/// The words of a notification in English.
private struct EnglishNotification {
    let notification: RunNotification

    private var run: RunSummary { notification.run }

    /// What happened, in a few words.
    var headline: String {
        switch notification.kind {
        case .start: "Sending has begun"
        case .finish:
            switch run.state {
            case .cancelled: "Cancelled before everything was sent"
            case .expired: "Too late: its deadline passed before everything was sent"
            default: run.people.invalid + run.people.rejected > 0 ? "Sent, but not to everybody" : "Sent"
            }
        case .missed: "Missed: nothing was sent"
        case .skipped: "Skipped: nothing was sent"
        case .halt: "Halted: a batch is in doubt"
        case .pause: "Paused"
        case .approval: "Waits for an approval"
        case .gateFailed: "Stopped after a wave: its gate failed"
        case .recall:
            switch run.recall {
            case .none, .requested: "Being taken back"
            case .recalled: "Taken back"
            case .partial: "Taken back in part"
            case .refused: "Could not be taken back"
            }
        }
    }

    /// Which run of which job.
    var subject: String {
        "Run \(run.id) of \(run.job)" + (run.occurrence.map { ", for \($0)" } ?? "")
    }

    /// The balance sheet without its empty places; `nil` when nobody is addressed.
    var people: String? {
        guard run.people.targeted > 0 else { return nil }
        let parts = NotificationDocument.places(run.people).filter { $0.count > 0 }
            .map { "\($0.count) \($0.name.replacing("_", with: " "))" }
        return "\(run.people.targeted) \(run.unit.rawValue): " + parts.joined(separator: ", ")
    }

    /// What to do next.
    var next: String {
        switch notification.kind {
        case .start: "larkcast status \(run.id) shows how far it is."
        case .finish: nextAfterTheEnd
        case .missed:
            "Nothing is sent late by itself. If it is still wanted: larkcast run MANIFEST --as NAME."
        case .skipped: "larkcast schedule shows the next firing."
        case .halt:
            "larkcast resolve \(run.id) BATCH shows the evidence and takes a decision; nothing in doubt is sent again by itself."
        case .pause: "Once the reason is gone, larkcast resume \(run.id) goes on."
        case .approval: "larkcast approve \(run.id) --as NAME, by somebody other than its maker."
        case .gateFailed:
            "larkcast status \(run.id) shows the figures; larkcast resume \(run.id) goes on, larkcast recall \(run.id) takes back."
        case .recall:
            switch run.recall {
            case .none, .requested, .recalled: "larkcast status \(run.id) shows it."
            case .partial, .refused: "larkcast report \(run.id) names what stays."
            }
        }
    }

    private var nextAfterTheEnd: String {
        switch run.state {
        case .cancelled, .expired:
            run.people.accepted > 0
                ? "larkcast report \(run.id) names who was reached; larkcast recall \(run.id) takes it back."
                : "Nothing was sent, and nothing more is sent by itself."
        default:
            run.people.invalid + run.people.rejected > 0
                ? "larkcast report \(run.id) names who was not reached."
                : "larkcast report \(run.id) shows delivery and reads."
        }
    }
}
