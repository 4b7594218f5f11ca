import Foundation
import JobEngine
import JobModel
import JobStore
import Synchronization
import TestSupport
import Testing

@testable import LarkcastCLI

/// What a service manager is told, and that only work counts as a sign of life.
struct SupervisorTests {
    private static func moment(_ milliseconds: Int64) -> Moment {
        Moment(wallMilliseconds: 0, monotonicMilliseconds: milliseconds, bootID: "boot")
    }

    @Test func saysThatItIsAliveAtHalfTime() {
        let said = Mutex<[String]>([])
        let supervisor = Supervisor(watchdogMicroseconds: 10_000_000) { words in said.withLock { $0 += words } }
        for second in 0...20 { supervisor.isAlive(at: Self.moment(Int64(second) * 1000)) }
        #expect(said.withLock { $0.count } == 5, "at 0, 5, 10, 15 and 20 seconds")
        #expect(said.withLock { Set($0) } == ["WATCHDOG=1"])
    }

    /// A long send beats through the engine's own clock; a loop that hangs uses none.
    @Test func whateverTheEngineDoesIsASignOfLife() async throws {
        let said = Mutex(0)
        let clock = Mutex<Int64>(0)
        let base = EngineDependencies(
            now: { clock.withLock { Self.moment($0) } },
            sleep: { duration in clock.withLock { $0 += duration.components.seconds * 1000 } },
            randomUnit: { 0 }, randomBits: { 1 }, identity: RunnerIdentity(processID: 1, host: "test"))
        let supervisor = Supervisor(watchdogMicroseconds: 60_000_000) { _ in said.withLock { $0 += 1 } }
        let watched = supervisor.watching(base)
        for _ in 0..<120 { try await watched.sleep(.seconds(1)) }
        #expect(said.withLock { $0 } == 4)
        clock.withLock { $0 += 600_000 }
        #expect(said.withLock { $0 } == 4, "time alone says nothing")
        _ = watched.now()
        #expect(said.withLock { $0 } == 5)
    }

    @Test func anEndlessLineIsOneAssignment() {
        let said = Mutex<[String]>([])
        let supervisor = Supervisor(watchdogMicroseconds: nil) { words in said.withLock { $0 += words } }
        supervisor.status("jobs/a.json: \nMAINPID=1")
        supervisor.status("jobs/a.json: \nMAINPID=1")
        supervisor.isAlive(at: Self.moment(0))
        #expect(said.withLock { $0 } == [#"STATUS=jobs/a.json: \u{a}MAINPID=1"#])
    }

    @Test(arguments: [false, true]) func speaksToAPathAndToAnAbstractName(_ isAbstract: Bool) throws {
        let directory = try TemporaryDirectory()
        let name = isAbstract ? "@larkcast-\(UUID().uuidString)" : directory.path("n")
        let ear = try DatagramEar(name)
        let supervisor = Supervisor(
            Environment(["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "42"]), processID: 42)
        supervisor.isReady()
        supervisor.isReloading(atMicroseconds: 17)
        supervisor.isAlive(at: Self.moment(0))
        supervisor.isStopping()
        let heard = (0..<5).map { _ in ear.next() }
        #expect(heard == ["READY=1", "RELOADING=1\nMONOTONIC_USEC=17", "WATCHDOG=1", "STOPPING=1", nil])
    }

    @Test(arguments: [
        ["WATCHDOG_PID": "43", "WATCHDOG_USEC": "2"], ["WATCHDOG_USEC": "0"], ["WATCHDOG_USEC": "x"], [:],
    ])
    func aWatchdogThatIsNotMeantIsNotFed(_ variables: [String: String]) throws {
        let name = "@larkcast-\(UUID().uuidString)"
        let ear = try DatagramEar(name)
        let supervisor = Supervisor(
            Environment(variables.merging(["NOTIFY_SOCKET": name]) { $1 }), processID: 42)
        supervisor.isAlive(at: Self.moment(0))
        #expect(ear.next() == nil)
    }

    @Test(arguments: ["", "relative", "/", "@", "vsock:2:1234", "/" + String(repeating: "x", count: 200)])
    func whatIsNoSocketIsIgnored(_ name: String) {
        #expect(NotifySocket(name) == nil)
    }
}
