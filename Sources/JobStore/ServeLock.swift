extension JobDatabase {
    /// Makes this process the one daemon of the store, until the lock is let go of.
    ///
    /// Two would do the work of one, but each would tell of it, and nobody would know which of them the supervisor means. The
    /// runner's lock is another: a daemon holds that only while it works. A store in memory has one process anyway.
    ///
    /// - Throws: ``StoreError/Code/lockHeld`` with the holder's name.
    public func acquireServeLock(as holder: RunnerIdentity) throws(StoreError) -> RunnerLock? {
        guard let file else { return nil }
        do {
            return try RunnerLock.acquire(.file(file.serveLockPath), as: holder)
        } catch {
            guard error.code == .lockHeld else { throw error }
            throw StoreError(
                .lockHeld, error.message.replacing("is already sending from", with: "already serves"),
                hint: "one daemon a store: stop the other one, or give this one a store of its own with --db")
        }
    }

    /// Whether a daemon serves this store at the moment.
    public var isServed: Bool { file.map { RunnerLock.isHeld(at: $0.serveLockPath) } ?? false }
}
