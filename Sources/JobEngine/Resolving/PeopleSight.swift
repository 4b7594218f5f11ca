import Synchronization

/// Whether a page of the people of some department has been read, by any of the calls side by side and in either of two surveys.
///
/// Whole lists alone would not tell: a scope may end behind the first page of the first one.
final class PeopleSight: Sendable {
    private let isProved = Mutex(false)

    /// Whether the app was able to read people.
    var isProven: Bool { isProved.withLock { $0 } }

    /// Notes that a page was read, be it one without anybody.
    func hasRead() { isProved.withLock { $0 = true } }
}
