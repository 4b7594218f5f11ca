import FeishuAPI
import Foundation
import HTTPTransport
import JobModel
import Testing

@testable import JobEngine

/// What follows from each verdict, given what came before: the whole table.
struct DispositionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var verdict: SendVerdict
        var history = Disposition.History()
        var outcome: AttemptOutcome
        var stopsRun = false
        var retryAfter: Int64?
        var pausesApp: Int64?
        var next = Disposition.Next.goOn

        var testDescription: String { "\(verdict) after \(history)" }
    }

    /// Chance is always one half here, and nothing was seen of the exchange.
    static let nothing = AttemptEvidence()

    static func notSent(_ times: Int) -> Disposition.History { Disposition.History(notSentInARow: times) }
    static func throttled(_ times: Int) -> Disposition.History { Disposition.History(throttledInARow: times) }

    static let final: [Row] = [
        Row(verdict: .accepted(batchMessageID: "bm-1234", invalid: InvalidRecipients()), outcome: .accepted),
        Row(verdict: .acceptedWithoutID(invalid: InvalidRecipients()), outcome: .acceptedWithoutID),
        Row(verdict: .inDoubt(.unknown), outcome: .inDoubt),
        Row(verdict: .inDoubt(.probablySent), outcome: .inDoubt),
        Row(verdict: .inDoubt(.probablyNotSent), outcome: .inDoubt),
        Row(
            verdict: .inDoubt(.probablyNotSent),
            history: Disposition.History(notSentInARow: 9, tokenRefusedInARow: 9, throttledInARow: 9), outcome: .inDoubt
        ),
        Row(verdict: .rejected(.request), outcome: .rejected, stopsRun: true),
        Row(
            verdict: .rejected(.configuration), outcome: .rejected, stopsRun: true,
            next: .end(.permissionRefused(nothing))),
    ]

    static let token: [Row] = [
        Row(verdict: .tokenRefused, outcome: .tokenRefused),
        Row(
            verdict: .tokenRefused, history: Disposition.History(tokenRefusedInARow: 1), outcome: .tokenRefused,
            next: .end(.credentialsRefused(nothing))),
        Row(
            verdict: .tokenRefused, history: Disposition.History(notSentInARow: 3, throttledInARow: 3),
            outcome: .tokenRefused),
    ]

    static let throttles: [Row] = [
        Row(verdict: .throttled(.rate(resetSeconds: 52)), outcome: .throttled, pausesApp: 52_500),
        Row(verdict: .throttled(.rate(resetSeconds: 119)), outcome: .throttled, pausesApp: 119_500),
        Row(
            verdict: .throttled(.rate(resetSeconds: 120)), outcome: .throttled, pausesApp: 120_500,
            next: .end(.throttled(milliseconds: 120_500))),
        Row(
            verdict: .throttled(.rate(resetSeconds: 1e9)), outcome: .throttled, pausesApp: 900_500,
            next: .end(.throttled(milliseconds: 900_500))),
        Row(verdict: .throttled(.rate(resetSeconds: nil)), outcome: .throttled, pausesApp: 1000),
        Row(
            verdict: .throttled(.rate(resetSeconds: nil)), history: throttled(4), outcome: .throttled, pausesApp: 8000),
        Row(
            verdict: .throttled(.rate(resetSeconds: nil)), history: throttled(18), outcome: .throttled,
            pausesApp: 30_000),
        Row(
            verdict: .throttled(.rate(resetSeconds: nil)), history: throttled(19), outcome: .throttled,
            pausesApp: 30_000, next: .end(.throttled(milliseconds: 30_000))),
        Row(
            verdict: .throttled(.dailyQuota), outcome: .throttled, stopsRun: true, next: .end(.quotaUsedUp(nothing))),
        Row(
            verdict: .throttled(.monthlyQuota), outcome: .throttled, stopsRun: true, next: .end(.quotaUsedUp(nothing))),
    ]

    static let unsent: [Row] = [SendVerdict.NotSentReason.connection, .tokenUnavailable].flatMap { reason in
        [
            Row(verdict: .notSent(reason), outcome: .notSent, retryAfter: 500),
            Row(verdict: .notSent(reason), history: notSent(1), outcome: .notSent, retryAfter: 1000),
            Row(verdict: .notSent(reason), history: notSent(4), outcome: .notSent, retryAfter: 7500),
            Row(
                verdict: .notSent(reason), history: notSent(5), outcome: .notSent, next: .end(.unreachable(nothing))),
            Row(
                verdict: .notSent(reason), history: notSent(.max - 1), outcome: .notSent,
                next: .end(.unreachable(nothing))),
        ]
    }

    static let hopeless: [Row] = [
        Row(verdict: .notSent(.trust), outcome: .notSent, next: .end(.unreachable(nothing))),
        Row(verdict: .notSent(.setup), outcome: .notSent, next: .end(.unreachable(nothing))),
        Row(verdict: .notSent(.credentials), outcome: .notSent, next: .end(.credentialsRefused(nothing))),
        Row(verdict: .notSent(.refused), outcome: .notSent),
        Row(verdict: .notSent(.cancelled), outcome: .notSent, next: .end(.drained)),
        Row(verdict: .notSent(.refused), history: notSent(50), outcome: .notSent),
    ]

    @Test(arguments: final + token + throttles + unsent + hopeless)
    func decides(_ row: Row) {
        let disposition = Disposition(
            SendOutcome(verdict: row.verdict, evidence: SendEvidence()), history: row.history,
            configuration: EngineConfiguration(), randomUnit: { 0.5 })
        #expect(disposition.result.outcome == row.outcome)
        #expect((disposition.result.stopsRun != nil) == row.stopsRun)
        #expect(disposition.result.retryAfterMilliseconds == row.retryAfter)
        #expect(disposition.result.pausesAppMilliseconds == row.pausesApp)
        #expect(disposition.next == row.next)
    }

    @Test func onlyWhatIsProvenUnsentGoesBackToPending() {
        let back = (Self.final + Self.token + Self.throttles + Self.unsent + Self.hopeless)
            .filter { $0.outcome.batchState == .pending }
        for row in back {
            switch row.verdict {
            case .notSent, .throttled, .tokenRefused: continue
            case .accepted, .acceptedWithoutID, .rejected, .inDoubt:
                Issue.record("\(row.verdict) would be sent again")
            }
        }
        #expect(back.count == 29)
    }

    @Test func keepsEveryInvalidIDWithItsKind() {
        var invalid = InvalidRecipients()
        invalid.departmentIDs = ["od-1"]
        invalid.openIDs = ["ou_1", "ou_2"]
        invalid.userIDs = ["u1"]
        invalid.unionIDs = ["on_1"]
        let disposition = Disposition(
            SendOutcome(verdict: .accepted(batchMessageID: "bm-1234", invalid: invalid), evidence: SendEvidence()),
            history: .init(), configuration: EngineConfiguration(), randomUnit: { 0 })
        #expect(disposition.result.batchMessageID == "bm-1234")
        #expect(
            disposition.result.invalidIDs == [
                InvalidID(kind: .departmentID, id: "od-1"), InvalidID(kind: .openID, id: "ou_1"),
                InvalidID(kind: .openID, id: "ou_2"), InvalidID(kind: .userID, id: "u1"),
                InvalidID(kind: .unionID, id: "on_1"),
            ])
    }

    @Test func tellsTheOperatorWhichWayADoubtLeans() {
        var evidence = SendEvidence()
        evidence.hint = "internal error"
        let disposition = Disposition(
            SendOutcome(verdict: .inDoubt(.probablyNotSent), evidence: evidence), history: .init(),
            configuration: EngineConfiguration(), randomUnit: { 0 })
        #expect(disposition.result.evidence.hint == "probably not sent; internal error")
    }

    @Test func keepsTheTracesOfTheExchange() {
        var exchange = HTTPExchange(
            firstByte: .allowed, curlCode: .ok, failure: "connection reset",
            response: HTTPResponse(status: 504, body: Data(repeating: 0x20, count: 100_000)))
        exchange.peer = "192.0.2.1:443"
        exchange.bytesSent = 7700
        var seen = SendEvidence()
        seen.exchange = exchange
        seen.code = 11246
        seen.subCode = 200_621
        seen.logID = "log-1"
        let kept = AttemptEvidence(seen)
        #expect(kept.firstByte == "allowed")
        #expect(kept.curlCode == 0)
        #expect(kept.httpStatus == 504)
        #expect(kept.feishuCode == 11246)
        #expect(kept.feishuSubCode == 200_621)
        #expect(kept.message == "connection reset", "the transport's words where Feishu has none")
        #expect(kept.logID == "log-1")
        #expect(kept.peer == "192.0.2.1:443")
        #expect(kept.bytesSent == 7700)
        #expect(kept.responseBody?.count == 65_536)
    }
}
