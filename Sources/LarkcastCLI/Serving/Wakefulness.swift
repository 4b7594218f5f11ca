import JobModel

/// Decides at every round whether it is time to look at everything, and how long to leave it alone after trouble.
///
/// A firing is due by the wall clock, which may be set, may stand still while the host sleeps, and may be nonsense; so
/// nothing is ever waited for longer than a round, and each round compares both clocks anew.
struct Wakefulness: Sendable {
    /// Why it is time.
    enum Reason: String, Sendable {
        /// The first look after the start, or after everything was read anew.
        case first
        /// A firing, or the next look at a batch.
        case due
        /// Something was left undone.
        case retry
        /// Somebody wrote to the store, or changed a manifest.
        case changed
        /// The wall clock was set.
        case clock
        /// It is long ago, and not every change shows.
        case longAgo = "long_ago"
    }

    /// Milliseconds between two looks, whatever happens.
    static let shortest: Int64 = 1000
    /// Milliseconds after which it looks without a reason: a calendar beside a manifest may have changed.
    static let longest: Int64 = 10 * 60_000
    /// Milliseconds by which the two clocks may drift apart before the wall clock counts as set.
    private static let drift: Int64 = 2000
    /// How looks that left something undone are repeated.
    private static let backOff = RetryPolicy(baseMilliseconds: 1000, capMilliseconds: 60_000, tries: .max)

    private var last: Moment?
    /// The next firing or look at a batch, in milliseconds since 1970.
    private(set) var deadline: Int64?
    private var hasChanged = false
    private var failures = 0
    private var isHeld = false

    init() {}

    /// Something changed outside.
    mutating func noteChange() { hasChanged = true }

    /// Everything is looked at now; what that begins goes on for a while.
    mutating func began(at now: Moment) {
        hasChanged = false
        isHeld = false
        deadline = nil
        last = now
    }

    /// All that a look has begun has ended, but not what others have changed since.
    ///
    /// - Parameters:
    ///   - deadline: The next firing or look at a batch, in milliseconds since 1970.
    ///   - isUndone: Whether something is to be tried again.
    ///   - now: When it ended.
    mutating func looked(nextAt deadline: Int64?, isUndone: Bool, at now: Moment) {
        // What is overdue right after a look could not be done: it is tried again, but not every second. What was expected
        // since that look began has not been looked at, and is due even when it has passed meanwhile.
        let isOverdue = deadline.map { $0 <= now.wallMilliseconds } ?? false
        if let deadline, !isOverdue { expect(at: deadline) }
        ended(isUndone: isUndone || isOverdue)
        isHeld = false
        last = now
    }

    /// Nothing could be looked at, and it is tried again more and more seldom.
    mutating func wasSetBack(at now: Moment) {
        if let deadline, deadline <= now.wallMilliseconds { self.deadline = nil }
        ended(isUndone: true)
        isHeld = false
        last = now
    }

    /// What an earlier look has begun has ended, or all of it that can fail at once.
    mutating func ended(isUndone: Bool) { failures = isUndone ? failures + 1 : 0 }

    /// Something that was begun came to nothing: it is tried again soon, at first.
    mutating func noteUndone() { failures = max(failures, 1) }

    /// There is something to do then, whatever else there is: only a look does away with what was expected before.
    mutating func expect(at instant: Int64) { deadline = min(deadline ?? .max, instant) }

    /// Whether the last look left something undone.
    var isInTrouble: Bool { failures > 0 }

    /// Milliseconds to rest from now on; never longer than a round.
    func rest(at now: Moment) -> Int64 {
        guard let deadline else { return Self.shortest }
        // Before that nothing is looked at, so nobody need wake.
        let dozing = last.map { $0.monotonicMilliseconds + Self.shortest - now.monotonicMilliseconds } ?? 0
        return min(Self.shortest, max(1, dozing, deadline - now.wallMilliseconds))
    }

    /// Another process was at work, so that nothing was looked at; what was to be done still is.
    mutating func wasHeld(at now: Moment) {
        isHeld = true
        last = now
    }

    /// Looks at once, whatever there was before.
    mutating func startOver() { self = Wakefulness() }

    /// Why it is time to look; `nil` when it is not.
    func reason(at now: Moment) -> Reason? {
        guard let last, last.bootID == now.bootID else { return .first }
        let lived = now.monotonicMilliseconds - last.monotonicMilliseconds
        guard lived >= Self.shortest else { return nil }
        if isHeld { return .retry }
        // Before the rest after trouble: a person who mends something expects to see it.
        if hasChanged { return .changed }
        if abs(now.wallMilliseconds - last.wallMilliseconds - lived) > Self.drift { return .clock }
        if let deadline, now.wallMilliseconds >= deadline { return .due }
        if failures > 0 { return lived >= Self.backOff.cap(afterAttempt: failures) ? .retry : nil }
        return lived >= Self.longest ? .longAgo : nil
    }
}
