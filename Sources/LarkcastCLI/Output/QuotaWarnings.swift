import JobModel
import Reporting

/// Whether a plan fits into the app's messages of a day and calls of a month, as far as the store knows of the others.
enum QuotaWarnings {
    /// What `plan` says about it; nothing when it fits, or when neither app nor store are known yet.
    static func of(_ forecast: RunForecast, _ load: AppLoad) -> [String] {
        [
            day(forecast.messages, load.recipientsCommitted ?? 0, load.recipientsPerDay),
            load.callsPerMonth.flatMap { month(forecast, made: load.callsThisMonth ?? 0, $0) },
        ].compactMap(\.self)
    }

    /// The warning about the day, if there is one.
    static func day(_ planned: Int, _ committed: Int, _ limit: Int) -> String? {
        guard planned > limit - committed else { return nil }
        return "\(Figure.grouped(planned)) recipients and the \(Figure.grouped(committed)) of the last 24 hours and of "
            + "unfinished runs are more than the \(Figure.grouped(limit)) a day: run will refuse until there is room"
    }

    /// The warning about the month: sending goes before following, which then becomes rarer.
    private static func month(_ forecast: RunForecast, made: Int, _ limit: Int) -> String? {
        let left = max(0, limit - made)
        let needed = forecast.neededCalls
        if needed > left {
            return
                "\(Figure.grouped(needed)) calls to \(purpose(forecast)) are more than the \(Figure.grouped(left)) that are left "
                + "of the \(Figure.grouped(limit)) this month (limits.calls_per_month)"
        }
        guard needed + forecast.followCalls > left else { return nil }
        return "following reads to the end may take \(Figure.grouped(forecast.followCalls)) calls, and "
            + "\(Figure.grouped(left - needed)) are left of this month's after sending: larkcast looks less often then"
    }

    /// What the calls are for that cannot be left out.
    private static func purpose(_ forecast: RunForecast) -> String {
        let purposes = [
            forecast.contactCalls > 0 ? "ask the contacts" : nil, "send", forecast.pinCalls > 0 ? "pin" : nil,
        ]
        .compactMap(\.self)
        return purposes.count == 1
            ? purposes[0] : purposes.dropLast().joined(separator: ", ") + " and \(purposes.last ?? "")"
    }
}
