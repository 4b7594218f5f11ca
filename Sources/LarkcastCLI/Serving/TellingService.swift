import JobEngine
import JobStore
import ServiceLifecycle
import Synchronization

/// Tells people and programs what has become of runs, beside the rounds: an address that hangs keeps nothing from being sent.
struct TellingService: Service, CustomStringConvertible {
    /// By which settings; they change when the configuration is read anew.
    final class Ways: Sendable {
        private let state = Mutex<(settings: Settings, apps: [String: Settings])?>(nil)

        /// What is used from now on.
        func use(_ settings: Settings, apps: [String: Settings]) { state.withLock { $0 = (settings, apps) } }

        /// What is used; `nil` before the manifests were looked at for the first time.
        var present: (settings: Settings, apps: [String: Settings])? { state.withLock { $0 } }
    }

    /// The longest rest: then what failed may be due again.
    private static let longestRest: Duration = .seconds(30)

    /// Tells once what is due.
    let tell: @Sendable () async -> [TickReport.Problem]
    /// Rings when the rounds have looked at everything.
    let bell: Bell
    let stop: StopSignal
    let sleep: @Sendable (Duration) async throws -> Void
    let log: ServeLog

    /// Its name in the log.
    var description: String { "notifications" }

    /// Tells until somebody asks to stop; what is not told by then is told by the next process.
    func run() async {
        await cancelWhenGracefulShutdown {
            var troubles = TellingTroubles()
            while !stop.isStopping, !Task.isCancelled {
                let problems = await tell()
                if stop.isStopping { return }
                log.tell(troubles.heard(problems))
                await bell.rest { [sleep] in try await sleep(Self.longestRest) }
            }
        }
    }
}

/// What keeps the daemon from telling, told when it begins and when it is over; and what was given up, told each time.
struct TellingTroubles {
    private var troubles = Troubles()

    /// What is new after one round.
    mutating func heard(_ problems: [TickReport.Problem]) -> Troubles.Change {
        let given = problems.filter { $0.error is TickProblem }
        let lasting = problems.filter { !($0.error is TickProblem) }
        var change = troubles.replace(.telling, with: lasting.map(Self.trouble))
        change.began += given.map(Self.trouble)
        return change
    }

    private static func trouble(_ problem: TickReport.Problem) -> Troubles.Trouble {
        .init(about: problem.about, failure: CommandFailure(describing: problem.error))
    }
}
