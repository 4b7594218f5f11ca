/// How often one app may call one API, obeyed in every sliding window.
///
/// Source: Feishu, "Frequency control", tier 4: 1000 a minute and 50 a second; whichever window is full first refuses.
public struct RateLimits: Sendable, Equatable {
    /// Most calls in any second.
    public var perSecond: Int
    /// Most calls in any minute.
    public var perMinute: Int
    /// Milliseconds added to each window, for two clocks that do not tick alike.
    public var marginMilliseconds: Int64

    /// Creates limits; the defaults are Feishu's documented tier 4.
    public init(perSecond: Int = 50, perMinute: Int = 1000, marginMilliseconds: Int64 = 25) {
        self.perSecond = perSecond
        self.perMinute = perMinute
        self.marginMilliseconds = marginMilliseconds
    }
}
