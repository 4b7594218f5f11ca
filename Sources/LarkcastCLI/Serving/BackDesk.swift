import JobEngine
import JobModel
import Logging
import ServiceLifecycle
import Synchronization

/// Does what a browser does not wait for: takes messages back, and tells people of decisions.
struct BackDesk: Service, CustomStringConvertible {
    /// One thing to do.
    struct Errand: Sendable {
        /// The run it is about.
        var run: RunID
        /// What it is, for the log.
        var name: String
        /// Does it; may be broken off at any time.
        var work: @Sendable () async throws -> Void
    }

    /// What came of the last thing that was done about a run, where that was no success.
    final class Remarks: Sendable {
        private let failures = Mutex<[RunID: CommandFailure]>([:])

        /// What went wrong last; `nil` when nothing did.
        subscript(_ run: RunID) -> CommandFailure? {
            get { failures.withLock { $0[run] } }
        }

        func set(_ failure: CommandFailure?, about run: RunID) { failures.withLock { $0[run] = failure } }
    }

    let log: ServeLog
    let remarks = Remarks()
    private let errands: AsyncStream<Errand>
    private let intake: AsyncStream<Errand>.Continuation

    init(log: ServeLog) {
        self.log = log
        (errands, intake) = AsyncStream.makeStream(of: Errand.self, bufferingPolicy: .bufferingOldest(256))
    }

    /// Its name in the log.
    var description: String { "back desk" }

    /// Takes something in; `false` when there is too much to do already.
    func add(_ errand: Errand) -> Bool {
        if case .enqueued = intake.yield(errand) { true } else { false }
    }

    /// Does what comes in, side by side, until somebody asks to stop; what is not done by then can be asked for again.
    func run() async {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for await errand in errands {
                    group.addTask { await perform(errand) }
                }
            }
        }
    }

    private func perform(_ errand: Errand) async {
        let run = errand.run
        do {
            try await errand.work()
            remarks.set(nil, about: run)
            log.info("\(errand.name) is done", ["run": .string(run.rawValue)])
        } catch {
            let failure = CommandFailure(describing: error)
            remarks.set(failure, about: run)
            log.tell(Troubles.Change(began: [.init(about: run.rawValue, failure: failure)]))
        }
    }
}
