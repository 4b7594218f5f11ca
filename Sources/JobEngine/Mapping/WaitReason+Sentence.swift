public import JobStore

extension WaitReason {
    /// The reason for people, in English.
    public var sentence: String {
        switch self {
        case .rateLimit: "the rate limit's window is full"
        case .appPause(let reason): "Feishu asked the app to rest: \(reason)"
        case .probe: "one request finds out whether the rest was long enough"
        case .resting: "every batch left rests before its next try"
        }
    }
}
