import Foundation
import JobEngine
import JobModel
import Reporting
import Synchronization

/// What a service manager is told: ready, alive, reading anew, stopping.
///
/// It is asked to watch only signs of work: the daemon's own rounds, and whatever the engine does with its clock while it
/// sends, waits or asks. There is no timer of its own, so a loop that hangs falls silent, and a long send does not.
final class Supervisor: Sendable {
    private let say: @Sendable ([String]) -> Void
    /// Milliseconds between two signs of life; `nil` when nobody watches.
    private let interval: Int64?
    private let lastSign = Mutex<Int64?>(nil)
    private let lastStatus = Mutex("")

    /// Creates a supervisor.
    ///
    /// - Parameters:
    ///   - watchdogMicroseconds: The time without a sign after which the service counts as hung.
    ///   - say: Sends assignments.
    init(watchdogMicroseconds: Int64?, say: @escaping @Sendable ([String]) -> Void) {
        // Half of it, as sd_watchdog_enabled(3) advises.
        interval = watchdogMicroseconds.map { max(1, $0 / 2000) }
        self.say = say
    }

    /// The supervisor of this process; everything it is told goes nowhere when there is none.
    convenience init(_ environment: Environment, processID: Int32) {
        let socket = environment["NOTIFY_SOCKET"].flatMap(NotifySocket.init)
        let isMeant = environment["WATCHDOG_PID"].map { Int32($0) == processID } ?? true
        let patience = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
        self.init(watchdogMicroseconds: socket != nil && isMeant ? patience : nil) { socket?.send($0) }
    }

    /// Starting up is over.
    func isReady() { say(["READY=1"]) }

    /// Manifests and configuration are read anew; ``isReady()`` ends that.
    func isReloading(atMicroseconds now: Int64) { say(["RELOADING=1", "MONOTONIC_USEC=\(now)"]) }

    /// Nothing new begins.
    func isStopping() { say(["STOPPING=1"]) }

    /// One line for `systemctl status`; saying it again says nothing.
    func status(_ line: String) {
        let line = TerminalText.escaped(line)
        let isNew = lastStatus.withLock { last in
            defer { last = line }
            return last != line
        }
        if isNew { say(["STATUS=\(line)"]) }
    }

    /// Something was done.
    func isAlive(at moment: Moment) {
        guard let interval else { return }
        let now = moment.monotonicMilliseconds
        let isTime = lastSign.withLock { last in
            if let last, now - last < interval { return false }
            last = now
            return true
        }
        if isTime { say(["WATCHDOG=1"]) }
    }

    /// Dependencies whose use is a sign of life.
    func watching(_ dependencies: EngineDependencies) -> EngineDependencies {
        var watched = dependencies
        watched.now = {
            let now = dependencies.now()
            self.isAlive(at: now)
            return now
        }
        watched.sleep = { duration in
            self.isAlive(at: dependencies.now())
            try await dependencies.sleep(duration)
        }
        return watched
    }
}
