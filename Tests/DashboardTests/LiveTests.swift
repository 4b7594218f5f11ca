import Foundation
import HTTPTypes
import JobModel
import JobStore
import NIOCore
import Reporting
import StrictJSON
import Synchronization
import TestSupport
import Testing

@testable import Dashboard

/// Pages that are kept up to date: one look for all of them, and none while nobody looks.
struct LiveTests {
    private static let run = RunID(randomBits: 1)

    /// A hub over a store, whose looks are counted and go by a test's word.
    private final class Scene: Sendable {
        let world: DashboardWorld
        let hub: LiveHub
        /// How many reads of figures fail next.
        let failures: Failures
        private let ticks: AsyncStream<Void>
        private let tick: AsyncStream<Void>.Continuation

        final class Failures: Sendable {
            let left = Mutex(0)
        }

        init(livePages: Int = 256) throws {
            let failures = Failures()
            self.failures = failures
            let world = try DashboardWorld(users: [])
            self.world = world
            let (ticks, tick) = AsyncStream.makeStream(of: Void.self)
            (self.ticks, self.tick) = (ticks, tick)
            var limits = DashboardLimits()
            limits.livePages = livePages
            let path = world.directory.path("store.sqlite")
            let door = StoreDoor(patience: Patience(milliseconds: 60_000) { try await Task.sleep(for: $0) }) {
                try JobDatabase.open(at: path, access: .readOnly)
            }
            hub = LiveHub(
                door: door, limits: limits, zone: .gmt,
                sleep: { _ in
                    var iterator = ticks.makeAsyncIterator()
                    guard await iterator.next() != nil else { throw CancellationError() }
                },
                read: { [failures] topic, store in
                    let fails = failures.left.withLock { left in
                        defer { left = max(0, left - 1) }
                        return left > 0
                    }
                    guard !fails else { throw StoreError(.locked, "held") }
                    return try await LiveFigures.read(topic, store)
                }, remark: { [world] in await world.actions.remark(on: $0) })
        }

        /// Runs the hub while a test speaks to it.
        func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await self.hub.run() }
                group.addTask {
                    defer {
                        self.hub.close()
                        self.tick.finish()
                    }
                    try await body()
                }
                try await group.waitForAll()
            }
        }

        /// Lets one rest end.
        func next() { tick.yield() }
    }

    private static func document(_ event: ByteBuffer?) throws -> JSONValue {
        let text = String(buffer: try #require(event))
        #expect(text.hasPrefix("data: ") && text.hasSuffix("\n\n"))
        return try #require(JSONReader().readStrictly(Array(text.dropFirst(6).dropLast(2).utf8)))
    }

    @Test func figuresMoveAsBatchesAreSent() async throws {
        let scene = try Scene()
        try await Runs.freeze(Runs.plan(sizes: [2, 2]), 1, in: scene.world)
        try await scene.run {
            let subscription = try #require(scene.hub.subscribe(.run(Self.run), .english))
            var events = subscription.events.makeAsyncIterator()
            let first = try Self.document(await events.next())
            #expect(
                first["t"]?["sending"] == "0 / 4 · 0.0%" && first["b"]?["sending"] == [0, 4]
                    && first["v"] == "planned.none")
            try await Runs.send(Self.run, accepting: 1, in: scene.world)
            scene.next()
            let second = try Self.document(await events.next())
            #expect(second["t"]?["sending"] == "2 / 4 · 50.0%" && second["b"]?["sending"] == [2, 4])
            #expect(second["v"] == "sending.none" && second["t"]?["state"] == "sending")
        }
    }

    /// What did not get through is nothing the store knows of; the page that is open should not go on saying "done".
    @Test func whatWentWrongIsNews() async throws {
        let scene = try Scene()
        try await Runs.freeze(Runs.plan(sizes: [2]), 1, in: scene.world)
        try await scene.run {
            let subscription = try #require(scene.hub.subscribe(.run(Self.run), .english))
            var events = subscription.events.makeAsyncIterator()
            #expect(try Self.document(await events.next())["v"] == "planned.none")
            scene.world.actions.note(ActionRefusal(message: "app secret invalid"))
            scene.next()
            #expect(try Self.document(await events.next())["v"] == "planned.none.remark")
        }
    }

    /// Another store with as many commits as the first, as SQLite counts them for each opening.
    @Test func aStoreInTheOldOnesPlaceIsNews() async throws {
        let (scene, other) = (try Scene(), try DashboardWorld(users: []))
        try await Runs.freeze(Runs.plan(title: "T", sizes: [2]), 1, in: scene.world)
        try await Runs.freeze(Runs.plan(title: "T", sizes: [5]), 1, in: other)
        try await scene.run {
            let subscription = try #require(scene.hub.subscribe(.run(Self.run), .english))
            var events = subscription.events.makeAsyncIterator()
            #expect(try Self.document(await events.next())["b"]?["sending"] == [0, 2])
            let path = scene.world.directory.path("store.sqlite")
            try FileManager.default.copyItem(atPath: other.directory.path("store.sqlite"), toPath: path + ".copy")
            #expect(rename(path + ".copy", path) == 0)
            // Whatever comes next: the news, or with the last of many rests the word that nothing is new.
            for _ in 0..<15 { scene.next() }
            #expect(try Self.document(await events.next())["b"]?["sending"] == [0, 5])
        }
    }

    @Test func whatCouldNotBeReadIsReadAgain() async throws {
        let scene = try Scene()
        try await Runs.freeze(Runs.plan(sizes: [2, 2]), 1, in: scene.world)
        try await scene.run {
            let subscription = try #require(scene.hub.subscribe(.run(Self.run), .english))
            var events = subscription.events.makeAsyncIterator()
            #expect(try Self.document(await events.next())["b"]?["sending"] == [0, 4])
            scene.failures.left.withLock { $0 = 1 }
            try await Runs.send(Self.run, accepting: 1, in: scene.world)
            // Nobody commits any more after the look that failed.
            for _ in 0..<15 { scene.next() }
            #expect(try Self.document(await events.next())["b"]?["sending"] == [2, 4])
        }
    }

    @Test func everybodyHearsTheSameBytesInTheirLanguage() async throws {
        let scene = try Scene()
        try await Runs.freeze(Runs.plan(title: "T"), 1, in: scene.world)
        try await scene.run {
            let languages: [Language] = [.english, .chinese, .english]
            var heard: [ByteBuffer] = []
            let subscriptions = languages.compactMap { scene.hub.subscribe(.list(RunFilter()), $0) }
            #expect(scene.hub.count == 3)
            for subscription in subscriptions {
                var events = subscription.events.makeAsyncIterator()
                // The first look may have come before the last of them listened.
                scene.next()
                heard.append(try #require(await events.next()))
            }
            #expect(heard[0] == heard[2] && heard[0] != heard[1])
            #expect(String(buffer: heard[1]).contains("已计划"))
        }
    }

    /// A list moves as a whole or says that it does not: its figures come for the very rows that it shows.
    @Test func aListIsKeptUpToDateAsItIsFiltered() async throws {
        let world = try DashboardWorld(users: [])
        for number in 1...60 {
            try await Runs.freeze(Runs.plan(job: "job-\(number)"), UInt64(number), in: world)
        }
        try await Runs.send(Self.run, accepting: 1, in: world)
        let browser = await Browser(world)
        let first = await browser.get("/").text
        let older = try #require(first.firstMatch(of: #/href="(/\?after=\w+)">Older/#)).1
        for path in ["/", String(older), "/?state=under-way", "/?job=job-1", "/?job=no-such-job"] {
            let page = await browser.get(path).text
            let address = try #require(page.firstMatch(of: #/data-live="([^"]+)"/#)).1.replacing("&amp;", with: "&")
            #expect(address == path.replacing("/?", with: "/live?").replacing(#/\/$/#, with: "/live"))
            let version = try #require(page.firstMatch(of: #/data-version="([^"]*)"/#)).1
            let query = address.split(separator: "?").dropFirst().first.map(String.init) ?? ""
            let filter = RunFilter(try #require(FormText.fields(query)))
            let event = try #require(try await LiveFigures.read(.list(filter), world.store)).event(.english, zone: .gmt)
            let news = try Self.document(ByteBuffer(string: event))
            #expect(news["v"]?.string == String(version), "\(path)")
            let rows = Set(page.matches(of: #/data-t="(\w+)\.state"/#).map { String($0.1) })
            let told = Set((news["t"]?.members ?? []).map { String($0.key.prefix { $0 != "." }) })
            #expect(rows == told, "\(path)")
        }
    }

    @Test func thereIsAnEndToThem() throws {
        let scene = try Scene(livePages: 2)
        let first = try #require(scene.hub.subscribe(.list(RunFilter()), .english))
        #expect(scene.hub.subscribe(.list(RunFilter()), .english) != nil)
        #expect(scene.hub.subscribe(.list(RunFilter()), .english) == nil)
        first.cancel()
        #expect(scene.hub.subscribe(.list(RunFilter()), .english) != nil)
        scene.hub.close()
        #expect(scene.hub.subscribe(.list(RunFilter()), .english) == nil)
    }

    @Test func closingEndsEveryConversation() async throws {
        let scene = try Scene()
        let subscription = try #require(scene.hub.subscribe(.list(RunFilter()), .english))
        scene.hub.close()
        for await _ in subscription.events {}
        #expect(scene.hub.count == 0)
    }

    @Test func aRunThatIsNotThereIsOnlyKeptAlive() async throws {
        let scene = try Scene()
        try await scene.run {
            let subscription = try #require(scene.hub.subscribe(.run(RunID(randomBits: 9)), .english))
            var events = subscription.events.makeAsyncIterator()
            #expect(String(buffer: try #require(await events.next())) == ":\n\n")
        }
    }

    @Test func hostileTitlesBreakNoLine() throws {
        for text in HostileText.texts {
            var run = RunSummary(
                id: Self.run, job: "j", title: text, state: .paused, stateReason: text, planSHA256: "", unit: .people,
                createdAt: 1)
            run.people.targeted = 1
            for figures in [LiveFigures.run(run), .list([run])] {
                let event = figures.event(.english, zone: .gmt)
                #expect(event.filter { $0 == "\n" }.count == 2 && !event.dropLast(2).contains(where: \.isNewline))
            }
        }
    }

    @Test func aSessionThatEndsEndsItsPages() async throws {
        let world = try DashboardWorld()
        try await Runs.freeze(Runs.plan(), 1, in: world)
        let browser = await Browser(world, as: "Ann")
        let answer = await browser.get("/live")
        #expect(answer.code == 200 && answer.fields[.contentType] == Answer.eventStream && answer.stream != nil)
        #expect(world.desk.live.count == 1)
        world.desk.live.close()
    }
}
