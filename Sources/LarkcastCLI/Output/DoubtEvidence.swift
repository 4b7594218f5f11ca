import Foundation
import JobModel
import JobStore
import Reporting
import StrictJSON

/// What is known about a batch in doubt, and what each decision about it means.
struct DoubtEvidence {
    private static let longestExcerpt = 300
    private static let mostNamed = 5

    let run: RunSummary
    let dossier: BatchDossier
    let zone: TimeZone

    /// The words that allow the batch to be sent again.
    var resendWords: String {
        let unit = dossier.unit.words.uppercased()
        return "RESEND \(dossier.run)/\(dossier.ordinal) TO \(dossier.recipients) \(unit)"
    }

    /// How far the newest attempt got, by name and in a sentence.
    var phase: (name: String, sentence: String) {
        guard let attempt = dossier.attempts.last, attempt.dispatchedAt != nil else {
            return ("connecting", "no byte of the request was allowed out")
        }
        let answer = attempt.evidence.responseBody?.count ?? 0
        if answer > 0 || attempt.evidence.httpStatus != nil {
            return ("response", "the request was out and an answer came: \(answer) bytes of it were kept")
        }
        guard let sent = attempt.evidence.bytesSent else {
            return ("hook", "the intent was committed right before the first byte; how much left after it is unknown")
        }
        guard sent > 0 else { return ("hook", "the intent was committed; libcurl counted no byte of the request") }
        return ("request", "\(Figure.grouped(Int(sent))) request bytes were handed to the socket, no answer came")
    }

    /// The evidence for people.
    var lines: [String] {
        RunText.heading(run, on: TextSurface(in: zone))
            + [
                "",
                "Batch \(dossier.ordinal) of \(run.batches.count), \(label): \(recipients), \(dossier.state.rawValue)",
            ]
            + traces.map { $0.name + String(repeating: " ", count: max(1, 12 - $0.name.count)) + escaped($0.text) }
            + ["", "What you can say"] + choices.flatMap { ["  " + $0.flags, "      " + $0.means] }
            + ["", "Feishu's developer console finds the request by its log id or its time."]
    }

    /// The evidence for programs.
    var json: JSONValue {
        let attempt = dossier.attempts.last
        let evidence = attempt?.evidence ?? AttemptEvidence()
        return [
            "run": .string(dossier.run.rawValue), "job": .string(run.job), "batch": .integer(dossier.ordinal),
            "label": .string(dossier.label), "unit": .string(dossier.unit.rawValue),
            "recipients": .integer(dossier.recipients), "id_kind": .string(dossier.idKind.rawValue),
            "recipient_ids": .array(dossier.recipientIDs.map { .string($0) }),
            "recipient": to.map { .string($0.id) } ?? .null,
            "state": .string(dossier.state.rawValue),
            "attempt": attempt.map { .integer($0.number) } ?? .null,
            "evidence": [
                "claimed_at": Self.instant(attempt?.claimedAt), "dispatched_at": Self.instant(attempt?.dispatchedAt),
                "finished_at": Self.instant(attempt?.finishedAt), "phase": .string(phase.name),
                "bytes_sent": evidence.bytesSent.map { .integer(Int($0)) } ?? .null,
                "response_bytes": evidence.responseBody.map { .integer($0.count) } ?? .null,
                "response": excerpt.map { .string($0) } ?? .null, "curl_code": Self.number(evidence.curlCode),
                "http_status": Self.number(evidence.httpStatus), "feishu_code": Self.number(evidence.feishuCode),
                "feishu_sub_code": Self.number(evidence.feishuSubCode), "message": Self.text(evidence.message),
                "log_id": Self.text(evidence.logID), "peer": Self.text(evidence.peer),
                "hint": Self.text(evidence.hint),
            ],
            "late_answers": .array(dossier.lateAnswers.map { .string($0) }),
            "choices": .array(
                choices.map {
                    ["verdict": .string($0.verdict), "flags": .string($0.flags), "means": .string($0.means)]
                }),
        ]
    }

    private var traces: [(name: String, text: String)] {
        guard let attempt = dossier.attempts.last else { return [] }
        let evidence = attempt.evidence
        var rows = addressed.map { [("To", $0)] } ?? []
        rows += [("Try", "\(attempt.number), claimed \(Timestamp.local(attempt.claimedAt, in: zone))")]
        if let at = attempt.dispatchedAt { rows.append(("First byte", Timestamp.local(at, in: zone))) }
        if let at = attempt.finishedAt { rows.append(("Ended", Timestamp.local(at, in: zone))) }
        rows.append(("Phase", phase.sentence))
        if let code = evidence.curlCode { rows.append(("libcurl", "code \(code)")) }
        if let status = evidence.httpStatus { rows.append(("HTTP", String(status))) }
        if let code = evidence.feishuCode {
            rows.append(("Feishu", "code \(code)" + (evidence.feishuSubCode.map { "/\($0)" } ?? "")))
        }
        if let message = evidence.message { rows.append(("Message", message)) }
        if let excerpt, !excerpt.isEmpty, evidence.feishuCode == nil { rows.append(("Answer", excerpt)) }
        if let logID = evidence.logID { rows.append(("Log id", logID)) }
        if let peer = evidence.peer { rows.append(("Peer", peer)) }
        if let hint = evidence.hint { rows.append(("Hint", hint)) }
        rows += dossier.lateAnswers.map { ("Late answer", $0) }
        rows += dossier.decisions.map { ("Decided", "try \($0.attempt): \($0.verdict), \($0.who.name): \($0.reason)") }
        return rows.map { (name: $0.0, text: $0.1) }
    }

    private var choices: [(verdict: String, flags: String, means: String)] {
        let isOver = !run.state.isUnfinished
        let again =
            isOver
            ? "it was not sent: the run is \(run.state.rawValue), so it is cancelled and never sent"
            : "it was not sent: the next resume sends it to these \(recipients), who get it twice if you are wrong; "
                + "needs --confirm \"\(resendWords)\""
        return [
            (
                "sent", "--sent [--message-id \(run.channel == .batch ? "bm-" : "om_")…]",
                "it was sent: counted as accepted; only with its id can it be followed and recalled"
            ), ("not_sent", "--not-sent", again),
            (
                "abandoned", "--abandon",
                "nobody will know: counted as abandoned, possibly not reached, never sent again"
            ),
        ]
    }

    /// Who a direct message was for: the one who can be asked.
    private var to: MessageRecipient? { run.batches.first { $0.ordinal == dossier.ordinal }?.recipient }

    /// The first of those it was for, and how many more there are.
    private var addressed: String? {
        let named = dossier.recipientIDs.prefix(Self.mostNamed)
        guard !named.isEmpty else { return nil }
        let more = dossier.recipientIDs.count - named.count
        let rest = more > 0 ? " and \(Figure.grouped(more)) more (--json names all)" : ""
        return named.joined(separator: ", ") + " (\(dossier.idKind.rawValue))" + rest
    }

    private var label: String { "“\(escaped(dossier.label))”" }

    private var recipients: String {
        "\(Figure.grouped(dossier.recipients)) \(dossier.unit.words(dossier.recipients))"
    }

    private var excerpt: String? {
        dossier.attempts.last?.evidence.responseBody.map {
            String(String(decoding: $0.prefix(4 * Self.longestExcerpt), as: UTF8.self).prefix(Self.longestExcerpt))
        }
    }

    private func escaped(_ text: String) -> String { TerminalText.escaped(text) }

    private static func instant(_ milliseconds: Int64?) -> JSONValue {
        milliseconds.map { .string(Timestamp.utc($0)) } ?? .null
    }

    private static func number(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }

    private static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
}
