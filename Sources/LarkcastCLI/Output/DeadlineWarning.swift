import JobModel
import Reporting

/// Whether a plan can be sent to its end before its `not_after`: whoever is left by then would get nothing.
enum DeadlineWarning {
    /// What is said about it before anybody says yes; nothing when there is time enough.
    static func of(_ forecast: RunForecast, _ plan: RunPlan, _ language: Language = .english) -> [String] {
        let deadline = plan.delivery.notAfterSeconds
        // It counts from when the plan is stored, and whom it addresses has been asked by then.
        guard forecast.secondsSending > deadline else { return [] }
        return [
            language.say(
                WarningPhrase.tooLate,
                [
                    "time": ForecastText.duration(forecast.secondsSending, language),
                    "deadline": ForecastText.duration(deadline, language),
                ])
        ]
    }
}
