public import JobModel
public import StrictJSON

/// Reports for programs: a run document with what a report adds to it, and several runs.
///
/// `schema/report.schema.json` describes both. Fields are added, never renamed.
public enum ReportDocument {
    /// The run document with its curve, its departments, its failures and the runs before it.
    public static func json(_ report: RunReport) -> JSONValue {
        let added: [JSONValue.Member] = [
            .init("half_life_seconds", .optional(report.halfLifeSeconds)),
            .init("curve", .array(report.curve.points.map(point))),
            .init("departments", .array(report.departments.map(department))),
            .init("failures", .array(report.failures.map(failure))),
            .init("previous", .array(report.previous.map { RunDocument.json($0, withBatches: false) })),
        ]
        return .object((RunDocument.json(report.run).members ?? []) + added)
    }

    /// The runs as `list` has them, and the sums of those that can be added up.
    public static func json(_ series: RunSeries) -> JSONValue {
        let progress = series.progress
        let totals: JSONValue = [
            "runs": .integer(series.countable.count),
            "people": .object(series.people.entries.map { .init($0.name, .integer($0.count)) }),
            "progress": [
                "valid": .optional(progress.valid), "delivered": .optional(progress.delivered),
                "read": .optional(progress.read), "recalled": .optional(progress.recalled),
                "sampled_at": .optional(progress.sampledAt.map(Timestamp.utc)),
            ],
        ]
        return .object(
            (RunDocument.json(list: series.runs).members ?? []) + [
                .init("job", .optional(series.job)), .init("since", .optional(series.since.map(Timestamp.utc))),
                .init("totals", totals),
            ])
    }

    private static func point(_ point: RunCurve.Point) -> JSONValue {
        [
            "at": .string(Timestamp.utc(point.at)), "valid": .optional(point.valid),
            "delivered": .optional(point.delivered), "read": .optional(point.read),
        ]
    }

    private static func department(_ figures: DepartmentFigures) -> JSONValue {
        [
            "name": .optional(figures.name), "batches": .integer(figures.batches),
            "recipients": .integer(figures.recipients), "accepted": .integer(figures.accepted),
            "invalid": .integer(figures.invalid), "valid": .optional(figures.progress.valid),
            "delivered": .optional(figures.progress.delivered), "read": .optional(figures.progress.read),
            "recalled": .optional(figures.progress.recalled),
        ]
    }

    private static func failure(_ cause: FailureCause) -> JSONValue {
        let (kind, reason): (String, String?) =
            switch cause.kind {
            case .lastTry(let outcome): ("last_try", outcome.rawValue)
            case .earlierTry(let outcome): ("earlier_try", outcome.rawValue)
            case .abandoned: ("abandoned", nil)
            case .invalidIDs: ("invalid_ids", nil)
            case .leftOut(let reason): ("left_out", reason.rawValue)
            case .cancelled: ("cancelled", nil)
            }
        return [
            "kind": .string(kind), "reason": .optional(reason), "batches": .integer(cause.batches),
            "tries": .integer(cause.tries), "recipients": .integer(cause.recipients),
            "code": .optional(cause.feishuCode), "sub_code": .optional(cause.feishuSubCode),
            "curl_code": .optional(cause.curlCode), "http_status": .optional(cause.httpStatus),
            "message": .optional(cause.message), "hint": .optional(cause.hint), "log_id": .optional(cause.logID),
            "first_batch": .optional(cause.firstBatch),
        ]
    }
}
