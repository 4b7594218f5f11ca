import HTTPTypes
import JobModel
import JobStore
import NIOCore
import Reporting

/// What is looked at.
extension FrontDesk {
    /// The answer to a `GET`.
    func shown(_ visit: Visit) async throws -> Answer {
        switch visit.route {
        // This process is alive, whatever the store does.
        case .healthz: return .plain(.ok, "ok")
        case .readyz: return await readyz()
        case .asset(let name): return Asset.named(name)?.answer ?? notFound(visit)
        case .login: return login(visit)
        case .logout: return notFound(visit)
        case .listLive: return listen(to: .list(RunFilter(visit.query)), visit)
        case .runLive(let run): return listen(to: .run(run), visit)
        // It takes as long as the record is long, and lets others read and write meanwhile.
        case .audit where visit.query["check"] == "1": return try await read(visit)
        default: return try await patience.wait { try await self.read(visit) }
        }
    }

    /// What is read from the store and the manifests.
    private func read(_ visit: Visit) async throws -> Answer {
        switch visit.route {
        case .metrics: return try await metrics(visit)
        case .calendar: return try await calendar(visit)
        case .job(let job): return try await self.job(job, visit)
        case .health: return try await health(visit)
        default: break
        }
        guard let store = try await door.store() else {
            guard visit.route == .runs else { return notFound(visit) }
            return message(.ok, FramePhrase.noStoreTitle, [visit.language.say(FramePhrase.noStore)], visit)
        }
        switch visit.route {
        case .run(let run): return try await self.run(run, store, visit)
        case .action(let run, let action): return try await question(action, run, store, visit)
        case .audit: return try await audit(store, visit)
        default: return try await runs(store, visit)
        }
    }

    private func runs(_ store: JobDatabase, _ visit: Visit) async throws -> Answer {
        let filter = RunFilter(visit.query)
        let page = try await store.runList(filter.request)
        let counts = try await store.unfinishedCounts()
        let waiting = counts.filter { RunFilter.Group.attention.states.contains($0.key) }.values.reduce(0, +)
        return .page(RunsPage.html(page, filter, waiting: waiting, frame(visit)))
    }

    private func run(_ run: RunID, _ store: JobDatabase, _ visit: Visit) async throws -> Answer {
        let first = max(1, visit.query["from"].flatMap { Int($0) } ?? 1)
        // Beyond the end of any run there is nothing, and an addition must not overflow.
        guard first < 1_000_000_000 else { return notFound(visit) }
        let (summary, count) = try await store.summary(of: run, ordinals: first...first + RunPage.batchesOnAPage - 1)
        let model = RunPage.Model(
            report: try await store.report(of: run, withBatches: false), batches: summary.batches, batchCount: count,
            firstBatch: first, done: done(on: run, visit), remark: await sources.actions?.remark(on: run),
            isRecallAbandoned: try await isRecallAbandoned(run, summary, store, visit), canAct: sources.actions != nil)
        return .page(RunPage.html(model, frame(visit)))
    }

    /// What whoever asks has just done with this run.
    private func done(on run: RunID, _ visit: Visit) -> RunAction? {
        guard let deed = visit.query["done"].flatMap({ book.deed(of: $0) }), deed.run == run,
            deed.user == visit.session?.user.name
        else { return nil }
        return deed.action
    }

    /// Whether a recall was begun and nobody is at it any more.
    private func isRecallAbandoned(
        _ run: RunID, _ summary: RunSummary, _ store: JobDatabase, _ visit: Visit
    ) async throws -> Bool {
        guard summary.recall == .requested, let recall = try await store.openRecalls().first(where: { $0.run == run })
        else { return false }
        return recall.lastStepAt + OpenRecall.quiet <= visit.now.wallMilliseconds
    }

    private func audit(_ store: JobDatabase, _ visit: Visit) async throws -> Answer {
        let page = try await store.auditPage(before: visit.query["before"].flatMap { Int64($0) })
        var check: AuditPage.Check?
        if visit.query["check"] == "1" {
            let broken = try await auditCheck.value { try await store.firstAuditBreak() }
            check = broken.map { .broken(number: $0.number) } ?? .whole
        }
        return .page(AuditPage.html(page, check: check, frame(visit)))
    }

    private func calendar(_ visit: Visit) async throws -> Answer {
        let manifests = await sources.manifests?()
        let records = manifests == nil ? try await door.store()?.jobs() ?? [:] : [:]
        return .page(CalendarPage.html(manifests, records: records, frame(visit)))
    }

    private func job(_ job: String, _ visit: Visit) async throws -> Answer {
        let manifest = await sources.manifests?().jobs.first { $0.job == job }
        let last = try await door.store()?.runList(RunListRequest(job: job, limit: 1)).runs.first
        guard manifest != nil || last != nil else {
            return message(.notFound, FramePhrase.notFoundTitle, [visit.language.say(PlacePhrase.unknownJob)], visit)
        }
        return .page(JobPage.html(job, manifest, last: last, frame(visit)))
    }

    private func health(_ visit: Visit) async throws -> Answer {
        let store = try await door.store()
        var model = HealthPage.Model(
            path: store?.path, upMilliseconds: visit.clock - began, livePages: live.count, counts: [:])
        if let store {
            model.counts = try await store.unfinishedCounts()
            model.killSwitch = try await store.killSwitch()
            model.isServed = store.isServed
            model.suspicion = try await store.suspicion()
        }
        return .page(HealthPage.html(model, frame(visit)))
    }

    // MARK: For programs

    private func readyz() async -> Answer {
        do {
            return try await patience.wait { [self] in
                guard let store = try await door.store(), let readyz = sources.documents.readyz else {
                    return .plain(.ok, "ready")
                }
                return Answer(try await readyz(store))
            }
        } catch {
            return .plain(.serviceUnavailable, "not ready: \(error)")
        }
    }

    private func metrics(_ visit: Visit) async throws -> Answer {
        guard let metrics = sources.documents.metrics, let store = try await door.store() else {
            return notFound(visit)
        }
        return Answer(try await metrics(store))
    }
}

extension Answer {
    /// A document made elsewhere.
    init(_ document: DashboardDocument) {
        self.init(HTTPResponse.Status(code: document.status), type: document.contentType, text: document.text)
    }
}
