import Foundation
import JobModel
import Reporting

/// What a plan will cost, for people: calls, time, and the app's quotas.
enum ForecastText {
    /// Rows of a name and a value.
    ///
    /// `start` is when the run would begin, in milliseconds since 1970 UTC, and `zone` where its people live; without them
    /// nothing is said of the time of day. `isAsked` says that the contacts have been asked for this very run, and
    /// `hasHeadCount` that the messages are those of people although departments are addressed.
    static func rows(
        _ forecast: RunForecast, _ plan: RunPlan, _ load: AppLoad, start: (at: Int64, zone: TimeZone)? = nil,
        isAsked: Bool = false, hasHeadCount: Bool = false, _ language: Language = .english
    ) -> [(name: String, value: String)] {
        var rows: [(PlanPhrase, String)] = [
            (.calls, calls(forecast, language)), (.time, time(forecast, load, isAsked: isAsked, language)),
        ]
        if let start {
            let end = Timestamp.local(start.at + Int64(forecast.seconds) * 1000, in: start.zone)
            rows.append((.done, language.say(PlanPhrase.about, ["time": end])))
        }
        // Ids of departments stand for more messages than there are ids: without a count of people nothing is said of them.
        if plan.channel == .batch, plan.unit == .people || hasHeadCount {
            rows.append((.quota, day(forecast, load, language)))
        }
        if let month = month(forecast, load, language) { rows.append((.month, month)) }
        return rows.map { (name: language.say($0.0), value: $0.1) }
    }

    private static func calls(_ forecast: RunForecast, _ language: Language) -> String {
        var parts: [(PlanPhrase, Int)] = [(.callsToSend, forecast.sendCalls)]
        if forecast.availabilityCalls > 0 { parts.insert((.callsForAvailability, forecast.availabilityCalls), at: 0) }
        if forecast.contactCalls > 0 { parts.insert((.callsToAsk, forecast.contactCalls), at: 0) }
        if forecast.uploadCalls > 0 { parts.insert((.callsToUpload, forecast.uploadCalls), at: parts.count - 1) }
        if forecast.pinCalls > 0 { parts.append((.callsToPin, forecast.pinCalls)) }
        parts.append((.callsToFollow, forecast.followCalls))
        return parts.map { language.say($0.0, count: $0.1) }.joined(separator: language.say(PlanPhrase.comma))
    }

    private static func time(
        _ forecast: RunForecast, _ load: AppLoad, isAsked: Bool, _ language: Language
    ) -> String {
        func say(_ phrase: PlanPhrase, _ seconds: Int, runs: Int = 0) -> String {
            language.say(phrase, ["time": duration(seconds, language), "count": String(runs)])
        }
        var text = say(.atLimits, forecast.secondsAtLimits)
        if let seconds = forecast.secondsByPace, let runs = load.pace?.runs {
            text += say(runs == 1 ? .asLastRun : .asLastRuns, seconds, runs: runs)
        }
        if forecast.secondsBetweenWaves > 0 { text += say(.betweenWaves, forecast.secondsBetweenWaves) }
        if forecast.secondsAsking > 0, !isAsked { text += say(.afterAsking, forecast.secondsAsking) }
        return text
    }

    private static func day(_ forecast: RunForecast, _ load: AppLoad, _ language: Language) -> String {
        let share = Figure.percent(forecast.messages, of: load.recipientsPerDay)
        let text = language.say(
            PlanPhrase.quotaOf, ["share": share, "limit": Figure.grouped(load.recipientsPerDay)])
        guard let committed = load.recipientsCommitted, committed > 0 else { return text }
        return text + language.say(PlanPhrase.taken, ["count": Figure.grouped(committed)])
    }

    private static func month(_ forecast: RunForecast, _ load: AppLoad, _ language: Language) -> String? {
        guard let limit = load.callsPerMonth else { return nil }
        let share = Figure.percent(forecast.neededCalls + forecast.followCalls, of: limit)
        let text = language.say(PlanPhrase.monthOf, ["share": share, "limit": Figure.grouped(limit)])
        return load.callsThisMonth.map { text + language.say(PlanPhrase.made, ["count": Figure.grouped($0)]) } ?? text
    }

    /// How long something takes; English counts a day as 24 hours, as it always has here.
    static func duration(_ seconds: Int, _ language: Language) -> String {
        language == .english ? Figure.duration(seconds: seconds) : language.duration(seconds: seconds)
    }
}
