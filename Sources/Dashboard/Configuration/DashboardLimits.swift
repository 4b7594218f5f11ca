/// What the dashboard lets one connection, and all of them together, take.
public struct DashboardLimits: Sendable, Equatable {
    /// Connections besides those of live pages; the next one is told to come back.
    public var connections = 64
    /// Pages that are kept up to date, each with a connection of its own.
    public var livePages = 256
    /// Bytes of a request's headers.
    public var headBytes = 8 * 1024
    /// Bytes of a request's target, which is what stands behind the host.
    public var targetBytes = 2048
    /// Bytes of a request's body; forms are small.
    public var bodyBytes = 16 * 1024
    /// Milliseconds in which a new connection must have sent its headers.
    public var headMilliseconds: Int64 = 5000
    /// Milliseconds in which the body must have come.
    public var bodyMilliseconds: Int64 = 5000
    /// Milliseconds for which an idle connection is kept.
    public var idleMilliseconds: Int64 = 5000
    /// Milliseconds for which a reader may stand still in the middle of an answer.
    public var stallMilliseconds: Int64 = 15_000
    /// Milliseconds that are left to open answers when the program ends.
    public var drainMilliseconds: Int64 = 3000
    /// Milliseconds for which a request waits for the store.
    public var storeMilliseconds: Int64 = 5000
    /// Milliseconds between two looks at the store for live pages.
    public var liveMilliseconds: Int64 = 1000
    /// Milliseconds after which a live page hears something although nothing has changed.
    public var heartbeatMilliseconds: Int64 = 15_000

    /// Connections there may be at one time, those that are just being told to come back among them.
    public var mostConnections: Int { 2 * connections + livePages }

    /// Creates the usual limits.
    public init() {}
}
