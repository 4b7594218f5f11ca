import JobModel
import StrictJSON

extension LedgerEntry {
    /// The entry as the text between a line's checksum and its end.
    var json: JSONValue {
        switch self {
        case .opening(let opening):
            [
                "k": "opening", "store": .string(opening.store), "attempt": .integer(opening.attempt),
                "epoch": .integer(opening.epoch),
            ]
        case .tenure(let epoch): ["k": "tenure", "epoch": .integer(epoch)]
        case .intent(let intent):
            [
                "k": "intent", "attempt": .integer(intent.attempt), "run": .string(intent.run.rawValue),
                "batch": .integer(intent.ordinal), "number": .integer(intent.number),
                "body_sha256": .string(intent.bodySHA256), "at": .integer(intent.at),
            ]
        case .result(let result): Self.json(result)
        }
    }

    /// Reads an entry; `nil` when the value is none.
    init?(_ json: JSONValue) {
        switch json["k"]?.string {
        case "opening":
            guard let store = json["store"]?.string, let attempt = json["attempt"]?.integer,
                let epoch = json["epoch"]?.integer
            else { return nil }
            self = .opening(LedgerOpening(store: store, attempt: Int64(attempt), epoch: Int64(epoch)))
        case "tenure":
            guard let epoch = json["epoch"]?.integer else { return nil }
            self = .tenure(epoch: Int64(epoch))
        case "intent":
            guard let attempt = json["attempt"]?.integer, let run = json["run"]?.string,
                let ordinal = json["batch"]?.integer, let number = json["number"]?.integer,
                let hash = json["body_sha256"]?.string, let at = json["at"]?.integer
            else { return nil }
            self = .intent(
                LedgerIntent(
                    attempt: Int64(attempt), run: RunID(rawValue: run), ordinal: ordinal, number: number,
                    bodySHA256: hash, at: Int64(at)))
        case "result":
            guard let result = Self.result(json) else { return nil }
            self = .result(result)
        default: return nil
        }
    }

    // Members that say nothing are left out: a line costs what it carries.
    private static func json(_ line: LedgerResult) -> JSONValue {
        let result = line.result
        var members: [JSONValue.Member] = [
            .init("k", "result"), .init("attempt", .integer(line.attempt)),
            .init("outcome", .string(result.outcome.rawValue)), .init("at", .integer(line.at)),
        ]
        let numbers: [(String, Int64?)] = [
            ("http", result.evidence.httpStatus.map(Int64.init)), ("code", result.evidence.feishuCode.map(Int64.init)),
            ("sub_code", result.evidence.feishuSubCode.map(Int64.init)), ("retry_after", result.retryAfterMilliseconds),
            ("pauses_app", result.pausesAppMilliseconds),
        ]
        let texts = [
            ("batch_message_id", result.batchMessageID), ("log_id", result.evidence.logID),
            ("stops_run", result.stopsRun),
        ]
        for (key, value) in numbers { if let value { members.append(.init(key, .integer(value))) } }
        for (key, value) in texts { if let value { members.append(.init(key, .string(value))) } }
        if !result.invalidIDs.isEmpty {
            let ids = result.invalidIDs.map { JSONValue.array([.string($0.kind.rawValue), .string($0.id)]) }
            members.append(.init("invalid", .array(ids)))
        }
        return .object(members)
    }

    private static func result(_ json: JSONValue) -> LedgerResult? {
        guard let attempt = json["attempt"]?.integer, let at = json["at"]?.integer,
            let outcome = json["outcome"]?.string.flatMap(AttemptOutcome.init(rawValue:))
        else { return nil }
        var result = AttemptResult(outcome: outcome, batchMessageID: json["batch_message_id"]?.string)
        result.evidence.httpStatus = json["http"]?.integer
        result.evidence.feishuCode = json["code"]?.integer
        result.evidence.feishuSubCode = json["sub_code"]?.integer
        result.evidence.logID = json["log_id"]?.string
        result.stopsRun = json["stops_run"]?.string
        result.retryAfterMilliseconds = json["retry_after"]?.integer.map(Int64.init)
        result.pausesAppMilliseconds = json["pauses_app"]?.integer.map(Int64.init)
        for pair in json["invalid"]?.array ?? [] {
            guard let parts = pair.array, parts.count == 2, let id = parts[1].string,
                let kind = parts[0].string.flatMap(IDKind.init(rawValue:))
            else { return nil }
            result.invalidIDs.append(InvalidID(kind: kind, id: id))
        }
        return LedgerResult(attempt: Int64(attempt), result, at: Int64(at))
    }
}
