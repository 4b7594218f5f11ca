/// Why somebody should look at a head-count before anything is sent.
public enum HeadCountAlarm: Sendable, Hashable {
    /// It has changed by more than is let pass.
    case changed(HeadCountDrift)
    /// Departments are addressed themselves now, and the run before went to so many people.
    case uncountable(before: Int)

    /// The alarm in English, as it is stored.
    public var sentence: String {
        switch self {
        case .changed(let drift): drift.sentence
        case .uncountable(let before): Self.uncountable + "\(before) people"
        }
    }

    /// Reads an alarm back from its sentence; `nil` for any other.
    public init?(sentence: String) {
        if let drift = HeadCountDrift(sentence: sentence) {
            self = .changed(drift)
        } else if let count = StoredSentence(sentence).inside(Self.uncountable, " people").flatMap({ Int($0) }) {
            self = .uncountable(before: count)
        } else {
            return nil
        }
    }

    private static let uncountable =
        "departments are addressed themselves, whose people cannot be counted; the run before went to "
}
