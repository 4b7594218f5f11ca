import FeishuAPI
import JobModel
import JobStore

/// One round of pins: what stands in its way for all of them ends it, so that nobody waits for pins to send.
private struct PinRound {
    /// Pins in a row that came to nothing for a reason that is no group's.
    static let mostFailures = 2

    var failuresInARow = 0
    /// What the last of them met.
    var failure: FeishuError?

    var isOver: Bool { failuresInARow >= Self.mostFailures }
}

/// For how long, and how often, it is tried to pin a message about whose pin Feishu has not said anything.
private enum PinPatience {
    private static let day: Int64 = 24 * 3_600_000
    private static let shortest: Int64 = 60_000
    private static let longest: Int64 = 3_600_000

    /// When it is tried again; `nil` when it was tried for long enough.
    ///
    /// The older the message, the longer the wait, so that a day takes some thirty tries.
    static func next(for message: UnpinnedMessage, at now: Moment) -> Int64? {
        let age = max(0, now.wallMilliseconds - message.sentAt)
        guard age < day else { return nil }
        return now.wallMilliseconds + min(max(age / 2, shortest), longest)
    }
}

extension Engine {
    /// Pins what a process that died has left unpinned, and what could not be pinned for want of an answer.
    ///
    /// - Parameters:
    ///   - isAtOnce: Whether also to try what rests until later, since somebody asks for it now.
    ///   - stop: Ends it early.
    /// - Throws: `StoreError`, `CancellationError` once somebody asks to stop.
    public func pinWhatIsLeft(atOnce isAtOnce: Bool = false, _ stop: StopSignal) async throws {
        var round = PinRound()
        let now = isAtOnce ? nil : dependencies.now()
        for run in try await store.runsToPin(of: messaging.appID, dueAt: now) {
            try await pin(try await store.unpinnedMessages(of: run, dueAt: now), of: run, &round, stop)
        }
    }

    /// Pins the messages of a run that were sent to groups, where the manifest asks for that.
    ///
    /// A message that cannot be pinned has been sent all the same: that is told, and nothing waits for it.
    ///
    /// - Throws: `StoreError`, `CancellationError` once somebody asks to stop.
    func pinMessages(of run: RunID, atOnce isAtOnce: Bool = true, _ stop: StopSignal) async throws {
        var round = PinRound()
        let now = isAtOnce ? nil : dependencies.now()
        try await pin(try await store.unpinnedMessages(of: run, dueAt: now), of: run, &round, stop)
    }

    /// Asks for one pin after the other, until it is no use for now; what Feishu has not refused is asked for again later.
    private func pin(
        _ messages: [UnpinnedMessage], of run: RunID, _ round: inout PinRound, _ stop: StopSignal
    ) async throws {
        guard let direct else { return }
        var left: [UnpinnedMessage] = []
        for message in messages {
            guard !round.isOver else {
                left.append(message)
                continue
            }
            do {
                try await calls.pin(message.messageID, by: direct, stop)
                round.failuresInARow = 0
                try await store.recordPin(run, ordinal: message.ordinal, problem: nil, at: dependencies.now())
            } catch let error as FeishuError {
                guard error.kind != .cancelled else { throw CancellationError() }
                if error.refusesPin {
                    round.failuresInARow = 0
                    try await giveUp(message, of: run, error)
                } else {
                    round.failuresInARow += 1
                    round.failure = error
                    left.append(message)
                }
            }
        }
        guard let failure = round.failure, !left.isEmpty else { return }
        try await postpone(left, of: run, failure)
    }

    private func giveUp(_ message: UnpinnedMessage, of run: RunID, _ error: FeishuError) async throws {
        observe(.notPinned(run: run, ordinal: message.ordinal, chat: message.chat, AttemptEvidence(error)))
        try await store.recordPin(run, ordinal: message.ordinal, problem: error.description, at: dependencies.now())
    }

    private func postpone(_ messages: [UnpinnedMessage], of run: RunID, _ failure: FeishuError) async throws {
        let now = dependencies.now()
        var instants: [Int: Int64] = [:]
        for message in messages {
            if let next = PinPatience.next(for: message, at: now) {
                instants[message.ordinal] = next
            } else {
                try await giveUp(message, of: run, failure)
            }
        }
        guard !instants.isEmpty else { return }
        try await store.postponePins(run, until: instants)
        observe(.pinsPostponed(run: run, count: instants.count, AttemptEvidence(failure)))
    }
}

extension FeishuError {
    /// Whether Feishu itself has said no to a pin; everything else says nothing about it.
    fileprivate var refusesPin: Bool {
        switch kind {
        case .permission, .notFound, .invalidRequest, .tooOldToRecall, .refusedRecall, .unknownBatch, .notOurs:
            endpoint != .tenantToken
        case .cancelled, .unreachable, .trust, .configuration, .throttled, .quota, .token, .credentials, .server,
            .malformedAnswer, .unknownCode:
            false
        }
    }
}
