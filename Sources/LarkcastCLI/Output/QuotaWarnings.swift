import JobModel
import Reporting

/// Whether a plan fits into the app's messages of a day and calls of a month, as far as the store knows of the others.
enum QuotaWarnings {
    /// What `plan` says about it; nothing when it fits, or when neither app nor store are known yet.
    static func of(_ forecast: RunForecast, _ load: AppLoad, _ language: Language = .english) -> [String] {
        [
            day(forecast.messages, load.recipientsCommitted ?? 0, load.recipientsPerDay, language),
            load.callsPerMonth.flatMap { month(forecast, made: load.callsThisMonth ?? 0, $0, language) },
        ].compactMap(\.self)
    }

    /// The warning about the day, if there is one.
    static func day(_ planned: Int, _ committed: Int, _ limit: Int, _ language: Language = .english) -> String? {
        guard planned > limit - committed else { return nil }
        return language.say(
            WarningPhrase.day,
            [
                "planned": Figure.grouped(planned), "committed": Figure.grouped(committed),
                "limit": Figure.grouped(limit),
            ])
    }

    /// The warning about the month: sending goes before following, which then becomes rarer.
    private static func month(_ forecast: RunForecast, made: Int, _ limit: Int, _ language: Language) -> String? {
        let left = max(0, limit - made)
        let needed = forecast.neededCalls
        if needed > left {
            return language.say(
                WarningPhrase.monthSending,
                [
                    "calls": Figure.grouped(needed), "purpose": language.say(purpose(forecast)),
                    "left": Figure.grouped(left), "limit": Figure.grouped(limit),
                ])
        }
        guard needed + forecast.followCalls > left else { return nil }
        return language.say(
            WarningPhrase.monthFollowing,
            ["calls": Figure.grouped(forecast.followCalls), "left": Figure.grouped(left - needed)])
    }

    /// What the calls are for that cannot be left out.
    private static func purpose(_ forecast: RunForecast) -> WarningPhrase {
        switch (forecast.contactCalls > 0, forecast.pinCalls > 0) {
        case (false, false): .toSend
        case (true, false): .toAskAndSend
        case (false, true): .toSendAndPin
        case (true, true): .toAskSendAndPin
        }
    }
}
