import JobEngine
import JobModel
import Reporting
import StrictJSON

/// The contract's `plan` document.
enum PlanDocument {
    static func json(
        _ planned: PlannedRun, load: AppLoad = AppLoad(), next: [Firing] = [], warnings: [String]
    ) -> JSONValue {
        let plan = planned.plan
        let forecast = planned.forecast(load)
        return [
            "job": .string(plan.job), "title": .string(plan.title), "plan_sha256": .string(plan.planSHA256),
            "people": .object(plan.balance.entries.map { .init($0.name, .integer($0.count)) }),
            "unit": .string(plan.unit.rawValue), "channel": .string(plan.channel.rawValue),
            "batches": .integer(plan.batches.count),
            "calls": [
                "contacts": .integer(forecast.contactCalls),
                "availability": .integer(forecast.availabilityCalls), "upload": .integer(forecast.uploadCalls),
                "send": .integer(forecast.sendCalls),
                "pin": .integer(forecast.pinCalls), "follow_at_most": .integer(forecast.followCalls),
            ],
            "forecast": json(forecast, load, start: next.first?.occurrence.instant),
            "departments": .array(planned.notes.compactMap(department)),
            "left_out": plan.leftOut.json,
            "unavailable": planned.unavailability.map { .integer($0.people) } ?? .null,
            "defaulted": .array(
                plan.defaulted.map { ["column": .string($0.column), "people": .integer($0.people)] }),
            "uploads": .array(
                planned.uploads.map { ["name": .string($0.name), "bytes": .integer($0.byteCount)] }),
            "waves": .array(plan.waveLengths.count > 1 ? plan.wavePeople.map { .integer($0) } : []),
            "next": .array(next.map { FiringDocument.json($0) }),
            "first_request": plan.batches.first.map {
                .string(String(decoding: plan.body(of: $0), as: UTF8.self))
            } ?? .null,
            "notes": .array(planned.notes.map { .string($0.text) }),
            "alarms": .array(planned.alarms.map { .string($0.sentence) }),
            "warnings": .array(warnings.map { .string($0) }),
        ]
    }

    /// A department that is addressed itself, with everybody in it and below; `people` is `null` where Feishu does not say.
    private static func department(_ note: PlanRemark) -> JSONValue? {
        guard case .departmentSize(let name, let id, let people) = note else { return nil }
        return ["id": .string(id), "name": .string(name), "people": people.map { .integer($0) } ?? .null]
    }

    private static func json(_ forecast: RunForecast, _ load: AppLoad, start: Int64?) -> JSONValue {
        let number: (Int?) -> JSONValue = { $0.map { .integer($0) } ?? .null }
        return [
            "seconds": .integer(forecast.seconds), "seconds_asking": .integer(forecast.secondsAsking),
            "seconds_at_limits": .integer(forecast.secondsAtLimits),
            "seconds_by_past_runs": number(forecast.secondsByPace), "past_runs": .integer(load.pace?.runs ?? 0),
            "done_at": start.map { .string(Timestamp.utc($0 + Int64(forecast.seconds) * 1000)) } ?? .null,
            "messages": .integer(forecast.messages), "daily_quota": .integer(load.recipientsPerDay),
            "daily_committed": number(load.recipientsCommitted), "monthly_calls": number(load.callsPerMonth),
            "monthly_calls_made": number(load.callsThisMonth),
        ]
    }
}
