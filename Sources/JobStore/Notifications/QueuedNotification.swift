public import JobModel

/// What is to be told, by which ways; from the configuration.
public struct NotificationWish: Sendable, Equatable {
    /// The kinds that are told at all.
    public var kinds: Set<NotificationKind>
    /// Whether there is an address to post to.
    public var hasWebhook: Bool

    /// Creates a wish.
    public init(kinds: Set<NotificationKind>, hasWebhook: Bool) {
        self.kinds = kinds
        self.hasWebhook = hasWebhook
    }
}

/// A notification whose time has come.
public struct QueuedNotification: Sendable, Equatable {
    /// Its number in the store.
    public var rowID: Int64
    /// By which way it is told.
    public var channel: NotificationChannel
    /// The app the run belongs to.
    public var appID: String
    /// Who gets the card; an open id of that app.
    public var owner: String?
    /// Tries so far.
    public var attempts: Int
    /// What is told.
    public var notification: RunNotification
}
