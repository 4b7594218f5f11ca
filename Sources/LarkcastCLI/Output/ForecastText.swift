import Foundation
import JobModel
import Reporting

/// What a plan will cost, for people: calls, time, and the app's quotas.
enum ForecastText {
    /// Rows of a name and a value.
    ///
    /// `start` is when the run would begin, in milliseconds since 1970 UTC, and `zone` where its people live; without them
    /// nothing is said of the time of day.
    static func rows(
        _ forecast: RunForecast, _ plan: RunPlan, _ load: AppLoad, start: (at: Int64, zone: TimeZone)? = nil
    ) -> [(name: String, value: String)] {
        var rows = [
            (name: "Calls", value: calls(forecast)),
            (name: "Time", value: time(forecast, load)),
        ]
        if let start {
            let end = start.at + Int64(forecast.seconds) * 1000
            rows.append((name: "Done", value: "about \(Timestamp.local(end, in: start.zone))"))
        }
        if plan.unit == .people, plan.channel == .batch { rows.append((name: "Quota", value: day(forecast, load))) }
        if let month = month(forecast, load) { rows.append((name: "Month", value: month)) }
        return rows
    }

    private static func calls(_ forecast: RunForecast) -> String {
        var parts: [String] = []
        if forecast.contactCalls > 0 { parts.append("\(Figure.grouped(forecast.contactCalls)) to ask the contacts") }
        parts.append("\(Figure.grouped(forecast.sendCalls)) to send")
        if forecast.pinCalls > 0 { parts.append("\(Figure.grouped(forecast.pinCalls)) to pin") }
        return (parts + ["at most \(Figure.grouped(forecast.followCalls)) to follow"]).joined(separator: ", ")
    }

    private static func time(_ forecast: RunForecast, _ load: AppLoad) -> String {
        var text = "about \(Figure.duration(seconds: forecast.secondsAtLimits)) at the limits"
        if let seconds = forecast.secondsByPace, let runs = load.pace?.runs {
            text +=
                ", \(Figure.duration(seconds: seconds)) as \(runs == 1 ? "the last run" : "the last \(runs) runs") went"
        }
        if forecast.secondsBetweenWaves > 0 {
            text += ", and \(Figure.duration(seconds: forecast.secondsBetweenWaves)) between the waves"
        }
        return text
    }

    private static func day(_ forecast: RunForecast, _ load: AppLoad) -> String {
        let share = Figure.percent(forecast.messages, of: load.recipientsPerDay)
        let text = "\(share) of the app's \(Figure.grouped(load.recipientsPerDay)) messages a day"
        guard let committed = load.recipientsCommitted, committed > 0 else { return text }
        return text + "; \(Figure.grouped(committed)) are taken already"
    }

    private static func month(_ forecast: RunForecast, _ load: AppLoad) -> String? {
        guard let limit = load.callsPerMonth else { return nil }
        let share = Figure.percent(forecast.neededCalls + forecast.followCalls, of: limit)
        let text = "at most \(share) of the \(Figure.grouped(limit)) calls a month"
        return load.callsThisMonth.map { text + "; \(Figure.grouped($0)) are made already" } ?? text
    }
}
