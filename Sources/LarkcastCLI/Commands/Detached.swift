import ArgumentParser
import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Logging
import Reporting
import StrictJSON
import Synchronization

/// Sends a run in place of the `run --detach` that has begun it; nobody but that calls it.
///
/// Standard output belongs to whoever waits for its first word. Everything else goes to the log.
struct Detached: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send a run that larkcast run --detach has begun.", shouldDisplay: false)

    @Argument(help: "The run's id.")
    var run: String

    @Option(name: .long, help: "How long to watch delivery and reads once everything is sent.")
    var followSeconds: Int?

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let handler = ConsoleLogHandler(
            console: invocation.console, format: .text, level: .info, zone: invocation.zone,
            now: invocation.dependencies.now)
        let log = ServeLog(logger: Logger(label: "larkcast", factory: { _ in handler }))
        do {
            return try await send(invocation, log)
        } catch {
            let failure = CommandFailure(describing: error)
            log.end(failure)
            throw failure
        }
    }

    private func send(_ invocation: Invocation, _ log: ServeLog) async throws -> ExitStatus {
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        let id = try await store.run(run).id
        let (events, first) = (EngineLog(log), FirstWord(invocation))
        let engine = invocation.makeEngine(
            settings, store: store,
            client: try invocation.makeClient(settings, lanes: try await store.delivery(of: id).inFlight),
            observe: { event in
                if case .started = event { first.say(.sending) }
                events.observe(event)
            })
        return try await StopOnSignal.run(console: invocation.console, .english) { stop in
            var end = try await engine.pickUpWhenFree(id, by: invocation.actor, stop: stop) { error in
                first.say(.waiting(error.message))
            }
            first.say(.ended)
            end = try await engine.seeThrough(id, after: end, by: invocation.actor, stop: stop)
            let trouble = await invocation.tellAtTheEnd(settings, store: store, stop: stop)
            let summary = try await watched(id, engine, store, log, stop)
            tell(summary, end, log)
            if let trouble = store.ledgerTrouble { log.warning(trouble.message) }
            return trouble ?? ExitStatus(of: end, summary)
        }
    }

    /// Follows delivery and reads where that was asked for; whoever only cannot watch has still sent everything.
    private func watched(
        _ id: RunID, _ engine: Engine, _ store: JobDatabase, _ log: ServeLog, _ stop: StopSignal
    ) async throws -> RunSummary {
        let summary = try await store.summary(of: id)
        guard let followSeconds, summary.state == .sent else { return summary }
        do {
            return try await engine.follow(id, forSeconds: followSeconds, stop: stop)
        } catch let error as FeishuError {
            log.tell(Troubles.Change(began: [.init(about: id.rawValue, failure: CommandFailure(describing: error))]))
            return try await store.summary(of: id)
        }
    }

    private func tell(_ run: RunSummary, _ end: DispatchEnd, _ log: ServeLog) {
        var metadata = EngineLog.metadata(of: run)
        metadata["people"] = .string(run.people.equation)
        switch ExitStatus(of: end, run) {
        case .done: log.info("the run is \(run.state.rawValue); everyone is accounted for as reached", metadata)
        case .finishedWithLosses:
            log.warning("the run is \(run.state.rawValue), and not everyone was reached", metadata)
        default:
            let reason = DispatchEndDocument.json(end)
            metadata["hint"] = .string("larkcast status \(run.id) shows it; larkcast resume \(run.id) goes on")
            log.logger.error(
                "stopped: \(reason?["message"]?.string ?? reason?["type"]?.string ?? run.state.rawValue)",
                metadata: metadata)
        }
    }
}

/// The one word to whoever waits on the other end of standard output.
private final class FirstWord: Sendable {
    private let invocation: Invocation
    private let isSaid = Mutex(false)

    init(_ invocation: Invocation) { self.invocation = invocation }

    func say(_ report: DetachedReport) {
        let isFirst = isSaid.withLock { isSaid in
            defer { isSaid = true }
            return !isSaid
        }
        guard isFirst else { return }
        invocation.console.out(report.json)
        invocation.closeOutput()
    }
}
