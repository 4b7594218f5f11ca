/// One thing to be told about one run.
public struct RunNotification: Sendable, Equatable {
    /// The same whenever it is told, so that a second telling can be recognised; at most 50 characters.
    public var id: String
    /// What happened.
    public var kind: NotificationKind
    /// When it happened, in milliseconds since 1970 UTC.
    public var at: Int64
    /// Why, in a sentence, where there is a reason.
    public var reason: String?
    /// The run as it stands when this is told, without its batches.
    public var run: RunSummary

    /// Creates a notification.
    public init(id: String, kind: NotificationKind, at: Int64, reason: String?, run: RunSummary) {
        self.id = id
        self.kind = kind
        self.at = at
        self.reason = reason
        self.run = run
    }

    /// The id of what an audit entry tells of a run.
    public static func id(run: RunID, auditNumber: Int64) -> String { "larkcast-\(run)-\(auditNumber)" }
}
