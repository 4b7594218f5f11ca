import FeishuAPI
import Testing

@testable import JobEngine

/// When nothing may be claimed until Feishu has answered something harmless.
struct BreakerStateTests {
    private static let failing = SendVerdict.notSent(.connection)
    private static let good = SendVerdict.accepted(batchMessageID: "bm-1234", invalid: InvalidRecipients())

    @Test(
        arguments: [
            ([], false),
            (Array(repeating: failing, count: 4), false),
            (Array(repeating: failing, count: 5), true),
            ([failing, failing, .notSent(.tokenUnavailable), failing, failing], true),
            ([failing, failing, failing, failing, good, failing], false),
            ([failing, failing, failing, failing, .throttled(.rate(resetSeconds: 1)), failing], false),
            ([failing, failing, failing, failing, .rejected(.request), failing], false),
            // What we refused ourselves says nothing about the line, either way.
            ([failing, failing, .notSent(.refused), failing, .notSent(.cancelled), failing, failing], true),
            (Array(repeating: .notSent(.refused), count: 50), false),
            ([.inDoubt(.unknown)], true), ([.inDoubt(.probablyNotSent), good], true),
            ([.rejected(.configuration)], true), ([.rejected(.request)], false),
            ([.notSent(.trust)], true), ([.notSent(.setup)], true), ([.notSent(.credentials)], true),
            ([.tokenRefused], false), ([.throttled(.dailyQuota)], false), ([good], false),
            ([.acceptedWithoutID(invalid: InvalidRecipients())], false),
        ] as [([SendVerdict], Bool)])
    func opens(after verdicts: [SendVerdict], _ isOpen: Bool) {
        var breaker = BreakerState()
        for verdict in verdicts { breaker.note(verdict) }
        #expect(breaker.isOpen == isOpen)
    }

    @Test func onlyAnAnsweredProbeCloses() {
        var breaker = BreakerState(failuresThatOpen: 1)
        breaker.note(Self.failing)
        breaker.noteProbe(isAnswered: false)
        breaker.noteProbe(isAnswered: false)
        #expect(breaker.isOpen && breaker.failedProbes == 2)
        breaker.note(Self.good)
        #expect(breaker.isOpen, "what was on the wire before is no probe")
        breaker.noteProbe(isAnswered: true)
        #expect(breaker == BreakerState(failuresThatOpen: 1))
    }

    @Test func oneLaneProbes() {
        let breaker = CircuitBreaker(failuresThatOpen: 1)
        #expect(breaker.beginProbe() == nil, "a closed breaker needs none")
        breaker.note(Self.failing)
        #expect(breaker.beginProbe() == 0)
        #expect(breaker.beginProbe() == nil)
        breaker.endProbe(isAnswered: false)
        #expect(breaker.beginProbe() == 1)
        breaker.endProbe(isAnswered: nil)
        #expect(breaker.beginProbe() == 1, "a probe that came to no end does not count")
        breaker.endProbe(isAnswered: true)
        #expect(!breaker.isOpen)
    }
}
