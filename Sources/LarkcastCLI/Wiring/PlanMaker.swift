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
    /// - Throws: `CommandFailure`, `PlanRefusal`, `FeishuError`, `StoreError`, `CancellationError`.
    func foreseen(_ draft: JobDraft) async throws -> PlannedRun {
        let profile = draft.manifest.profile
        guard draft.needsFeishu else {
            let plan = try draft.plan()
            // What cannot be looked up is no reason to refuse a preview.
            guard let settings = try? invocation.settings(profile: profile),
                let store = try? invocation.openStoreForReading(settings)
            else { return PlannedRun(plan: plan) }
            return PlannedRun(plan: plan, previous: try? await store.previousAudience(of: plan.job))
        }
        let settings = try invocation.settings(profile: profile)
        let exists = FileManager.default.fileExists(atPath: settings.database)
        let store = exists ? try invocation.openStore(settings) : try JobDatabase.inMemory()
        let client = try invocation.makeClient(settings)
        let engine = invocation.makeEngine(settings, store: store, client: client, observe: { _ in })
        return try await planned(draft, by: engine, uploads: false)
    }

    /// The plan, by an engine that is there already; with `uploads` its files go to Feishu for it.
    ///
    /// - Throws: as ``foreseen(_:)``.
    func planned(_ draft: JobDraft, by engine: Engine, uploads: Bool = true) async throws -> PlannedRun {
        guard draft.needsFeishu else { return try await engine.planned(try draft.plan()) }
        let (console, language) = (invocation.console, invocation.language)
        return try await StopOnSignal.run(console: console, invocation.language) { stop in
            try await engine.plan(draft, uploads: uploads, stop: stop) {
                console.show(transient: Self.line($0, language))
            }
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
