import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting

/// Makes plans for people who wait for them: with credentials only where Feishu must be asked, and with a look at how far it is.
struct PlanMaker {
    private let invocation: Invocation

    init(_ invocation: Invocation) {
        self.invocation = invocation
    }

    /// The plan a `run` would make; where there is no store yet, none is made.
    ///
    /// What could be planned without asking Feishu has been, and is not planned again. With `keepsAnswers` the plan has what the
    /// contacts answered; with `skipsSent` everybody is left out who may have the message.
    ///
    /// - Throws: `CommandFailure`, `PlanRefusal`, `FeishuError`, `StoreError`, `CancellationError`; `NobodyLeft`.
    func foreseen(
        _ job: PreparedJob, keepsAnswers: Bool = false, skipsSent: Bool = false
    ) async throws -> PlannedRun {
        let (manifest, draft) = try job.ready()
        let profile = manifest.profile
        if let plan = job.plan, !skipsSent {
            // What cannot be looked up is no reason to refuse a preview.
            guard let settings = try? invocation.settings(profile: profile),
                let store = try? invocation.openStoreForReading(settings)
            else { return PlannedRun(plan: plan, warnings: job.planWarnings) }
            return PlannedRun(
                plan: plan, warnings: job.planWarnings, previous: try? await store.previousAudience(of: plan.job))
        }
        let settings = try invocation.settings(profile: profile)
        let exists = FileManager.default.fileExists(atPath: settings.database)
        let store = exists ? try invocation.openStore(settings) : try JobDatabase.inMemory()
        let client = try invocation.makeClient(settings)
        let engine = invocation.makeEngine(settings, store: store, client: client, observe: { _ in })
        return try await asked(
            job, draft, by: engine, uploads: false, keepsAnswers: keepsAnswers, skipsSent: skipsSent)
    }

    /// The plan, by an engine that is there already; its files go to Feishu for it.
    ///
    /// - Throws: as ``foreseen(_:keepsAnswers:skipsSent:)``.
    func planned(
        _ job: PreparedJob, by engine: Engine, skipsSent: Bool = false, allowing allowed: RunID? = nil
    ) async throws -> PlannedRun {
        if let plan = job.plan, !skipsSent {
            var planned = try await engine.planned(plan, warnings: job.planWarnings)
            planned.testers = job.draft?.named.testerValues ?? []
            return planned
        }
        return try await asked(
            job, job.ready().draft, by: engine, uploads: true, skipsSent: skipsSent, allowing: allowed)
    }

    private func asked(
        _ job: PreparedJob, _ draft: JobDraft, by engine: Engine, uploads: Bool, keepsAnswers: Bool = false,
        skipsSent: Bool, allowing allowed: RunID? = nil
    ) async throws -> PlannedRun {
        let (console, language) = (invocation.console, invocation.language)
        do {
            return try await StopOnSignal.run(console: console, language) { stop in
                try await engine.plan(
                    draft, uploads: uploads, keepsAnswers: keepsAnswers, skipsSent: skipsSent, allowing: allowed,
                    stop: stop
                ) {
                    console.show(transient: Self.line($0, language))
                }
            }
        } catch let refusal as PlanRefusal {
            throw job.failure(refusal)
        }
    }

    /// A company of thousands of departments takes minutes.
    private static func line(_ progress: ContactProgress, _ language: Language) -> String {
        language.say(
            SendingPhrase.contacts,
            [
                "done": Figure.grouped(progress.departmentsDone), "known": Figure.grouped(progress.departmentsKnown),
                "people": Figure.grouped(progress.peopleFound),
            ])
    }
}
