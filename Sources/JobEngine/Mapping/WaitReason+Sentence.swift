import JobStore

extension WaitReason {
    /// The reason for people.
    var sentence: String {
        switch self {
        case .rateLimit: "the rate limit's window is full"
        case .appPause(let reason): "Feishu asked the app to rest: \(reason)"
        case .resting: "every batch left rests before its next try"
        }
    }
}
