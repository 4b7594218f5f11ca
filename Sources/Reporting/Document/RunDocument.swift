public import JobModel
public import StrictJSON

/// The contract's run document, from `run --json`, `status --json` and `report --format json`.
///
/// `schema/report.schema.json` describes it. Fields are added, never renamed.
public enum RunDocument {
    /// The document of one run; a list's summaries have no batches, and their documents leave `batches` and `warnings` out.
    public static func json(_ run: RunSummary, withBatches: Bool = true) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("run", .string(run.id.rawValue)),
            .init("job", .string(run.job)),
            .init("title", .string(run.title)),
            .init("state", .string(run.state.rawValue)),
            .init("state_reason", .optional(run.stateReason)),
            .init("occurrence", .optional(run.occurrence)),
            .init("plan_sha256", .string(run.planSHA256)),
            .init("unit", .string(run.unit.rawValue)),
            .init("channel", .string(run.channel.rawValue)),
            .init("people", people(run.people)),
            .init("progress", progress(run.progress)),
            .init("recall", .string(run.recall.rawValue)),
            .init("created_at", .string(Timestamp.utc(run.createdAt))),
            .init("started_at", .optional(run.startedAt.map(Timestamp.utc))),
            .init("sent_at", .optional(run.sentAt.map(Timestamp.utc))),
        ]
        // A run that is nothing special has neither.
        if run.isTest { members.append(.init("test", .bool(true))) }
        if !run.waves.isEmpty { members.append(.init("waves", .array(run.waves.map(wave)))) }
        if let leftOut = run.leftOut { members.append(.init("left_out", leftOut.json)) }
        if let tzdata = run.tzdata { members.append(.init("tzdata", .string(tzdata))) }
        if withBatches {
            members.append(.init("warnings", .array(run.warnings.map { .string($0) })))
            members.append(.init("batches", .array(run.batches.map(batch))))
        }
        return .object(members)
    }

    /// The document of a list of runs.
    public static func json(list runs: [RunSummary]) -> JSONValue {
        ["runs": .array(runs.map { json($0, withBatches: false) })]
    }

    private static func people(_ sheet: BalanceSheet) -> JSONValue {
        .object(sheet.entries.map { .init($0.name, .integer($0.count)) })
    }

    private static func progress(_ figures: ProgressFigures) -> JSONValue {
        [
            "valid": .optional(figures.valid), "delivered": .optional(figures.delivered),
            "read": .optional(figures.read), "recalled": .optional(figures.recalled),
            "sampled_at": .optional(figures.sampledAt.map(Timestamp.utc)),
        ]
    }

    private static func wave(_ wave: WaveSummary) -> JSONValue {
        [
            "number": .integer(wave.number), "state": .string(wave.state.rawValue),
            "first_batch": .integer(wave.ordinals.lowerBound), "last_batch": .integer(wave.ordinals.upperBound),
            "recipients": .integer(wave.recipients), "opens_at": .optional(wave.opensAt.map(Timestamp.utc)),
        ]
    }

    private static func batch(_ batch: BatchSummary) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("ordinal", .integer(batch.ordinal)), .init("label", .string(batch.label)),
            .init("state", .string(batch.state.rawValue)), .init("batch_message_id", .optional(batch.batchMessageID)),
            .init("recipients", .integer(batch.recipients)), .init("attempts", .integer(batch.attempts)),
            .init("valid", .optional(batch.progress.valid)), .init("delivered", .optional(batch.progress.delivered)),
            .init("read", .optional(batch.progress.read)), .init("recalled", .optional(batch.progress.recalled)),
            .init("recall", .optional(batch.recall?.rawValue)),
            .init("invalid_ids", .array(batch.invalidIDs.map { .string($0) })),
            .init("last_problem", .optional(batch.lastProblem)),
        ]
        if let recipient = batch.recipient {
            members.append(.init("id_kind", .string(recipient.kind.rawValue)))
            members.append(.init("recipient", .string(recipient.id)))
        }
        if let isPinned = batch.isPinned { members.append(.init("pinned", .bool(isPinned))) }
        return .object(members)
    }
}

extension JSONValue {
    /// The string, or `null`.
    static func optional(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

    /// The integer, or `null`.
    static func optional(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
}
