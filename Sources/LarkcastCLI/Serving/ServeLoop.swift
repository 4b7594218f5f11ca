import JobEngine
import JobModel
import JobStore
import ServiceLifecycle

/// What `tick` does, again and again, whenever there is something to do.
///
/// The runner's lock is taken for each look and let go of in between, so that a person's `run`, `resume` or `recall` beside an
/// idle daemon just works. Every round is a second at most: then both clocks, the store and the folder are looked at anew.
struct ServeLoop: Service, CustomStringConvertible {
    /// Makes a source from manifests and configuration as they are now.
    ///
    /// - Throws: `CommandFailure` when the configuration as a whole cannot be used.
    typealias MakeSource = @Sendable () throws -> any ManifestSource

    let store: JobDatabase
    let directory: String
    let makeSource: MakeSource
    /// Time and waiting for the loop itself; those of the engines are signs of life.
    let dependencies: EngineDependencies
    let actor: AuditActor
    let log: ServeLog
    let supervisor: Supervisor
    let bell: Bell
    let stop: StopSignal
    /// What `RELOADING=1` names.
    let supervisorMicroseconds: @Sendable () -> Int64
    /// Gives memory back that an idle daemon does not use.
    let giveBackMemory: @Sendable () -> Void
    /// Hears that everything has been looked at: there may be something to tell.
    var looked: @Sendable () -> Void = {}
    /// Hears how many things are wrong, whenever that changes.
    var troubled: @Sendable (Int) -> Void = { _ in }

    /// Its name in the log.
    var description: String { "rounds" }

    /// Serves until somebody asks to stop.
    ///
    /// - Throws: what no waiting mends: a store that is damaged, replaced or of another version, or no usable configuration.
    func run() async throws {
        try await withGracefulShutdownHandler {
            var rounds = try ServeRounds(self)
            supervisor.isReady()
            while !stop.isStopping {
                try await rounds.next()
                let rest = rounds.rest
                await bell.rest { [sleep = dependencies.sleep] in try await sleep(.milliseconds(rest)) }
            }
            log.info("stopped; what was on the wire has its end")
        } onGracefulShutdown: {
            stop.raise()
            supervisor.isStopping()
            bell.ring()
        }
    }
}
