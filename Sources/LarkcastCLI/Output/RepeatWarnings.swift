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
    func foreseen(_ plan: RunPlan, profile: String?) async -> [String] {
        // What cannot be looked up is no reason to refuse a preview: `run` looks again and does refuse.
        guard let settings = try? invocation.settings(profile: profile), let appID = settings.appID,
            FileManager.default.fileExists(atPath: settings.database),
            let store = try? invocation.openStoreForReading(settings)
        else { return [] }
        do {
            if let unfinished = try await store.unfinishedRun(of: plan.job) {
                return [
                    language.say(
                        WarningPhrase.unfinished,
                        ["run": unfinished.id.rawValue, "state": language.name(unfinished.state)])
                ]
            }
            let overlap = try await overlapping(plan, appID: appID, in: store)
            try await store.refuseRepetition(
                of: plan, appID: appID, allowing: nil, at: invocation.dependencies.now())
            return overlap
        } catch let error as StoreError where error.code == .repeats {
            return [language.say(WarningPhrase.willRefuse, ["reason": refusal(error)])]
        } catch {
            return []
        }
    }

    /// A refusal and the way around it; in English the error as it is.
    private func refusal(_ error: StoreError) -> String {
        guard language != .english, case .repeated(let run, _, _) = RunReason(text: error.message) else {
            return error.description
        }
        return language.say(WarningPhrase.allowRepeat, ["reason": language.reason(error.message), "run": run])
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
        let refusal = repetition.alarm(of: all).map { alarm, run in
            let reason = language.say(
                WarningPhrase.allowRepeat, ["reason": language.alarm(alarm), "run": run.rawValue])
            return language.say(WarningPhrase.willRefuse, ["reason": reason])
        }
        return (repetition.remarks + others).map(language.remark) + [refusal].compactMap(\.self)
    }
}
