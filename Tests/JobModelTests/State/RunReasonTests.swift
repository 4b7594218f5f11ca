import JobModel
import TestSupport
import Testing

/// What the store keeps as English is read back as what was meant.
struct RunReasonTests {
    @Test func everyReasonIsReadBack() {
        for reason in ReasonTable.reasons {
            let read = RunReason(text: reason.text)
            #expect(read == reason, "\(reason.text.debugDescription)")
        }
    }

    /// The sentences of stores that exist; a change here is a change of what is stored.
    @Test(arguments: [
        (RunReason.pausedBy("ann"), "paused by ann"), (.recalledEarly, "recalled before everything was sent"),
        (.deadlinePassed, "its deadline passed before everything was sent"),
        (.inDoubt([3], isMore: false), "batch 3 is in doubt: an operator must decide"),
        (
            .inDoubt([1, 2, 3, 4, 5, 6, 7, 8], isMore: true),
            "batches 1, 2, 3, 4, 5, 6, 7, 8, … are in doubt: an operator must decide"
        ),
        (.retriesSpent("curl 7"), "retry_budget: too many tries came to nothing, the last one with curl 7"),
        (
            .gateClosed(wave: 1, [.invalid(7, of: 100, percent: 5), .rejected(1, most: 0)]),
            "the gate behind wave 1 is closed: 7 of 100 people are invalid, the gate lets 5 % pass; "
                + "1 batch is rejected, the gate lets 0 pass"
        ),
        (
            .repeated(run: "a", isLost: true, others: 2),
            "the same message went to the same audience in run a, which this store knows from its ledger alone, and 2 "
                + "before it within seven days"
        ),
        (
            .adopted(run: "a", doubts: 2),
            "the store was adopted; 2 of its batches are in doubt: larkcast resume a goes on"
        ),
        (
            .notOriginal(found: StoreFinding.ledgerMissing.rawValue, before: "x"),
            "the store may not be the original: its ledger is missing; before: x"
        ),
        (.missed(.late(seconds: 3600)), "1h late, which is beyond the starting deadline"),
        (
            .voided(.missed(.overtaken)),
            "a later occurrence was due as well, and only the latest starts; void: decided by a clock that ran ahead"
        ),
    ])
    func theStoredSentence(reason: RunReason, text: String) {
        #expect(reason.text == text)
    }

    @Test func whatNoReasonSaysIsNone() {
        let others = [
            "the wrong tenant", "paused", "batch x is in doubt: an operator must decide",
            "batches are in doubt: an operator must decide", "the gate behind wave 1 is closed: it rains",
            "does not fire: Mon 2026-02-17 is not worked on (weekend)", "Feishu refused x recipients in a row",
            "x; void: decided by a clock that ran ahead", "x; waiting for a second person (larkcast approve y)",
            "01h late, which is beyond the starting deadline",
        ]
        for text in others + HostileText.texts { #expect(RunReason(text: text) == nil, "\(text.debugDescription)") }
    }

    @Test func anAlarmIsReadBack() throws {
        for (before, now) in [(1000, 1), (1, 1000), (250, 500)] {
            let alarm = HeadCountAlarm.changed(try #require(HeadCountDrift(before: before, now: now)))
            #expect(HeadCountAlarm(sentence: alarm.sentence) == alarm)
            #expect(HeadCountAlarm(sentence: alarm.sentence + "!") == nil)
        }
        let alarm = HeadCountAlarm.uncountable(before: 92)
        #expect(HeadCountAlarm(sentence: alarm.sentence) == alarm)
    }
}

/// The traces of an attempt, which are stored in one line inside reasons.
struct EvidenceLineTests {
    private static func evidence(
        _ code: Int? = nil, _ subCode: Int? = nil, _ message: String? = nil, http: Int? = nil, curl: Int? = nil,
        log: String? = nil
    ) -> AttemptEvidence {
        var evidence = AttemptEvidence()
        (evidence.feishuCode, evidence.feishuSubCode, evidence.message) = (code, subCode, message)
        (evidence.httpStatus, evidence.curlCode, evidence.logID) = (http, curl, log)
        return evidence
    }

    @Test func everyLineIsReadBack() {
        let lines = [
            Self.evidence(), Self.evidence(11_246, 3, "bad, very bad", http: 400, log: "2026"),
            Self.evidence(230_100, nil, "no"), Self.evidence(http: 504), Self.evidence(curl: 7, log: "x"),
            Self.evidence(nil, nil, "could not connect", curl: 7), Self.evidence(0), Self.evidence(log: "x"),
            Self.evidence(nil, nil, "code of conduct", http: 200),
        ]
        for evidence in lines { #expect(AttemptEvidence(oneLine: evidence.oneLine) == evidence, "\(evidence.oneLine)") }
    }

    /// A message may say what it likes: the line that is read is the line that was written, or none.
    @Test func aHostileMessageNeverMakesAnotherLine() {
        let sly = ["x, HTTP 200", ", curl 0", "code 1/2/3", "log id ", "code x", "code 1, log id "]
        for text in HostileText.texts + sly {
            for line in [text, Self.evidence(1, nil, text, http: 500, curl: 28, log: text).oneLine] {
                if let read = AttemptEvidence(oneLine: line) { #expect(read.oneLine == line) }
            }
        }
    }
}
