import Foundation
import HTTPTypes
import JobModel
import JobStore
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
