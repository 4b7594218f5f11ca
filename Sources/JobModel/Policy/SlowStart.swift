/// How many requests a second may follow a rest: one, two, four and so on, until the limit is reached again.
public enum SlowStart {
    /// Most requests in any second, so many milliseconds after the first good answer.
    public static func perSecond(after milliseconds: Int64) -> Int {
        1 << min(max(0, milliseconds) / 1000, 30)
    }
}
