import FeishuAPI
import Foundation
import HTTPTransport
import JobEngine
import JobModel
import JobStore
import Synchronization
import TestSupport
import Testing

/// Telling: once, by every way, after sending, with patience, and never instead of it.
struct NotifierTests {
    /// A webhook's server and a Feishu for cards that answer as they are told.
    private final class Ears: Transport, CardMessaging {
        let posts = Recorder<Data>()
        let cards = Recorder<String>()
        let contents = Recorder<String>()
        private let answers: Mutex<[HTTPExchange]>
        private let cardFailures: Mutex<[FeishuError]>
        private let onPost: @Sendable () -> Void

        init(_ answers: [HTTPExchange] = [], cards: [FeishuError] = [], onPost: @escaping @Sendable () -> Void = {}) {
            self.answers = Mutex(answers)
            cardFailures = Mutex(cards)
            self.onPost = onPost
        }

        func perform(_ request: HTTPRequest) async -> HTTPExchange {
            posts.append(request.body ?? Data())
            onPost()
            return answers.withLock { $0.isEmpty ? .answered(200, "ok") : $0.removeFirst() }
        }

        func sendCard(_ card: Data, to openID: String, uuid: String) async throws(FeishuError) {
            cards.append("\(openID) \(uuid)")
            contents.append(String(decoding: card, as: UTF8.self))
            if let failure = cardFailures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw failure }
        }

        /// The events that were posted, in order.
        var events: [String] {
            posts.values.compactMap { body in
                String(decoding: body, as: UTF8.self).firstMatch(of: #/"event":"(\w+)"/#).map { String($0.1) }
            }
        }
    }

    private static let timedOut = HTTPExchange(firstByte: .allowed, curlCode: .operationTimedOut)
    private static let minute: Int64 = 60_000

    private static func notifier(
        _ world: EngineWorld, _ ears: Ears, url: String? = "https://hooks.example.com/T0/s3cr3t",
        kinds: Set<NotificationKind> = Set(NotificationKind.allCases)
    ) throws -> Notifier {
        let webhook = try url.map { WebhookClient(address: try WebhookAddress($0), transport: ears) }
        return Notifier(
            store: world.store, dependencies: world.clock.dependencies, kinds: kinds, webhook: webhook,
            cards: { $0 == world.feishu.appID ? ears : nil })
    }

    private static func plan(owner: String? = nil) throws -> RunPlan {
        var audience = Audience()
        audience.users.openIDs = (0..<3).map(EngineWorld.person)
        var manifest = Manifest(job: "hello", audience: audience, message: .text("Hello to everyone"))
        manifest.owner = owner
        return try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
    }

    @Test func aRunIsToldFromStartToEndOnce() async throws {
        let world = try EngineWorld()
        let ears = Ears()
        let notifier = try Self.notifier(world, ears)
        #expect(try await world.run(Self.plan(owner: "ou_boss")) == .complete)
        #expect(try await notifier.tell().told == 4)
        #expect(ears.events == ["start", "finish"])
        #expect(ears.cards.values.count == 2 && ears.cards.values.allSatisfy { $0.hasPrefix("ou_boss larkcast-") })
        for _ in 0..<20 { #expect(try await notifier.tell() == NotificationRound()) }
        #expect(ears.posts.values.count == 2)
    }

    @Test func twentyAtOnceTellOnce() async throws {
        let world = try EngineWorld()
        let ears = Ears()
        let notifier = try Self.notifier(world, ears)
        _ = try await world.run(Self.plan(owner: "ou_boss"))
        let told = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await notifier.tell().told } }
            return try await group.reduce(0, +)
        }
        #expect(told == 4 && ears.posts.values.count == 2 && ears.cards.values.count == 2)
    }

    @Test func nothingIsToldWithoutAnybodyToTell() async throws {
        let world = try EngineWorld()
        let ears = Ears()
        _ = try await world.run(Self.plan())
        #expect(try await Self.notifier(world, ears, url: nil).tell() == NotificationRound())
        #expect(try await Self.notifier(world, ears).tell() == NotificationRound(), "and not of the past")
        #expect(ears.posts.values.isEmpty && ears.cards.values.isEmpty)
    }

    @Test func aHaltIsTold() async throws {
        let world = try EngineWorld([.answer(.inDoubt(.unknown), taken: true)])
        let ears = Ears()
        _ = try await world.run(Self.plan())
        #expect(try await Self.notifier(world, ears, kinds: [.halt, .missed]).tell().told == 1)
        #expect(ears.events == ["halt"])
    }

    /// 1, 5, 30 minutes, 2 hours; then it is given up, told, and in the audit.
    @Test func aWebhookThatFailsIsTriedFiveTimes() async throws {
        let world = try EngineWorld()
        let ears = Ears(Array(repeating: .answered(500, "s3cr3t"), count: 100))
        let notifier = try Self.notifier(world, ears, kinds: [.finish])
        _ = try await world.run(Self.plan())
        for rest in [1, 5, 30, 120] {
            #expect(try await notifier.tell() == NotificationRound())
            let tried = ears.posts.values.count
            world.clock.advance(milliseconds: Int64(rest) * Self.minute - 1)
            #expect(try await notifier.tell() == NotificationRound())
            #expect(ears.posts.values.count == tried, "not before its time")
            world.clock.advance(milliseconds: 1)
        }
        let round = try await notifier.tell()
        #expect(round.givenUp.map(\.problem) == ["HTTP 500"] && round.problems.count == 1)
        #expect(ears.posts.values.count == Notifier.tries)
        #expect(Set(ears.posts.values).count == 1, "the same bytes each time")
        let audit = try await world.store.auditEntries().entries.filter { $0.action == "notification_given_up" }
        #expect(audit.count == 1)
        #expect(!audit.contains { $0.detail.contains("s3cr3t") || $0.detail.contains("hooks.example.com") })
        world.clock.advance(milliseconds: 600 * Self.minute)
        #expect(try await notifier.tell() == NotificationRound())
    }

    @Test func whatRecoversIsTold() async throws {
        let world = try EngineWorld()
        let ears = Ears([Self.timedOut, .answered(302, ""), .answered(200, "<html>garbage")])
        let notifier = try Self.notifier(world, ears, kinds: [.finish])
        _ = try await world.run(Self.plan())
        #expect(try await notifier.tell().told == 0)
        world.clock.advance(milliseconds: Self.minute)
        #expect(try await notifier.tell().told == 0, "a redirect is not followed")
        world.clock.advance(milliseconds: 5 * Self.minute)
        #expect(try await notifier.tell().told == 1, "what a webhook answers to a 200 is its own business")
    }

    /// An address that hangs costs one time-out a round, whatever is queued; cards go on.
    @Test func aHangCostsOneTimeOut() async throws {
        let world = try EngineWorld()
        let ears = Ears(
            Array(repeating: Self.timedOut, count: 9), onPost: { world.clock.advance(milliseconds: 8_000) })
        let notifier = try Self.notifier(world, ears)
        _ = try await world.run(Self.plan(owner: "ou_boss"))
        #expect(try await notifier.tell().told == 2)
        #expect(ears.posts.values.count == 1 && ears.cards.values.count == 2)
    }

    /// What is stuck in the webhook's queue keeps no card back, however much it is.
    @Test func aDeadWebhookStarvesNoCards() async throws {
        let world = try EngineWorld()
        for number in 0..<130 {
            let isOwned = number == 129
            try await world.store.recordUnsent(
                RunID(randomBits: UInt64(number + 1)), job: "job-\(number)", title: "x", appID: world.feishu.appID,
                occurrence: "x", owner: isOwned ? "ou_boss" : nil, as: .missed, reason: "x", at: world.clock.now())
            world.clock.advance(milliseconds: 1)
        }
        let ears = Ears(Array(repeating: .answered(500, ""), count: 9))
        #expect(try await Self.notifier(world, ears).tell().told == 1)
        #expect(ears.posts.values.count == 1 && ears.cards.values.count == 1)
    }

    /// Each way has its own time, and its one try, whoever hangs.
    @Test func aHangCostsTheOthersNothing() async throws {
        let world = try EngineWorld()
        let ears = Ears([Self.timedOut], onPost: { world.clock.advance(milliseconds: 20_000) })
        _ = try await world.run(Self.plan(owner: "ou_boss"))
        #expect(try await Self.notifier(world, ears).tell().told >= 1)
        #expect(!ears.cards.values.isEmpty)
    }

    /// The process died after the run, before anything was told; and another one in the middle of telling.
    @Test func aDeathLosesNothing() async throws {
        let world = try EngineWorld()
        let ears = Ears()
        _ = try await world.run(Self.plan())
        let wish = NotificationWish(kinds: Set(NotificationKind.allCases), hasWebhook: true)
        let now = world.clock.now()
        let queued = try await world.store.notifications(wish, at: now, limit: 9)
        #expect(try await world.store.claim(queued[0], nextTryAt: now.wallMilliseconds + Self.minute, at: now))
        let notifier = try Self.notifier(world, ears)
        #expect(try await notifier.tell().told == 1)
        world.clock.advance(milliseconds: Self.minute)
        #expect(try await notifier.tell().told == 1)
        #expect(ears.events == ["finish", "start"])
    }

    @Test func aCardToNobodyIsGivenUpAtOnceAndTheOthersGoOn() async throws {
        let world = try EngineWorld()
        var unknown = FeishuError(.sendMessage, .notFound)
        unknown.code = 230_013
        let ears = Ears(cards: [unknown])
        let notifier = try Self.notifier(world, ears, url: nil)
        _ = try await world.run(Self.plan(owner: "ou_gone"))
        let round = try await notifier.tell()
        #expect(round.givenUp.map(\.kind) == [.start] && round.told == 1)
        #expect(round.givenUp.first?.problem.contains("230013") == true)
    }

    /// Cards are calls of the app like any others.
    @Test func cardsCountInTheMonth() async throws {
        let world = try EngineWorld()
        _ = try await world.run(Self.plan(owner: "ou_boss"))
        let before = try await world.store.callsThisMonth(of: world.feishu.appID, at: world.clock.now())
        _ = try await Self.notifier(world, Ears()).tell()
        let after = try await world.store.callsThisMonth(of: world.feishu.appID, at: world.clock.now())
        #expect(after == before + 2)
    }

    @Test func whatNobodyHereSpeaksForIsGivenUpAfterADay() async throws {
        let world = try EngineWorld()
        _ = try await world.run(Self.plan(owner: "ou_boss"))
        let notifier = Notifier(
            store: world.store, dependencies: world.clock.dependencies, kinds: [.finish], webhook: nil,
            cards: { _ in nil })
        #expect(try await notifier.tell() == NotificationRound())
        world.clock.advance(milliseconds: 25 * 60 * Self.minute)
        #expect(try await notifier.tell().givenUp.count == 1)
    }

    @Test func aWordToStopEndsTheRound() async throws {
        let world = try EngineWorld()
        let stop = StopSignal()
        let ears = Ears(onPost: { stop.raise() })
        _ = try await world.run(Self.plan())
        #expect(try await Self.notifier(world, ears).tell(stop: stop).told == 1)
        #expect(try await Self.notifier(world, ears).tell().told == 1)
    }

    @Test func aShortRoundBeginsNothingNewAfterItsTime() async throws {
        let world = try EngineWorld()
        let ears = Ears(onPost: { world.clock.advance(milliseconds: 2001) })
        _ = try await world.run(Self.plan())
        let webhook = WebhookClient(address: try WebhookAddress("https://hooks.example.com/T0/s3cr3t"), transport: ears)
        let notifier = Notifier(
            store: world.store, dependencies: world.clock.dependencies, kinds: Set(NotificationKind.allCases),
            webhook: webhook, longestRound: 2000, cards: { _ in nil })
        #expect(try await notifier.tell().told == 1)
        #expect(try await notifier.tell().told == 1)
        #expect(ears.posts.values.count == 2)
    }

    @Test func aCustomBotGetsACard() async throws {
        let world = try EngineWorld()
        let ears = Ears([.answered(200, #"{"code":0,"msg":"success"}"#)])
        _ = try await world.run(Self.plan())
        let bot = "https://open.feishu.cn/open-apis/bot/v2/hook/0000"
        #expect(try await Self.notifier(world, ears, url: bot, kinds: [.finish]).tell().told == 1)
        let body = String(decoding: ears.posts.values[0], as: UTF8.self)
        #expect(body.hasPrefix(#"{"msg_type":"interactive","card":{"#))
    }

    @Test func cardsSayWhatTheyAreGivenAndProgramsGetEnglish() async throws {
        let world = try EngineWorld()
        let ears = Ears()
        _ = try await world.run(Self.plan(owner: "ou_boss"))
        let webhook = WebhookClient(address: try WebhookAddress("https://hooks.example.com/T0/s3cr3t"), transport: ears)
        let notifier = Notifier(
            store: world.store, dependencies: world.clock.dependencies, kinds: [.finish], webhook: webhook,
            words: { NotificationText(headline: "已发送", subject: $0.run.job, reason: nil, people: nil, next: "完") },
            cards: { _ in ears })
        #expect(try await notifier.tell().told == 2)
        #expect(String(decoding: ears.posts.values[0], as: UTF8.self).contains(#""headline":"Sent""#))
        #expect(ears.contents.values.count == 1 && ears.contents.values[0].contains("已发送"))
    }
}
