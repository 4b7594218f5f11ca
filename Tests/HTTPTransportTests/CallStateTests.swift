import HTTPTransport
import Testing

@testable import HTTPTransport

/// Histories of one call: what happens, what the state answers to each event, and where it ends.
struct CallStateTests {
    struct Refusal: Error {}

    enum Event: Sendable {
        case start, cancel, firstByteDue, hookAllowed, hookRefused, finish
    }

    enum Answer: Equatable {
        case accepted(Bool)
        case cancel(CallState.CancelAction)
        case firstByte(CallState.FirstByteAction)
    }

    struct History: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var kind: CallState.Kind
        var events: [Event]
        var answers: [Answer]
        var firstByte: HTTPExchange.FirstByte
        var isCancelled = false
        var mustStop = false
    }

    static let histories: [History] = [
        History(
            testDescription: "the hook runs once and a second first byte is blocked", kind: .exclusive,
            events: [.start, .firstByteDue, .hookAllowed, .firstByteDue, .firstByteDue, .finish],
            answers: [
                .accepted(true), .firstByte(.runHook), .firstByte(.abort), .firstByte(.abort), .accepted(true),
            ],
            firstByte: .resendBlocked),
        History(
            testDescription: "a refused call is never asked again", kind: .exclusive,
            events: [.start, .firstByteDue, .hookRefused, .firstByteDue],
            answers: [.accepted(true), .firstByte(.runHook), .firstByte(.abort)],
            firstByte: .refused),
        History(
            testDescription: "nothing is allowed while the hook runs", kind: .exclusive,
            events: [.start, .firstByteDue],
            answers: [.accepted(true), .firstByte(.runHook)],
            firstByte: .notReached),
        History(
            testDescription: "a shared call may be sent again", kind: .shared,
            events: [.start, .firstByteDue, .firstByteDue],
            answers: [.accepted(true), .firstByte(.allow), .firstByte(.allow)],
            firstByte: .allowed),
        History(
            testDescription: "a cancellation while connecting stops an exclusive call", kind: .exclusive,
            events: [.start, .cancel, .firstByteDue],
            answers: [.accepted(true), .cancel(.wake), .firstByte(.abort)],
            firstByte: .notReached, isCancelled: true, mustStop: true),
        History(
            testDescription: "a cancellation while connecting stops a shared call", kind: .shared,
            events: [.start, .cancel, .firstByteDue],
            answers: [.accepted(true), .cancel(.wake), .firstByte(.abort)],
            firstByte: .notReached, isCancelled: true, mustStop: true),
        History(
            testDescription: "a cancellation during the hook does not stop what it allows", kind: .exclusive,
            events: [.start, .firstByteDue, .cancel, .hookAllowed],
            answers: [.accepted(true), .firstByte(.runHook), .cancel(.wake)],
            firstByte: .allowed, isCancelled: true),
        History(
            testDescription: "a cancelled exclusive call is still sent once only", kind: .exclusive,
            events: [.start, .firstByteDue, .hookAllowed, .cancel, .firstByteDue],
            answers: [.accepted(true), .firstByte(.runHook), .cancel(.wake), .firstByte(.abort)],
            firstByte: .resendBlocked, isCancelled: true),
        History(
            testDescription: "a shared call stops after the first byte too", kind: .shared,
            events: [.start, .firstByteDue, .cancel, .firstByteDue],
            answers: [.accepted(true), .firstByte(.allow), .cancel(.wake), .firstByte(.abort)],
            firstByte: .allowed, isCancelled: true, mustStop: true),
        History(
            testDescription: "a waiting call is answered by its cancellation", kind: .exclusive,
            events: [.cancel, .cancel, .start, .finish],
            answers: [.cancel(.finish), .cancel(.nothing), .accepted(false), .accepted(false)],
            firstByte: .notReached, isCancelled: true, mustStop: true),
        History(
            testDescription: "a call starts and finishes once", kind: .shared,
            events: [.start, .start, .finish, .finish, .cancel],
            answers: [.accepted(true), .accepted(false), .accepted(true), .accepted(false), .cancel(.nothing)],
            firstByte: .notReached),
    ]

    @Test(arguments: histories)
    func answersEachEvent(_ history: History) {
        var state = CallState(kind: history.kind)
        var answers: [Answer] = []
        for event in history.events {
            switch event {
            case .start: answers.append(.accepted(state.start()))
            case .cancel: answers.append(.cancel(state.cancel()))
            case .firstByteDue: answers.append(.firstByte(state.firstByteDue()))
            case .hookAllowed: state.hookAllowed()
            case .hookRefused: state.hookRefused(Refusal())
            case .finish: answers.append(.accepted(state.finish()))
            }
        }

        #expect(answers == history.answers)
        #expect(state.firstByte == history.firstByte)
        #expect(state.isCancelled == history.isCancelled)
        #expect(state.mustStop == history.mustStop)
        #expect((state.refusal is Refusal) == (history.firstByte == .refused))
    }
}
