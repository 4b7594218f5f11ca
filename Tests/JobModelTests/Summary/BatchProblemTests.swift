import JobModel
import Testing

/// What a batch met, as the store told it in one line before it was kept apart.
struct BatchProblemTests {
    private static func evidence(_ change: (inout AttemptEvidence) -> Void) -> AttemptEvidence {
        var evidence = AttemptEvidence()
        change(&evidence)
        return evidence
    }

    @Test(arguments: [
        (BatchProblem.lastTry(.inDoubt, evidence { $0.httpStatus = 504 }), "in doubt, HTTP 504"),
        (
            .lastTry(
                .tokenRefused,
                evidence {
                    ($0.curlCode, $0.httpStatus, $0.feishuCode, $0.feishuSubCode) = (0, 400, 99_991_663, 2)
                    ($0.message, $0.logID, $0.hint) = ("Invalid token", "2026", "Another one is fetched.")
                }),
            "token refused, curl 0, HTTP 400, code 99991663, sub-code 2, Invalid token, log id 2026, Another one is fetched."
        ),
        (.lastTry(.notSent, evidence { $0.message = "" }), "not sent"),
        (.recallRefused(evidence { $0.feishuCode = 230_026 }), "recall refused, code 230026"),
        (.recallRefused(AttemptEvidence()), "recall refused, no answer"),
        (.said("anything"), "anything"),
    ])
    func theLine(problem: BatchProblem, text: String) {
        #expect(problem.text == text)
        var batch = BatchSummary(ordinal: 1, label: "A", state: .inDoubt, recipients: 1)
        batch.problem = problem
        #expect(batch.lastProblem == text)
    }

    @Test func aLineThatIsGivenIsKeptAsItIs() {
        var batch = BatchSummary(ordinal: 1, label: "A", state: .rejected, recipients: 1, lastProblem: "code 1")
        #expect(batch.problem == .said("code 1"))
        batch.lastProblem = nil
        #expect(batch.problem == nil && batch.lastProblem == nil)
    }
}

/// Why a wave's gate is closed, to the byte as it was stored before it was typed.
struct GateObstacleTests {
    @Test(arguments: [
        (GateObstacle.invalid(7, of: 100, percent: 5), "7 of 100 people are invalid, the gate lets 5 % pass"),
        (.rejected(1, most: 0), "1 batch is rejected, the gate lets 0 pass"),
        (.rejected(2, most: 1), "2 batches are rejected, the gate lets 1 pass"),
        (.inDoubt(1, most: 0), "1 batch is in doubt, the gate lets 0 pass"),
        (.inDoubt(12, most: 3), "12 batches are in doubt, the gate lets 3 pass"),
    ])
    func theWords(obstacle: GateObstacle, text: String) {
        #expect(obstacle.text == text)
        #expect(GateObstacle(text: text) == obstacle)
        #expect(GateObstacle(text: text + " ") == nil)
    }

    @Test func otherWordsAreNone() {
        for text in ["", "1", "1 2 3", "it rains", "99999999999999999999 batches are in doubt, the gate lets 1 pass"] {
            #expect(GateObstacle(text: text) == nil)
        }
    }
}

/// What people should know of a plan, in the words that programs and the audit get.
struct PlanRemarkTests {
    @Test(arguments: [
        (PlanRemark.sendsNow, "`run` sends now, whatever the schedule says; `tick` sends by the schedule"),
        (
            .uncountable,
            "people cannot be counted before sending: each department is delivered with all its sub-departments"
        ),
        (
            .unknownExclusions(1, first: ["/audience/exclude/users/emails/0"]),
            "1 of the people to be left out is unknown to Feishu or outside what the app may see, so nobody was left out for "
                + "them: /audience/exclude/users/emails/0"
        ),
        (
            .unknownExclusions(4, first: ["/a", "/b", "/c"]),
            "4 of the people to be left out are unknown to Feishu or outside what the app may see, so nobody was left out for "
                + "them: /a, /b, /c, …"
        ),
        (
            .uploads([.init(name: "a.png", bytes: 1204), .init(name: "b.mp4", bytes: 9)]),
            "run uploads a.png (1204 bytes) and b.mp4 (9 bytes); the plan's hash is another one then"
        ),
        (
            .departmentSize(name: "研发\u{202E}", id: "od-1", people: nil),
            "\"研发\\u{202e}\" (od-1) has an unknown number of people, sub-departments included"
        ),
    ])
    func theSentence(remark: PlanRemark, text: String) {
        #expect(remark.text == text)
    }
}
