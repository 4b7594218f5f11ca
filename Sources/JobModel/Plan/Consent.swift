/// Whether a second person must say yes before a run is sent.
public enum Consent: Sendable, Equatable {
    /// It may be sent as it is.
    case notNeeded
    /// It waits; the reason is shown, `nil` when the manifest simply wants it.
    case needed(because: HeadCountAlarm?)
}
