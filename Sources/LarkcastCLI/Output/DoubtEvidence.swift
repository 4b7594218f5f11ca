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
    /// The language of what people read; programs get English.
    var language = Language.english

    /// The words that allow the batch to be sent again.
    var resendWords: String {
        let unit = dossier.unit.words.uppercased()
        return "RESEND \(dossier.run)/\(dossier.ordinal) TO \(dossier.recipients) \(unit)"
    }

    /// How far the newest attempt got, by name and in a sentence.
    var phase: (name: String, sentence: String) {
        guard let attempt = dossier.attempts.last, attempt.dispatchedAt != nil else {
            return ("connecting", say(.connecting))
        }
        let answer = attempt.evidence.responseBody?.count ?? 0
        if answer > 0 || attempt.evidence.httpStatus != nil {
            return ("response", say(.answered, ["count": String(answer)]))
        }
        guard let sent = attempt.evidence.bytesSent else { return ("hook", say(.hookUnknown)) }
        guard sent > 0 else { return ("hook", say(.hookNothing)) }
        return ("request", say(.requested, ["count": Figure.grouped(Int(sent))]))
    }

    /// The evidence for people.
    var lines: [String] {
        let surface = TextSurface(language, in: zone)
        let values = [
            "number": String(dossier.ordinal), "all": String(run.batches.count), "label": label,
            "count": recipients(language), "state": language.name(dossier.state),
        ]
        return RunText.heading(run, on: surface) + ["", say(.batch, values)]
            + traces.flatMap { surface.row(say($0.name), $0.text) }
            + ["", say(.whatToSay)] + choices(language).flatMap { ["  " + $0.flags, "      " + $0.means] }
            + ["", say(.whereToLook)]
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
                choices(.english).map {
                    ["verdict": .string($0.verdict), "flags": .string($0.flags), "means": .string($0.means)]
                }),
        ]
    }

    private var traces: [(name: DoubtPhrase, text: String)] {
        guard let attempt = dossier.attempts.last else { return [] }
        let evidence = attempt.evidence
        var rows: [(DoubtPhrase, String)] = addressed.map { [(.to, $0)] } ?? []
        let claimed = ["number": String(attempt.number), "time": Timestamp.local(attempt.claimedAt, in: zone)]
        rows.append((.attempt, say(.claimed, claimed)))
        if let at = attempt.dispatchedAt { rows.append((.firstByte, Timestamp.local(at, in: zone))) }
        if let at = attempt.finishedAt { rows.append((.ended, Timestamp.local(at, in: zone))) }
        rows.append((.phase, phase.sentence))
        if let code = evidence.curlCode { rows.append((.libcurl, say(.code, ["code": String(code)]))) }
        if let status = evidence.httpStatus { rows.append((.http, String(status))) }
        if let code = evidence.feishuCode {
            let number = evidence.feishuSubCode.map { "\(code)/\($0)" } ?? String(code)
            rows.append((.feishu, say(.code, ["code": number])))
        }
        if let message = evidence.message { rows.append((.message, message)) }
        if let excerpt, !excerpt.isEmpty, evidence.feishuCode == nil { rows.append((.answer, excerpt)) }
        if let logID = evidence.logID { rows.append((.logID, logID)) }
        if let peer = evidence.peer { rows.append((.peer, peer)) }
        rows += hints(evidence)
        rows += dossier.lateAnswers.map { (.lateAnswer, $0) }
        rows += dossier.decisions.map { decision in
            (
                .decided,
                say(
                    .decision,
                    [
                        "number": String(decision.attempt), "verdict": verdict(decision.verdict),
                        "who": decision.who.name, "reason": decision.reason,
                    ])
            )
        }
        return rows.map { (name: $0.0, text: $0.1) }
    }

    /// What was advised when it happened, which is kept in English; in another language how it leans comes first.
    private func hints(_ evidence: AttemptEvidence) -> [(DoubtPhrase, String)] {
        guard let hint = evidence.hint else { return [] }
        guard language != .english else { return [(.hint, hint)] }
        let lean = [DoubtPhrase.probablySent, .probablyNotSent].first { phrase in
            hint.split(separator: "; ").contains { $0 == phrase.wording.english }
        }
        return (lean.map { [(.hint, say($0))] } ?? []) + [(.hintInEnglish, hint)]
    }

    private func verdict(_ word: String) -> String {
        let said = [DoubtPhrase.saidSent, .saidNotSent, .saidAbandoned].first { $0.wording.english == word }
        return said.map { say($0) } ?? word
    }

    private func choices(_ language: Language) -> [(verdict: String, flags: String, means: String)] {
        let again =
            run.state.isUnfinished
            ? language.say(
                DoubtPhrase.notSentAgain, ["count": recipients(language), "words": resendWords])
            : language.say(DoubtPhrase.notSentOver, ["state": language.name(run.state)])
        return [
            (
                "sent", "--sent [--message-id \(run.channel == .batch ? "bm-" : "om_")…]",
                language.say(DoubtPhrase.sentMeans)
            ), ("not_sent", "--not-sent", again),
            ("abandoned", "--abandon", language.say(DoubtPhrase.abandonMeans)),
        ]
    }

    /// Who a direct message was for: the one who can be asked.
    private var to: MessageRecipient? { run.batches.first { $0.ordinal == dossier.ordinal }?.recipient }

    /// The first of those it was for, and how many more there are.
    private var addressed: String? {
        let named = dossier.recipientIDs.prefix(Self.mostNamed)
        guard !named.isEmpty else { return nil }
        let more = dossier.recipientIDs.count - named.count
        let rest = more > 0 ? say(.more, ["count": Figure.grouped(more)]) : ""
        return named.joined(separator: ", ") + " (\(dossier.idKind.rawValue))" + rest
    }

    private var label: String { "“\(escaped(language.label(dossier.label)))”" }

    private func recipients(_ language: Language) -> String {
        let phrase: DoubtPhrase =
            switch dossier.unit {
            case .people: .recipients
            case .departments: .departments
            case .chats: .chats
            }
        return language.say(phrase, count: dossier.recipients)
    }

    private func say(_ phrase: DoubtPhrase, _ values: [String: String] = [:]) -> String {
        language.say(phrase, values)
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
