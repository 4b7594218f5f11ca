import Dashboard
import JobEngine
import ServiceLifecycle
import Synchronization

/// Runs the dashboard beside whatever else there is: what it cannot do at the start ends the program, what fails later does not.
struct DashboardService: Service, CustomStringConvertible {
    /// The longest rest between two tries, in seconds.
    private static let longestRest = 60

    let server: DashboardServer
    let opening: Opening
    let log: ServeLog
    let sleep: @Sendable (Duration) async throws -> Void

    /// Its name in the log.
    var description: String { "dashboard" }

    /// Listens until somebody asks to stop.
    ///
    /// - Throws: `CommandFailure` when it could not listen at all: nothing has begun by then.
    func run() async throws {
        var seconds = 1
        while true {
            do {
                try await server.run()
                return
            } catch {
                let failure = CommandFailure(describing: error)
                guard opening.isOpen else { throw failure }
                log.tell(Troubles.Change(began: [.init(about: "dashboard", failure: failure)]))
                log.warning("sending goes on; the dashboard is tried again in \(seconds) s")
            }
            let rest = seconds
            await cancelWhenGracefulShutdown { [sleep] in try? await sleep(.seconds(rest)) }
            if Task.isShuttingDownGracefully { return }
            seconds = min(seconds * 2, Self.longestRest)
        }
    }

    /// Whether the dashboard has been spoken to once; what must not begin before waits for it.
    final class Opening: Sendable {
        private let wasOpened = Atomic<Bool>(false)
        private let word: AsyncStream<Void>
        private let speak: AsyncStream<Void>.Continuation

        init() { (word, speak) = AsyncStream.makeStream(of: Void.self) }

        /// It listens.
        func open() {
            wasOpened.store(true, ordering: .sequentiallyConsistent)
            speak.finish()
        }

        /// Whether it has listened at any time.
        var isOpen: Bool { wasOpened.load(ordering: .sequentiallyConsistent) }

        /// Waits until it listens, or the task is cancelled.
        func wait() async { for await _ in word {} }
    }
}

/// A service that begins once the dashboard listens: a port that is taken should be told before anything is sent.
struct BehindTheDoor<Behind: Service & CustomStringConvertible>: Service, CustomStringConvertible {
    let opening: DashboardService.Opening
    let service: Behind

    /// The name of the service.
    var description: String { service.description }

    func run() async throws {
        await opening.wait()
        try Task.checkCancellation()
        try await service.run()
    }
}
