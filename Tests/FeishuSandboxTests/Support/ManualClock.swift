import FeishuSandbox
import Synchronization

/// A clock that stands still until a test moves it, and notes every wait instead of waiting.
final class ManualClock: Sendable {
    private struct Times {
        var monotonic = 0.0
        var sleeps: [Double] = []
    }

    private let times = Mutex(Times())

    /// 2026-12-01T01:05:00.123Z when the test begins.
    static let wallStart = 1_796_087_100.123

    func move(by seconds: Double) {
        times.withLock { $0.monotonic += seconds }
    }

    /// The waits asked for, in seconds.
    var sleeps: [Double] {
        times.withLock { $0.sleeps }
    }

    var clock: SandboxClock {
        SandboxClock(
            monotonic: { self.times.withLock { $0.monotonic } },
            wall: { Self.wallStart + self.times.withLock { $0.monotonic } },
            sleep: { seconds in self.times.withLock { $0.sleeps.append(seconds) } }
        )
    }
}
