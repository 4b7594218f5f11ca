import StrictJSON

public import struct Foundation.Data

/// A notification as bytes for programs: what is posted to a webhook that is no chat's.
public enum NotificationDocument {
    /// The document, in compact JSON.
    public static func bytes(_ notification: RunNotification) -> Data {
        let (run, text) = (notification.run, NotificationText(notification))
        let people = [("targeted", run.people.targeted)] + places(run.people)
        let document: JSONValue = [
            "id": .string(notification.id), "event": .string(notification.kind.rawValue),
            "at": .string(utc(notification.at)), "job": .string(run.job), "title": .string(run.title),
            "run": .string(run.id.rawValue), "occurrence": run.occurrence.map { .string($0) } ?? .null,
            "state": .string(run.state.rawValue), "recall": .string(run.recall.rawValue),
            "reason": text.reason.map { .string($0) } ?? .null, "unit": .string(run.unit.rawValue),
            "people": .object(people.map { .init($0.0, .integer($0.1)) }), "headline": .string(text.headline),
            "next": .string(text.next),
        ]
        return Data(document.bytes())
    }

    /// The places of the balance sheet behind `targeted`, with the contract's names in the contract's order.
    static func places(_ sheet: BalanceSheet) -> [(name: String, count: Int)] {
        [
            ("accepted", sheet.accepted), ("invalid", sheet.invalid), ("rejected", sheet.rejected),
            ("excluded", sheet.excluded), ("duplicate", sheet.duplicate), ("in_doubt", sheet.inDoubt),
            ("abandoned", sheet.abandoned), ("cancelled", sheet.cancelled), ("pending", sheet.pending),
        ]
    }

    /// An instant as `2026-12-01T01:00:00Z`.
    static func utc(_ milliseconds: Int64) -> String {
        let seconds = Int((Double(milliseconds) / 1000).rounded(.down))
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let second = seconds - day * 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(CivilDay(number: day))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }
}
