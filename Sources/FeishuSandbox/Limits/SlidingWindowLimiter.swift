/// Holds every window of an API's frequency limit at once, for each API and app.
///
/// Of tier 4's 1000 calls a minute and 50 a second, whichever is used up first refuses. Windows slide: any 60 s and any
/// one second count, not those of the wall clock. A refused call does not count itself (not documented).
/// https://open.feishu.cn/document/server-docs/api-call-guide/frequency-control
struct SlidingWindowLimiter {
    struct Window: Equatable {
        var limit: Int
        var seconds: Double
    }

    /// What a refusal tells: the limit that was hit and the whole seconds to wait, at least 1.
    struct Excess: Equatable {
        var limit: Int
        var resetSeconds: Int
    }

    struct Key: Hashable {
        var api: SandboxAPI
        var appID: String
    }

    private let windows: (SandboxAPI) -> [Window]
    private var rings: [Key: TimestampRing] = [:]

    /// The same windows for every API.
    init(windows: [Window]) {
        let held = windows.filter { $0.limit > 0 }
        self.windows = { _ in held }
    }

    /// Each API's own windows, as its tier has them.
    init(_ policy: SandboxPolicy) {
        windows = { api in api.rateTier.windows(policy).filter { $0.limit > 0 } }
    }

    /// Counts a call at `now` (real seconds), or says why it may not happen.
    mutating func admit(_ key: Key, now: Double) -> Excess? {
        let windows = windows(key.api)
        guard let capacity = windows.map(\.limit).max() else { return nil }
        var ring = rings[key] ?? TimestampRing(capacity: capacity)
        let waits = windows.compactMap { window -> (window: Window, wait: Double)? in
            guard let oldest = ring.fromLast(window.limit) else { return nil }
            let wait = oldest + window.seconds - now
            return wait > 0 ? (window, wait) : nil
        }
        if let longest = waits.max(by: { $0.wait < $1.wait }) {
            return Excess(limit: longest.window.limit, resetSeconds: max(1, Int(longest.wait.rounded(.up))))
        }
        // Taken out while it changes, so that it is not copied.
        rings[key] = nil
        ring.append(now)
        rings[key] = ring
        return nil
    }
}

/// The last so many call times of one API and app.
struct TimestampRing {
    private var times: [Double] = []
    private var next = 0
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    mutating func append(_ time: Double) {
        if times.count < capacity {
            times.append(time)
        } else {
            times[next] = time
        }
        next = (next + 1) % capacity
    }

    /// The time of the `count`-th call from the end, 1 being the last; nil when there were fewer.
    func fromLast(_ count: Int) -> Double? {
        guard count >= 1, count <= times.count else { return nil }
        return times[(next - count + capacity) % capacity]
    }
}
