import Synchronization

/// A sandbox without its network: the company, the state, the journal and the two clocks.
final class SandboxCore: Sendable {
    let configuration: SandboxConfiguration
    let curve: ReadCurve
    let journal: Journal
    private let start: Double
    private let wallStart: Double
    private let logNumber = Atomic<UInt64>(0)
    private let state: Mutex<SandboxState>

    /// Checks everything before anything is made.
    convenience init(_ configuration: SandboxConfiguration) throws(SandboxError) {
        try configuration.validate()
        let wallStart = configuration.clock.wall()
        let initial = SandboxState(configuration, start: wallStart)
        for app in configuration.otherApps + [configuration.app] {
            do {
                try app.contactRange.check(in: initial.company)
            } catch {
                throw .invalidConfiguration("the contact range of \(app.id): \(error)")
            }
        }
        let journal = try Journal(path: configuration.journalPath, capacity: configuration.journalCapacity)
        self.init(configuration, journal: journal, initial: initial, wallStart: wallStart)
    }

    // Apart from the checks: the optimiser of Swift 6.3.1 cannot compile an initialiser that makes a Mutex and throws.
    private init(
        _ configuration: SandboxConfiguration, journal: Journal, initial: sending SandboxState, wallStart: Double
    ) {
        self.configuration = configuration
        self.journal = journal
        self.wallStart = wallStart
        curve = ReadCurve(seed: configuration.seed, readShare: configuration.policy.readShare)
        state = Mutex(initial)
        start = configuration.clock.monotonic()
    }

    /// The one way to what changes.
    ///
    /// Keep `body` short: everybody else waits.
    func withState<Value: Sendable, Failure: Error>(
        _ body: (inout SandboxState) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try state.withLock { state throws(Failure) -> Value in try body(&state) }
    }

    /// The company as it is now; not to be asked for inside ``withState(_:)``.
    var company: SandboxCompany { withState { $0.company } }

    /// Real seconds since the start.
    func elapsed() -> Double {
        configuration.clock.monotonic() - start
    }

    /// A log id in Feishu's shape: the time, then hex digits.
    func logID() -> String {
        let wall = configuration.clock.wall()
        let digits = Timestamp.iso8601(wall).utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let number = logNumber.wrappingAdd(1, ordering: .relaxed).newValue
        let hex = SeededGenerator.hex16(SeededGenerator.mix(configuration.seed ^ number << 20 ^ wall.bitPattern))
        return String(decoding: digits.prefix(14), as: UTF8.self) + hex.uppercased()
    }

    /// Sandbox seconds: deliveries, reads, recall and the quota follow them.
    func sandboxTime(_ state: borrowing SandboxState) -> Double {
        elapsed() * configuration.speed + state.advanced
    }

    /// A sandbox time as Feishu writes one: milliseconds since 1970, in a string.
    func milliseconds(_ sandboxSeconds: Double) -> String {
        String(Int(((wallStart + sandboxSeconds) * 1000).rounded(.down)))
    }

    /// Seconds tokens age by: real ones, and those the control call adds.
    func tokenTime(_ state: borrowing SandboxState) -> Double {
        elapsed() + state.advanced
    }
}

extension SandboxConfiguration {
    /// Refuses figures no clock or queue can work with; starting a server does this too.
    ///
    /// - Throws: ``SandboxError/invalidConfiguration(_:)`` with what is wrong.
    public func validate() throws(SandboxError) {
        let positive = [
            ("policy.deliveriesPerSecond", policy.deliveriesPerSecond),
            ("policy.recallsPerSecond", policy.recallsPerSecond),
            ("policy.readShare", policy.readShare),
        ]
        for (name, value) in positive where !(value > 0 && value.isFinite) {
            throw .invalidConfiguration("\(name) must be above 0, not \(value)")
        }
        guard speed >= 0, speed <= 1e6 else {
            throw .invalidConfiguration("speed must be between 0 and 1,000,000, not \(speed)")
        }
        guard (0...1_000_000).contains(people) else {
            throw .invalidConfiguration("people must be between 0 and 1,000,000, not \(people)")
        }
        if let departments, !(1...20_000).contains(departments) {
            throw .invalidConfiguration("departments must be between 1 and 20,000, not \(departments)")
        }
        if let overlap, !(0...1).contains(overlap) {
            throw .invalidConfiguration("overlap must be between 0 and 1, not \(overlap)")
        }
        guard (0...65_535).contains(port) else {
            throw .invalidConfiguration("port must be between 0 and 65535, not \(port)")
        }
        guard (0...600_000).contains(latencyMilliseconds) else {
            throw .invalidConfiguration("latency must be between 0 and 600,000 ms, not \(latencyMilliseconds)")
        }
        guard !app.id.isEmpty, !app.secret.isEmpty else {
            throw .invalidConfiguration("app id and secret must not be empty")
        }
    }
}
