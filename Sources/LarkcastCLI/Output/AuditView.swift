import Foundation
import JobModel
import JobStore
import Reporting
import StrictJSON

/// The audit for people and for programs.
struct AuditView {
    let trail: AuditTrail
    let zone: TimeZone

    /// The contract's `audit` document.
    var json: JSONValue {
        let document: JSONValue = [
            "entries": .array(trail.entries.map(Self.json)), "verified": .bool(trail.isVerified),
        ]
        guard let broken = trail.firstBroken else { return document }
        return document.adding(
            "first_broken", ["number": .integer(Int(broken.number)), "entry": Self.json(broken.found)])
    }

    /// One entry a line: when, who, what, about what, and the detail.
    var lines: [String] {
        trail.entries.map { entry in
            let about = entry.run.map { run in
                " \(run)" + (entry.batchOrdinal.map { "/\($0)" } ?? "")
            }
            let detail = (Self.detail(entry).members ?? []).filter { $0.value != .null && $0.value != [] }
                .map { "\($0.key) \($0.value.string ?? $0.value.text())" }.joined(separator: ", ")
            let line = "\(Timestamp.local(entry.at, in: zone))  \(entry.who.name)  \(entry.action)\(about ?? "")"
            return TerminalText.escaped(detail.isEmpty ? line : "\(line)  (\(detail))")
        }
    }

    /// A record that was changed is a damaged store.
    var status: ExitStatus { trail.isVerified ? .done : .storage }

    /// What is wrong with the record, if anything.
    var problem: String? {
        guard let broken = trail.firstBroken else { return nil }
        return
            "the record has been changed or cut: entry \(broken.number) (\(TerminalText.escaped(broken.found.action)), "
            + "\(Timestamp.utc(broken.found.at))) does not follow from the one before it"
    }

    private static func json(_ entry: AuditEntry) -> JSONValue {
        let detail = detail(entry)
        return [
            "at": .string(Timestamp.utc(entry.at)), "who": .string(entry.who.name),
            "uid": entry.who.userID.map { .integer(Int($0)) } ?? .null, "tty": detail["tty"] ?? .null,
            "action": .string(entry.action), "run": entry.run.map { .string($0.rawValue) } ?? .null,
            "batch": entry.batchOrdinal.map { .integer($0) } ?? .null,
            "detail": .object((detail.members ?? []).filter { $0.key != "tty" }),
        ]
    }

    /// The detail as it was stored; a damaged one is shown as the text it is.
    private static func detail(_ entry: AuditEntry) -> JSONValue {
        JSONReader().readStrictly(Array(entry.detail.utf8)) ?? ["text": .string(entry.detail)]
    }
}
