import JobEngine
import JobModel
import Reporting
import StrictJSON

/// What a plan will cost at Feishu's documented limits.
struct PlanForecast {
    /// Messages an app may send a day (feishu-api: code 11247).
    static let dailyMessages = 500_000
    /// Looks of a 72-hour campaign on the thinning schedule, two calls each.
    private static let looks = 80

    /// `batch_send` calls.
    let sendCalls: Int
    /// Calls to follow delivery and reads to the end of tracking, at most.
    let pollCalls: Int
    /// Messages that count against the day's quota; ids that are departments count for more than one.
    let messages: Int
    /// Seconds at the limits.
    let seconds: Int

    init(_ plan: RunPlan, perSecond: Int = 50, perMinute: Int = 1000) {
        sendCalls = plan.batches.count
        pollCalls = plan.batches.count * Self.looks * 2
        messages = plan.batches.reduce(0) { $0 + $1.recipientCount }
        let fullMinutes = max(0, sendCalls - 1) / perMinute
        let rest = sendCalls - fullMinutes * perMinute
        seconds = fullMinutes * 60 + (rest + perSecond - 1) / perSecond
    }
}

/// The contract's `plan` document.
enum PlanDocument {
    static func json(_ planned: PlannedRun, next: [Firing] = [], warnings: [String]) -> JSONValue {
        let plan = planned.plan
        let forecast = PlanForecast(plan)
        return [
            "job": .string(plan.job), "title": .string(plan.title), "plan_sha256": .string(plan.planSHA256),
            "people": .object(plan.balance.entries.map { .init($0.name, .integer($0.count)) }),
            "unit": .string(plan.unit.rawValue), "batches": .integer(plan.batches.count),
            "calls": ["send": .integer(forecast.sendCalls), "follow_at_most": .integer(forecast.pollCalls)],
            "forecast": [
                "seconds": .integer(forecast.seconds), "messages": .integer(forecast.messages),
                "daily_quota": .integer(PlanForecast.dailyMessages),
            ],
            "left_out": plan.leftOut.json,
            "waves": .array(plan.waveLengths.count > 1 ? plan.wavePeople.map { .integer($0) } : []),
            "next": .array(next.map { FiringDocument.json($0) }),
            "first_request": plan.batches.first.map {
                .string(String(decoding: plan.body(of: $0), as: UTF8.self))
            } ?? .null,
            "warnings": .array(warnings.map { .string($0) }),
        ]
    }
}
