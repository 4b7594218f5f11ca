import JobEngine
import JobModel
import JobStore
import Synchronization
import Testing

/// Keeps quiet until a test rings, then shows what the test says.
struct Watchman: TickLookout {
    /// What a test does to a ticker while it is at work.
    final class Post: Sendable {
        private let rings = AsyncStream.makeStream(of: TickSight.self)
        private let state = Mutex((sight: TickSight.nothing, heard: TickReport()))

        /// What the ticker has told so far.
        var heard: TickReport { state.withLock { $0.heard } }

        /// Ends a rest with something to see.
        func ring(_ sight: TickSight) { rings.continuation.yield(sight) }

        fileprivate func rest() async {
            for await sight in rings.stream {
                state.withLock { $0.sight = sight }
                return
            }
        }

        fileprivate func takeSight() -> TickSight { state.withLock { $0.sight } }
        fileprivate func hear(_ news: TickNews) { state.withLock { $0.heard.add(news.report) } }
    }

    let post: Post
    var failure: StoreError?

    func nextRest() -> @Sendable () async -> Void { { [post] in await post.rest() } }

    func lookAround() throws -> TickSight {
        if let failure { throw failure }
        return post.takeSight()
    }

    func hear(_ news: TickNews) { post.hear(news) }
}

/// A ticker at work, and what happens while one of its batches is on the wire.
final class BusyTicker: Sendable {
    private let act = Mutex<@Sendable (Int) async throws -> Void>({ _ in })
    let post = Watchman.Post()

    /// A Feishu that lets the test act before it answers.
    func feishu() -> ScriptedFeishu {
        ScriptedFeishu(onWire: { number in
            let act = self.act.withLock { $0 }
            do { try await act(number) } catch { Issue.record(error) }
        })
    }

    /// Works until nothing is left; `act` runs for each batch, between its first byte and its answer.
    func work(
        _ world: TickWorld, lanes: Int = 4, stop: StopSignal = StopSignal(), failure: StoreError? = nil,
        _ act: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> TickReport {
        self.act.withLock { $0 = act }
        let ticker = Ticker(
            store: world.store, engines: [world.world.engine], dependencies: world.clock.dependencies,
            actor: EngineWorld.actor, lanes: lanes)
        var watchman = Watchman(post: post, failure: failure)
        try await ticker.tick(Self.look(world), &watchman, stop: stop)
        return post.heard
    }

    static func look(_ world: TickWorld) -> TickLook {
        TickLook(folder: world.folder, engines: [world.world.engine])
    }

    /// Gives others their turn until something is so.
    static func wait(until isSo: () async throws -> Bool, _ place: SourceLocation = #_sourceLocation) async throws {
        for _ in 0..<500_000 {
            if try await isSo() { return }
            await Task.yield()
        }
        Issue.record("it never came to be", sourceLocation: place)
    }
}
