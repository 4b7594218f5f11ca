import JobModel
import JobStore
import Synchronization

/// Runs that are to be sent, in the order of their turns: a few of each app at once, so that no app waits for another.
struct SendQueue {
    /// A run in the queue.
    struct Entry: Sendable, Equatable {
        /// The run, as it was when it came.
        var run: OpenRun
        /// Whether it began within this shift.
        var isNew: Bool
    }

    /// Requests of one app that can be under way at once: many runs of one batch, or a few large ones.
    let lanes: Int
    /// Tells a run that is being sent whether another one waits for its place.
    let line = WaitingLine()
    private var waiting: [String: [Entry]] = [:]
    private var taken: [String: Int] = [:]
    private var held: Set<RunID> = []

    init(lanes: Int) { self.lanes = max(1, lanes) }

    /// Whether a run waits here or is being sent.
    func holds(_ run: RunID) -> Bool { held.contains(run) }

    /// Puts a run at the end of its app's line, unless it is in hand already.
    mutating func add(_ entry: Entry) {
        guard held.insert(entry.run.id).inserted else { return }
        waiting[entry.run.appID, default: []].append(entry)
        tell(entry.run.appID)
    }

    /// The next run that may be sent now; it has a place until ``end(_:)`` or ``giveBack(_:)``.
    mutating func next() -> Entry? {
        for (appID, line) in waiting.sorted(by: { $0.key < $1.key }) {
            // A run that is wider than what is left waits for its place, and nobody overtakes it.
            guard let first = line.first, taken[appID, default: 0] + width(first) <= lanes else { continue }
            taken[appID, default: 0] += width(first)
            defer { tell(appID) }
            return waiting[appID]?.removeFirst()
        }
        return nil
    }

    /// A run's turn is over, and it has more to send: it waits behind the others.
    mutating func giveBack(_ entry: Entry) {
        end(entry)
        add(entry)
    }

    /// A run is done with for now.
    mutating func end(_ entry: Entry) {
        guard held.remove(entry.run.id) != nil else { return }
        taken[entry.run.appID, default: 0] -= width(entry)
    }

    /// Empties the lines: these runs had no turn.
    mutating func giveUp() -> [Entry] {
        defer { waiting = [:] }
        return waiting.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    private func width(_ entry: Entry) -> Int { min(max(1, entry.run.lanes), lanes) }

    private func tell(_ appID: String) { line.set(waiting[appID]?.isEmpty == false, for: appID) }
}

/// Whether anybody waits for a place, asked from the lanes of whoever has one.
final class WaitingLine: Sendable {
    private let apps = Mutex<Set<String>>([])

    func set(_ isWaiting: Bool, for appID: String) {
        apps.withLock { apps in
            if isWaiting { apps.insert(appID) } else { apps.remove(appID) }
        }
    }

    func isWaiting(for appID: String) -> Bool { apps.withLock { $0.contains(appID) } }
}

/// How long a run may go on claiming.
struct SendTurn: Sendable {
    /// Milliseconds a run may send while others wait for its place.
    static let longest: Int64 = 5000

    /// Whether it is somebody else's turn.
    let isOver: @Sendable () -> Bool

    /// Whether nobody else is waited for.
    let isUnlimited: Bool

    /// As long as there is anything to send.
    static let unlimited = SendTurn()

    private init() {
        isOver = { false }
        isUnlimited = true
    }

    /// A turn that begins now and ends when others have waited long enough.
    init(of appID: String, in line: WaitingLine, now: @escaping @Sendable () -> Moment) {
        let end = now().monotonicMilliseconds + Self.longest
        isOver = { line.isWaiting(for: appID) && now().monotonicMilliseconds >= end }
        isUnlimited = false
    }
}
