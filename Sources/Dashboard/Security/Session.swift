import Synchronization

/// Somebody who has logged in, for as long as they are about.
struct Session: Sendable {
    /// SHA-256 of the cookie, by which it is found: looking it up tells nothing about the cookie's own bytes.
    let key: String
    /// Who.
    let user: DashboardUser
    /// What the forms of this session are sealed with.
    let sealKey: [UInt8]
    /// When they logged in, on the monotonic clock in milliseconds.
    let began: Int64
    /// When they were last seen.
    var seen: Int64
}

/// The sessions there are, in memory: a restart logs everybody out.
final class SessionBook: Sendable {
    /// Milliseconds without a request after which a session ends.
    static let idle: Int64 = 60 * 60_000
    /// Milliseconds after which it ends whatever happens.
    static let longest: Int64 = 12 * 60 * 60_000
    /// Sessions of one user; the one that was idle longest makes room.
    static let mostOfOne = 16

    private let users: UserBook
    private let randomBytes: @Sendable (Int) -> [UInt8]
    private let sessions = Mutex<[String: Session]>([:])

    init(of users: UserBook, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.users = users
        self.randomBytes = randomBytes
    }

    /// Begins a session.
    ///
    /// - Returns: what the cookie holds: 256 random bits, new with each login, so that none can be foisted on anybody.
    func open(_ user: DashboardUser, at now: Int64) -> String {
        let cookie = SecretBytes.hex(randomBytes(32))
        let session = Session(
            key: Self.key(cookie), user: user, sealKey: randomBytes(32), began: now, seen: now)
        sessions.withLock { sessions in
            sessions = sessions.filter { isLive($0.value, at: now) }
            let own = sessions.values.filter { $0.user.name == user.name }.sorted { $0.seen < $1.seen }
            for old in own.dropLast(Self.mostOfOne - 1) { sessions[old.key] = nil }
            sessions[session.key] = session
        }
        return cookie
    }

    /// The session of a cookie, which counts as seen now.
    func session(_ cookie: String, at now: Int64) -> Session? {
        let key = Self.key(cookie)
        return sessions.withLock { sessions in
            guard let session = sessions[key] else { return nil }
            guard isLive(session, at: now) else {
                sessions[key] = nil
                return nil
            }
            sessions[key]?.seen = now
            return session
        }
    }

    /// Whether a session goes on; asking does not count as being seen.
    func isOpen(_ session: Session, at now: Int64) -> Bool {
        sessions.withLock { $0[session.key].map { isLive($0, at: now) } ?? false }
    }

    /// Ends a session.
    func close(_ session: Session) {
        sessions.withLock { $0[session.key] = nil }
    }

    /// Whoever is no user any more, or may do something else now, has to log in again.
    private func isLive(_ session: Session, at now: Int64) -> Bool {
        now - session.seen < Self.idle && now - session.began < Self.longest && users.holds(session.user)
    }

    private static func key(_ cookie: String) -> String { SecretBytes.hex(SecretBytes.digest(cookie)) }
}
