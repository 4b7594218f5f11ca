import Synchronization

/// Who may log in, as the configuration says at present.
final class UserBook: Sendable {
    private let users: Mutex<[DashboardUser]>

    init(_ users: [DashboardUser]) {
        self.users = Mutex(users)
    }

    /// The user of a name, in letters of any case.
    func user(named name: String) -> DashboardUser? {
        users.withLock { users in users.first { $0.name.lowercased() == name.lowercased() } }
    }

    /// Whether a token is somebody's; it is compared with each of them, whichever it is.
    func knows(tokenSHA256 digest: [UInt8]) -> Bool {
        users.withLock { users in
            users.map { SecretBytes.areEqual($0.tokenSHA256, digest) }.contains(true)
        }
    }

    /// Whether this is one of them, with all that is said of them.
    func holds(_ user: DashboardUser) -> Bool {
        users.withLock { $0.contains(user) }
    }

    /// From now on these are the users.
    func change(to others: [DashboardUser]) {
        users.withLock { $0 = others }
    }
}
