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

    /// How many people of the plan got the same message within seven days, in runs to other audiences.
    func overlapping(_ plan: RunPlan, appID: String, in store: JobDatabase) async throws -> [String] {
        guard let overlap = try await store.overlap(of: plan, appID: appID, at: invocation.dependencies.now()) else {
            return []
        }
        let names =
            overlap.runs.prefix(3).map(\.rawValue).joined(separator: ", ") + (overlap.runs.count > 3 ? ", …" : "")
        return [
            language.say(
                WarningPhrase.overlap,
                [
                    "count": Figure.grouped(overlap.recipients), "unit": language.say(ConfirmationPhrase(plan.unit)),
                    "runs": names,
                ])
        ]
    }
}
