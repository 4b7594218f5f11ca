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
        /// What it is, for the log; of one kind there is one at a time for each run.
        var name: String
        /// Does it; may be broken off at any time.
        var work: @Sendable () async throws -> Void
    }

    /// What came of the last thing that was done about a run, where that was no success.
    final class Remarks: Sendable {
        private let failures = Mutex<[Matter: CommandFailure]>([:])

        /// What went wrong last, with the first of the kinds in their order; `nil` when nothing did.
        subscript(_ run: RunID) -> CommandFailure? {
            failures.withLock { failures in
                failures.filter { $0.key.run == run }.min { $0.key.name < $1.key.name }?.value
            }
        }

        /// A success takes back what was said about its own kind, and nothing else.
        fileprivate func set(_ failure: CommandFailure?, about matter: Matter) {
            failures.withLock { $0[matter] = failure }
        }
    }

    /// What is done once at a time.
    fileprivate struct Matter: Hashable {
        let run: RunID
        let name: String

        init(_ errand: Errand) { (run, name) = (errand.run, errand.name) }
    }

    /// Errands that are done side by side.
    private static let most = 16

    let log: ServeLog
    let remarks = Remarks()
    /// What is waiting or being done, and whether it has been asked for again meanwhile.
    private let underWay = Inbox()
    private let errands: AsyncStream<Errand>
    private let intake: AsyncStream<Errand>.Continuation

    init(log: ServeLog) {
        self.log = log
        (errands, intake) = AsyncStream.makeStream(of: Errand.self, bufferingPolicy: .bufferingOldest(256))
    }

    /// Its name in the log.
    var description: String { "back desk" }

    /// Takes something in; `false` when there is too much to do already.
    ///
    /// What is being done about the same run already is done once more afterwards, and not side by side with itself.
    func add(_ errand: Errand) -> Bool {
        guard underWay.takeIn(Matter(errand)) else { return true }
        if case .enqueued = intake.yield(errand) { return true }
        underWay.forget(Matter(errand))
        return false
    }

    /// Does what comes in, side by side, until somebody asks to stop; what is not done by then can be asked for again.
    func run() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                var running = 0
                for await errand in errands {
                    if running == Self.most {
                        await group.next()
                        running -= 1
                    }
                    running += 1
                    group.addTask { await perform(errand) }
                }
            }
        }
    }

    private func perform(_ errand: Errand) async {
        let matter = Matter(errand)
        let run: Logger.Metadata = ["run": .string(errand.run.rawValue)]
        repeat {
            do {
                try await errand.work()
                remarks.set(nil, about: matter)
                log.info("\(errand.name) is done", run)
            } catch {
                let failure = CommandFailure(describing: error)
                remarks.set(failure, about: matter)
                log.tell(Troubles.Change(began: [.init(about: errand.run.rawValue, failure: failure)]))
            }
        } while underWay.isWantedAgain(matter) && !Task.isCancelled
    }

    /// What is waiting or being done.
    private final class Inbox: Sendable {
        private let matters = Mutex<[Matter: Bool]>([:])

        /// Whether it is new; else it is done once more.
        func takeIn(_ matter: Matter) -> Bool {
            matters.withLock { matters in
                let isNew = matters[matter] == nil
                matters[matter] = !isNew
                return isNew
            }
        }

        /// Whether it was asked for again while it was done; else it is over.
        func isWantedAgain(_ matter: Matter) -> Bool {
            matters.withLock { matters in
                guard matters[matter] == true else {
                    matters[matter] = nil
                    return false
                }
                matters[matter] = false
                return true
            }
        }

        func forget(_ matter: Matter) { matters.withLock { $0[matter] = nil } }
    }
}
