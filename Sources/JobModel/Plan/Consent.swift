/// Whether a second person must say yes before a run is sent.
public enum Consent: Sendable, Equatable {
    /// It may be sent as it is.
    case notNeeded
    /// It waits; the reasons are shown, the gravest first, none when the manifest simply wants it.
    case needed(because: [HeadCountAlarm])
}
