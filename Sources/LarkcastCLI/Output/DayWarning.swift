import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting

/// Whether a plan fits into the app's messages of a day, as far as the store knows of the others.
enum DayWarning {
    /// What `plan` says about it; nothing when it fits, or when neither app nor store are known yet.
    static func warnings(_ plan: RunPlan, profile: String?, _ invocation: Invocation) async -> [String] {
        // A configuration that is wrong is told about by every command that needs one; a plan does not.
        guard let settings = try? invocation.settings(profile: profile) else { return [] }
        var committed = 0
        if let appID = settings.appID, FileManager.default.fileExists(atPath: settings.database) {
            do {
                committed = try await invocation.openStoreForReading(settings).dailyRecipients(
                    of: appID, at: invocation.dependencies.now())
            } catch {
                return ["the messages of the last 24 hours could not be counted: \(error)"]
            }
        }
        return text(plan.batches.reduce(0) { $0 + $1.recipientCount }, committed, settings.recipientsPerDay).map {
            [$0]
        }
            ?? []
    }

    /// The warning, if there is one.
    static func text(_ planned: Int, _ committed: Int, _ limit: Int) -> String? {
        guard planned > limit - committed else { return nil }
        return "\(Figure.grouped(planned)) recipients and the \(Figure.grouped(committed)) of the last 24 hours and of "
            + "unfinished runs are more than the \(Figure.grouped(limit)) a day: run will refuse until there is room"
    }
}
