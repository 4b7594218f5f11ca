import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

/// One process with a store open twice, as a daemon with a dashboard is.
struct SecondOpeningTests {
    /// Closing any descriptor of a file takes away the locks that its process has on it: the second opening must not end the
    /// transaction of the first.
    @Test func itTakesNoLockAwayFromTheFirst() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            let first = try JobDatabase.open(at: path)
            // Somebody else, who asks whether the file is locked; open from before on, since closing it would be the same mistake.
            let stranger = open(path, O_RDWR | O_CLOEXEC)
            defer { close(stranger) }
            #expect(!Self.isLocked(stranger))
            try await first.write { db in
                try db.execute(sql: "UPDATE storeHome SET suspicion = suspicion")
                #expect(Self.isLocked(stranger), "a transaction that writes holds a lock")
                let second = try JobDatabase.open(at: path, access: .readOnly)
                #expect(Self.isLocked(stranger), "and still holds it after another opening")
                withExtendedLifetime(second) {}
            }
            #expect(!Self.isLocked(stranger))
        }
    }

    /// Whether another open file description could not lock the bytes SQLite locks (<https://sqlite.org/lockingv3.html>).
    private static func isLocked(_ descriptor: Int32) -> Bool {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = 0x4000_0000
        lock.l_len = 512
        // F_OFD_GETLK; a constant of <fcntl.h> that is not imported.
        guard fcntl(descriptor, 36, &lock) == 0 else { return false }
        return lock.l_type != Int16(F_UNLCK)
    }
}
