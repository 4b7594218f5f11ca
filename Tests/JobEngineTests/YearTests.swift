import FeishuAPI
import FeishuSandbox
import Foundation
import HTTPTransport
import JobEngine
import JobModel
import JobStore
import TestSupport
import Testing

/// A whole year from manifests to Feishu: the clock is driven, everything else is real, and the sandbox's journal is the
/// witness.
struct YearTests {
    /// Ids of its own, so that the journal tells the jobs apart.
    private static func ids(_ job: String) -> [String] {
        (0..<3).map { EngineWorld.person((["skipped", "doubled", "monthly"].firstIndex(of: job) ?? 9) * 100 + $0) }
    }

    private static func manifest(_ job: String, _ schedule: String) -> [UInt8] {
        let list = ids(job).map { "\"\($0)\"" }.joined(separator: ",")
        let text = """
            {"job":"\(job)","audience":{"users":{"open_ids":[\(list)]}},"message":{"text":"News of \(job)"},
             "schedule":{\(schedule)},"tracking":{"for":"0s"}}
            """
        return Array(text.utf8)
    }

    private static func job(
        _ name: String, _ schedule: String, engine: Engine, calendar: BusinessCalendar? = nil
    ) throws -> ScheduledJob {
        let bytes = manifest(name, schedule)
        let zones = Set(TimeZone.knownTimeZoneIdentifiers)
        let reading = ManifestReader(knownTimeZones: zones).read(bytes: bytes, name: "\(name).json")
        #expect(reading.problems == [])
        let manifest = try #require(reading.manifest)
        let rule = try #require(manifest.schedule)
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(bytes))
        return ScheduledJob(
            job: name, title: name, path: "\(name).json", manifestSHA256: plan.manifestSHA256,
            timetable: Timetable(
                job: name, schedule: rule, rules: FoundationZone(name: rule.timezone), calendar: calendar),
            engine: engine, planning: { _ in PlannedRun(plan: plan) })
    }

    /// Sundays at a time that one change of New York's clocks skips and the other repeats, and a day of the month that the
    /// Spring Festival moves.
    @Test func eachFiringOfAYearIsInTheJournalOnce() async throws {
        var configuration = SandboxConfiguration()
        configuration.acceptsUnknownIDs = true
        configuration.enforcesLimits = false
        configuration.people = 10
        configuration.speed = 0
        try await SandboxServer.withServer(configuration) { server in
            let directory = try TemporaryDirectory(isInMemory: true)
            let store = try JobDatabase.open(at: directory.path("store.sqlite"))
            let clock = ManualClock()
            let engine = Engine(
                store: store, messaging: try Self.client(server, clock),
                configuration: EngineConfiguration(), dependencies: clock.dependencies)
            let file = try Data(
                contentsOf: Self.repository.appending(path: "jobs/calendars/spring-festival-2026-example.json"))
            let calendar = try #require(CalendarFile.read(Array(file), name: "calendar").calendar)
            let newYork = #","timezone":"America/New_York""#
            let jobs = [
                try Self.job("skipped", #""cron":"30 2 * * 0""# + newYork, engine: engine),
                try Self.job("doubled", #""cron":"30 1 * * 0""# + newYork, engine: engine),
                try Self.job(
                    "monthly",
                    #""cron":"0 9 17 * *","timezone":"Asia/Shanghai","calendar":{"file":"x.json","on_holiday":"after"}"#,
                    engine: engine, calendar: calendar),
            ]
            let ticker = Ticker(
                store: store, engines: [engine], dependencies: clock.dependencies, actor: EngineWorld.actor)
            try clock.jump(to: "2026-01-01T00:00")
            _ = try await ticker.tick(JobFolder(jobs: jobs), stop: StopSignal())
            let end = clock.now().wallMilliseconds + 365 * 86_400_000
            while let next = try await ticker.nextWake(jobs), next < end {
                clock.advance(milliseconds: max(0, next - clock.now().wallMilliseconds))
                let report = try await ticker.tick(JobFolder(jobs: jobs), stop: StopSignal())
                #expect(report.problems.isEmpty && report.missed.isEmpty && report.skipped.isEmpty)
            }
            let sent = await server.journal().filter { $0.api == .batchSend && $0.isProcessed }
            for (job, firings) in [("skipped", 52), ("doubled", 52), ("monthly", 12)] {
                #expect(sent.count { Set($0.recipients?.openIDs ?? []) == Set(Self.ids(job)) } == firings, "\(job)")
            }
            #expect(sent.count == 116)
            let runs = try await store.summaries(limit: 1000)
            #expect(runs.count == 116 && Set(runs.map { "\($0.job) \($0.occurrence ?? "")" }).count == 116)
            // 02:30 is skipped on 8 March and fires when the gap ends; 01:30 comes twice on 1 November and fires at the first.
            let started = Dictionary(
                uniqueKeysWithValues: runs.map { ("\($0.job) \($0.occurrence ?? "")", $0.startedAt) })
            func begins(_ key: String, at time: String) throws {
                let date = try Date("\(time):00Z", strategy: .iso8601)
                #expect(started[key] == Int64(date.timeIntervalSince1970) * 1000, "\(key)")
            }
            try begins("skipped 2026-03-08T02:30[America/New_York]", at: "2026-03-08T07:00")
            try begins("doubled 2026-11-01T01:30[America/New_York]", at: "2026-11-01T05:30")
            try begins("monthly 2026-02-24T09:00[Asia/Shanghai]", at: "2026-02-24T01:00")
        }
    }

    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func client(_ server: SandboxServer, _ clock: ManualClock) throws -> FeishuClient {
        var transport = TransportConfiguration()
        transport.allowsPlainLoopback = true
        return FeishuClient(
            configuration: try FeishuConfiguration(
                baseURL: try FeishuBaseURL(server.baseURL), appID: server.appID, appSecret: Secret(server.appSecret)),
            dependencies: FeishuDependencies(
                transport: try CurlTransport(configuration: transport),
                monotonicMilliseconds: { clock.now().monotonicMilliseconds }, sleep: { try await clock.sleep($0) },
                jitter: { $0.lowerBound }))
    }
}
