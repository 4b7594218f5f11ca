/// Whether the wall clock can be believed, judged by everything that must agree with it.
///
/// The wall clock alone says what is due, so a wrong one sends at the wrong time, or sends again what it has forgotten.
public struct ClockCheck: Sendable {
    /// What the server's `Date` header said, and when it came.
    public struct ServerDate: Sendable, Hashable {
        /// The header's time, in milliseconds since 1970.
        public var said: Int64
        /// The wall clock when the answer came, in milliseconds since 1970.
        public var receivedAt: Int64

        /// Creates the pair.
        public init(said: Int64, receivedAt: Int64) {
            self.said = said
            self.receivedAt = receivedAt
        }
    }

    /// No earlier year is possible: this code is not older.
    public static let buildYear = 2026
    /// The last year that 32-bit clocks and the tables of many zones reach.
    public static let lastYear = 2037

    private static let backwards: Int64 = 5 * 60_000
    private static let jump: Int64 = 3 * 3_600_000
    private static let skewToMention: Int64 = 2 * 60_000
    private static let skewToRefuse: Int64 = 10 * 60_000

    /// Both clocks now.
    public var now: Moment
    /// The newest wall-clock time in the store, in milliseconds since 1970.
    public var newestRecorded: Int64?
    /// Both clocks when occurrences were last looked at.
    public var lastTick: Moment?
    /// What the server said.
    public var server: ServerDate?

    /// Creates the question.
    public init(now: Moment, newestRecorded: Int64? = nil, lastTick: Moment? = nil, server: ServerDate? = nil) {
        self.now = now
        self.newestRecorded = newestRecorded
        self.lastTick = lastTick
        self.server = server
    }

    /// Everything that speaks against the clock; empty when nothing does.
    public var findings: [ClockFinding] {
        var findings: [ClockFinding] = []
        let wall = now.wallMilliseconds
        let year = CivilDay(number: Int((wall >= 0 ? wall : wall - 86_399_999) / 86_400_000)).year
        if year < Self.buildYear { findings.append(.beforeBuild(year: year)) }
        if year > Self.lastYear { findings.append(.farFuture(year: year)) }
        if let newestRecorded, newestRecorded - wall > Self.backwards {
            findings.append(.backwards(seconds: Int((newestRecorded - wall) / 1000)))
        }
        if let lastTick, lastTick.bootID == now.bootID {
            let lived = max(0, now.monotonicMilliseconds - lastTick.monotonicMilliseconds)
            let jumped = wall - lastTick.wallMilliseconds - lived
            if jumped > Self.jump {
                // A virtual machine that was held, or a clock that was set right: the server's clock tells it from a slip.
                let isConfirmed = server.map { abs($0.receivedAt - $0.said) <= Self.skewToRefuse } ?? false
                findings.append(.jumpedForward(seconds: Int(jumped / 1000), isConfirmed: isConfirmed))
            }
        }
        if let server {
            let skew = server.receivedAt - server.said
            if abs(skew) > Self.skewToMention {
                findings.append(.skew(seconds: Int(skew / 1000), isGreat: abs(skew) > Self.skewToRefuse))
            }
        }
        return findings
    }

    /// Whether occurrences may be decided at all.
    public var maySchedule: Bool { !findings.contains { $0.isRefusal } }

    /// Whether something that is late may be sent.
    ///
    /// After a jump the missed occurrences may be an invention of the clock.
    public var mayCatchUp: Bool { findings.isEmpty }
}

/// One thing that speaks against the wall clock.
public enum ClockFinding: Sendable, Hashable {
    /// It shows a year before the program was made.
    case beforeBuild(year: Int)
    /// It shows a year nobody plans for.
    case farFuture(year: Int)
    /// It is behind what was written down earlier.
    case backwards(seconds: Int)
    /// It has gone on by much more than the machine has lived, sleep included; confirmed when the server's shows the same.
    case jumpedForward(seconds: Int, isConfirmed: Bool)
    /// It differs from the server's; positive when it is fast.
    case skew(seconds: Int, isGreat: Bool)

    /// Whether nothing may be scheduled because of it; the others are told only.
    public var isRefusal: Bool {
        switch self {
        case .beforeBuild, .farFuture, .backwards: true
        case .jumpedForward(_, let isConfirmed): !isConfirmed
        case .skew(_, let isGreat): isGreat
        }
    }

    /// The sentence for people.
    public var text: String {
        switch self {
        case .beforeBuild(let year): "the clock shows \(year), before larkcast was made; set it, then try again"
        case .farFuture(let year): "the clock shows \(year); set it, then try again"
        case .backwards(let seconds):
            "the clock went backwards: it is \(DurationText.text(seconds)) behind what the store has recorded"
        case .jumpedForward(let seconds, let isConfirmed):
            "the clock jumped \(DurationText.text(seconds)) forward; "
                + (isConfirmed
                    ? "the server's shows the same, so what was due in between is missed, not sent late"
                    : "nothing is decided by it")
        case .skew(let seconds, _):
            "the clock is \(DurationText.text(abs(seconds))) \(seconds > 0 ? "ahead of" : "behind") the server's"
        }
    }
}
