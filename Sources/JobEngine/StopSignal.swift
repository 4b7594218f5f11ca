import Synchronization

/// A request to stop claiming, let what is on the wire finish, and end.
///
/// Unlike task cancellation it never cuts a request short: cutting one is what puts a batch in doubt.
public final class StopSignal: Sendable {
    private let isRaised = Atomic<Bool>(false)

    /// Creates a signal that is not raised.
    public init() {}

    /// Asks to stop.
    public func raise() { isRaised.store(true, ordering: .sequentiallyConsistent) }

    /// Whether somebody asked.
    public var isStopping: Bool { isRaised.load(ordering: .sequentiallyConsistent) }
}
