import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting

/// Warns before a plan is confirmed that some of its people have just got the same message.
struct RepeatWarnings {
    let invocation: Invocation

    /// The warnings a `run` would meet, for `plan`, which answers without a store or credentials too.
    func foreseen(_ plan: RunPlan, profile: String?) async -> [String] {
        // What cannot be looked up is no reason to refuse a preview: `run` looks again and does refuse.
        guard let settings = try? invocation.settings(profile: profile), let appID = settings.appID,
            FileManager.default.fileExists(atPath: settings.database),
            let store = try? invocation.openStoreForReading(settings)
        else { return [] }
        do {
            if let unfinished = try await store.unfinishedRun(of: plan.job) {
                return ["run \(unfinished.id) of this job is \(unfinished.state.rawValue); run goes on with that one"]
            }
            let overlap = try await overlapping(plan, appID: appID, in: store)
            try await store.refuseRepetition(
                of: plan, appID: appID, allowing: nil, at: invocation.dependencies.now())
            return overlap
        } catch let error as StoreError where error.code == .repeats {
            return ["run will refuse this: \(error.description)"]
        } catch {
            return []
        }
    }

    /// How many people of the plan got the same message within seven days, in runs to other audiences.
    func overlapping(_ plan: RunPlan, appID: String, in store: JobDatabase) async throws -> [String] {
        guard let overlap = try await store.overlap(of: plan, appID: appID, at: invocation.dependencies.now()) else {
            return []
        }
        let unit = plan.unit.words
        let names =
            overlap.runs.prefix(3).map(\.rawValue).joined(separator: ", ") + (overlap.runs.count > 3 ? ", …" : "")
        return [
            "\(Figure.grouped(overlap.recipients)) of these \(unit) may have got the same message within seven days "
                + "(run \(names)); exclude them, or they get it twice"
        ]
    }
}
