import Synchronization

/// What goes wrong at present, so that it is told when it begins and when it ends, and not at every look.
struct Troubles: Sendable {
    /// One thing that goes wrong.
    struct Trouble: Sendable {
        /// What it is about: a file, a job, a run; `nil` for everything.
        var about: String?
        /// What is wrong and what to do.
        var failure: CommandFailure

        /// Whether there is something to be tried again.
        var keepsSomethingFromBeingDone: Bool { failure.exit != .done }
    }

    /// Where troubles are looked for; a look replaces all of its own.
    enum Scope: Hashable, Sendable {
        /// The store as a whole.
        case store
        /// The folder and its manifests.
        case manifests
        /// The work itself: the clock, Feishu, single jobs.
        case work
        /// Runs that began and are not at their end.
        case runs
        /// Notifications.
        case telling
    }

    /// What is new, and what is over.
    struct Change: Sendable {
        var began: [Trouble] = []
        var ended: [Trouble] = []
    }

    private var present: [Scope: [(key: String, trouble: Trouble)]] = [:]

    init() {}

    /// Whether anything is wrong at all.
    var isEmpty: Bool { present.values.allSatisfy(\.isEmpty) }

    /// How many things are wrong; what is only to be known is none.
    var count: Int { present.values.reduce(0) { $0 + $1.count { $0.trouble.keepsSomethingFromBeingDone } } }

    /// The one to name first, for a line that has room for one.
    var first: Trouble? {
        [Scope.store, .work, .runs, .manifests].lazy.compactMap { present[$0]?.first?.trouble }.first
    }

    /// Replaces what is wrong in a scope.
    mutating func replace(_ scope: Scope, with troubles: [Trouble]) -> Change {
        let earlier = present[scope] ?? []
        let known = Set(earlier.map(\.key))
        var seen: Set<String> = []
        let now = troubles.map { (key: Self.key(of: $0), trouble: $0) }.filter { seen.insert($0.key).inserted }
        present[scope] = now
        // A manifest that is broken in another way than before is not mended.
        let abouts = Set(troubles.map { $0.about ?? "" })
        return Change(
            began: now.filter { !known.contains($0.key) }.map(\.trouble),
            ended: earlier.filter { !seen.contains($0.key) && !abouts.contains($0.trouble.about ?? "") }.map(\.trouble))
    }

    /// Adds to what is wrong in a scope; nothing ends by it.
    mutating func add(_ more: [Trouble], to scope: Scope) -> Change {
        guard !more.isEmpty else { return Change() }
        return replace(scope, with: (present[scope] ?? []).map(\.trouble) + more)
    }

    /// The words without their numbers: how far a clock is off, or in which line, is no news every second.
    private static func key(of trouble: Trouble) -> String {
        let words = trouble.failure.message.unicodeScalars.filter { !("0"..."9" ~= $0) }
        return "\(trouble.about ?? "")\u{1F}\(trouble.failure.type)\u{1F}\(String(String.UnicodeScalarView(words)))"
    }
}

/// How many things are wrong at present, for whoever asks meanwhile.
final class TroubleCount: Sendable {
    private let count = Atomic<Int>(0)

    /// The newest count.
    var value: Int { count.load(ordering: .relaxed) }

    /// Notes a count.
    func set(_ value: Int) { count.store(value, ordering: .relaxed) }
}
