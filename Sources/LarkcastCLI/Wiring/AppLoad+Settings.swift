import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting

extension AppLoad {
    /// What the settings say of an app, and the store of what it has done.
    ///
    /// A preview wants no credentials and no store: what cannot be told stays unknown. What went wrong with a store that is
    /// there comes back as a sentence.
    static func known(
        for plan: RunPlan, profile: String?, _ invocation: Invocation
    ) async -> (load: AppLoad, warnings: [String]) {
        let language = invocation.console.isJSON ? .english : invocation.language
        var load = AppLoad()
        // A configuration that is wrong has been told about before.
        guard let settings = try? invocation.settings(profile: profile) else { return (load, []) }
        load.limits.perSecond = settings.perSecond
        load.limits.perMinute = settings.perMinute
        load.recipientsPerDay = settings.recipientsPerDay
        load.callsPerMonth = settings.callsPerMonth
        if let intervals = settings.pollIntervals {
            load.pollSchedule = PollSchedule(intervals: intervals.map { Int64($0) * 1000 })
        }
        guard let appID = settings.appID, FileManager.default.fileExists(atPath: settings.database) else {
            return (load, [])
        }
        do {
            let store = try invocation.openStoreForReading(settings)
            let now = invocation.dependencies.now()
            load.recipientsCommitted = try await store.dailyRecipients(of: appID, at: now)
            load.callsThisMonth = try await store.callsThisMonth(of: appID, at: now)
            load.pace = try await store.pace(of: appID, plan.channel, calls: plan.batches.count)
            return (load, [])
        } catch {
            return (load, [language.say(WarningPhrase.uncounted, ["problem": "\(error)"])])
        }
    }
}
