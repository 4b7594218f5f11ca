import Foundation
import HTTPTypes
import JobModel
import JobStore
import Synchronization
import TestSupport
import Testing

@testable import Dashboard

/// A store that cannot be read for a while, or is another one: pages say so, and work again.
struct StoreTroubleTests {
    @Test func aStoreThatIsHeldIsBusyNotBroken() async throws {
        let world = try DashboardWorld(users: [])
        try await Runs.freeze(Runs.plan(), 1, in: world)
        let browser = await Browser(world)
        #expect(await browser.get("/").code == 200)
        do {
            // What another process does in the middle of a commit.
            let hold = try FileHold(world.directory.path("store.sqlite"))
            defer { withExtendedLifetime(hold) {} }
            let answer = await browser.get("/")
            #expect(answer.code == 503 && answer.fields[.retryAfter] == "2")
            #expect(answer.text.contains("The store is busy") && answer.text.contains("Sending goes on"))
            #expect(await browser.get("/healthz").code == 200, "this process is alive, whatever the store does")
        }
        #expect(await browser.get("/").code == 200)
    }

    /// Opening blocks its thread for as long as another process holds the file; it may be no thread that others need.
    @Test func openingIsDoneOnceAndHoldsNobodyElseUp() async throws {
        let (opens, count) = (DispatchSemaphore(value: 0), Count())
        var limits = DashboardLimits()
        limits.storeMilliseconds = 600_000
        let world = try DashboardWorld(users: [], limits: limits) { path in
            count.value.withLock { $0 += 1 }
            guard opens.wait(timeout: .now() + 240) == .success else {
                // Everybody who could have given the word is held up: nobody else need wait to find that out.
                for _ in 0..<64 { opens.signal() }
                throw POSIXError(.ETIMEDOUT)
            }
            return try JobDatabase.open(at: path, access: .readOnly)
        }
        try await Runs.freeze(Runs.plan(), 1, in: world)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<64 {
                group.addTask { await Browser(world).get(number.isMultiple(of: 2) ? "/" : "/audit").code }
            }
            while count.value.withLock({ $0 }) == 0 { await Task.yield() }
            #expect(await Browser(world).get("/healthz").code == 200)
            opens.signal()
            for try await code in group { #expect(code == 200) }
        }
        #expect(count.value.withLock { $0 } == 1)
    }

    private final class Count: Sendable {
        let value = Mutex(0)
    }

    @Test func nobodyWaitsForTheStoreForEver() async throws {
        let opens = DispatchSemaphore(value: 0)
        defer { opens.signal() }
        var limits = DashboardLimits()
        limits.storeMilliseconds = 200
        let world = try DashboardWorld(users: [], limits: limits) { path in
            guard opens.wait(timeout: .now() + 20) == .success else { throw POSIXError(.ETIMEDOUT) }
            return try JobDatabase.open(at: path, access: .readOnly)
        }
        let browser = await Browser(world)
        for path in ["/", "/runs/\(RunID(randomBits: 1))", "/audit?check=1", "/health"] {
            let answer = await browser.get(path)
            #expect(answer.code == 503 && answer.fields[.retryAfter] == "2" && answer.text.contains("busy"), "\(path)")
        }
        let ready = await browser.get("/readyz")
        #expect(ready.code == 503 && ready.text.hasPrefix("not ready: "))
    }

    /// Else the fortieth would hear that the store is busy after forty times SQLite's patience.
    @Test func whoWaitsTogetherHearsTogetherThatTheStoreIsBusy() async throws {
        var limits = DashboardLimits()
        limits.storeMilliseconds = 600_000
        let world = try DashboardWorld(users: [], limits: limits)
        try await Runs.freeze(Runs.plan(), 1, in: world)
        #expect(await Browser(world).get("/").code == 200)
        let hold = try FileHold(world.directory.path("store.sqlite"))
        let began = ContinuousClock.now
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<40 { group.addTask { await Browser(world).get("/").code } }
            for await code in group { #expect(code == 503) }
        }
        // Once or twice five seconds: whoever comes late waits for the next look. One after the other it would be two hundred, which
        // no machine is too slow to tell from that.
        #expect(ContinuousClock.now - began < .seconds(150))
        withExtendedLifetime(hold) {}
    }

    @Test func whatIsUnderWayIsDoneOnce() async throws {
        let (work, count) = (SharedWork<Int>(), Count())
        let (go, begin) = AsyncStream.makeStream(of: Void.self)
        let all = (0..<8).map { _ in
            Task {
                try await work.value {
                    for await _ in go {}
                    return count.value.withLock { count in
                        count += 1
                        return count
                    }
                }
            }
        }
        // They have all come once the last one waits; whoever came later would do it again.
        while work.waiters < 7 { await Task.yield() }
        begin.finish()
        for task in all { #expect(try await task.value == 1) }
        #expect(try await work.value { 5 } == 5, "what is over is not kept")
    }

    @Test func aStoreInItsPlaceIsTheOneThatIsShown() async throws {
        let world = try DashboardWorld(users: [])
        try await Runs.freeze(Runs.plan(title: "Before"), 1, in: world)
        let browser = await Browser(world)
        #expect(await browser.get("/").text.contains("Before"))
        // A store is restored over it: another file under the same name.
        let other = try DashboardWorld(users: [])
        try await Runs.freeze(Runs.plan(title: "After"), 2, in: other)
        let path = world.directory.path("store.sqlite")
        try FileManager.default.copyItem(atPath: other.directory.path("store.sqlite"), toPath: path + ".copy")
        #expect(rename(path + ".copy", path) == 0)
        let page = await browser.get("/").text
        #expect(page.contains("After") && !page.contains("Before"))
    }

    @Test func aStoreThatIsGoneIsSaidToBe() async throws {
        let world = try DashboardWorld(users: [])
        let browser = await Browser(world)
        #expect(await browser.get("/").code == 200)
        try FileManager.default.removeItem(atPath: world.directory.path("store.sqlite"))
        let answer = await browser.get("/")
        #expect(answer.code == 503 && answer.text.contains("there is no store at"))
        #expect(await browser.get("/readyz").code == 503)
    }
}

/// SQLite's exclusive lock on a file, as another process has it (<https://sqlite.org/lockingv3.html>).
///
/// A lock of the open file description, which this process's own connections meet like anybody else's.
final class FileHold {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = 0x4000_0000
        lock.l_len = 512
        // F_OFD_SETLK; a constant of <fcntl.h> that is not imported.
        guard fcntl(descriptor, 37, &lock) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    deinit { close(descriptor) }
}
