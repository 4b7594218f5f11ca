import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting

/// Warns before a plan is confirmed that some of its people have just got the same message.
struct RepeatWarnings {
    let invocation: Invocation
    /// The language of the sentences: that of the person who reads them, and English in JSON.
    var language: Language { invocation.console.isJSON ? .english : invocation.language }

    /// The warnings a `run` would meet, for `plan`, which answers without a store or credentials too.
    func foreseen(_ planned: PlannedRun, profile: String?) async -> [String] {
        let plan = planned.plan
        // What cannot be looked up is no reason to refuse a preview: `run` looks again and does refuse.
        guard let settings = try? invocation.settings(profile: profile), let appID = settings.appID,
            FileManager.default.fileExists(atPath: settings.database),
            let store = try? invocation.openStoreForReading(settings)
        else { return [] }
        do {
            if let unfinished = try await store.unfinishedRun(of: plan.job) {
                guard planned.skipped == nil else {
                    let failure = CommandFailure(skippingBeside: unfinished)
                    return [willRefuse(language.failure(failure.message), failure.hint)]
                }
                return [
                    language.say(
                        WarningPhrase.unfinished,
                        ["run": unfinished.id.rawValue, "state": language.name(unfinished.state)])
                ]
            }
            if let skipped = planned.skipped { return warnings(of: skipped, among: planned.recipients) }
            let overlap = try await overlapping(plan, appID: appID, in: store)
            try await store.refuseRepetition(
                of: plan, appID: appID, allowing: nil, at: invocation.dependencies.now())
            return overlap
        } catch let error as StoreError where error.code == .repeats {
            return [willRefuse(language.reason(error.message), error.hint)]
        } catch {
            return []
        }
    }

    /// A refusal and the way around it.
    private func willRefuse(_ reason: String, _ hint: String?) -> String {
        let parts = [reason, hint.map { language.advice($0, code: nil) }].compactMap(\.self)
        return language.say(
            WarningPhrase.willRefuse, ["reason": parts.joined(separator: language == .english ? "; " : "；")])
    }

    /// How many of the plan got the same message within seven days in other runs, as far as the store knows.
    private func overlapping(_ plan: RunPlan, appID: String, in store: JobDatabase) async throws -> [String] {
        let now = invocation.dependencies.now()
        var repetition = Repetition(known: try await store.runsOfMessage(of: plan, appID: appID, at: now))
        repetition.note(try await store.overlap(of: plan, appID: appID, at: now), unit: plan.unit)
        repetition.foresee(try await store.audiencesBeside(plan, appID: appID, at: now), unit: plan.unit)
        let others = try await store.peopleUnderOtherIDs(as: plan, appID: appID, at: now).map {
            PlanRemark.sentUnderOtherIDs($0.ids.count, kind: $0.kind, run: $0.run.rawValue, answer: nil)
        }
        let all = plan.batches.reduce(0) { $0 + $1.recipientCount }
        repetition.remarks += others
        return warnings(of: repetition, among: all)
    }

    /// What is said of a repetition, and whether `run` will want a word about it.
    private func warnings(of repetition: Repetition, among all: Int) -> [String] {
        let refusal = repetition.alarm(of: all).map { alarm, run in
            willRefuse(
                language.alarm(alarm), StoreError.hint(repeating: run.rawValue, share: RepeatShare(alarm)))
        }
        return repetition.remarks.map(language.remark) + [refusal].compactMap(\.self)
    }
}
