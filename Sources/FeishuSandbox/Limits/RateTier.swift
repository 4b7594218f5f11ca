/// How often an API may be called.
/// https://open.feishu.cn/document/server-docs/api-call-guide/frequency-control
enum RateTier: Hashable {
    /// 1000 a minute and 50 a second.
    case four
    /// So many a second.
    case perSecond(Int)
    /// "Special": a limit exists but is not published.
    case special

    func windows(_ policy: SandboxPolicy) -> [SlidingWindowLimiter.Window] {
        switch self {
        case .four: [.init(limit: policy.callsPerMinute, seconds: 60), .init(limit: policy.callsPerSecond, seconds: 1)]
        case .perSecond(let limit): [.init(limit: limit, seconds: 1)]
        case .special: [.init(limit: policy.specialCallsPerMinute, seconds: 60)]
        }
    }
}
