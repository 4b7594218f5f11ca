import FeishuAPI
import JobModel
import JobStore

/// Asks Feishu for delivery and reads of the accepted batches, stores every answer, and knows when to stop asking.
struct ProgressPoller {
    let store: JobDatabase
    let calls: QueryCalls
    let configuration: EngineConfiguration
    let dependencies: EngineDependencies
    let observe: EngineObserver

    /// One round: every accepted batch once, both endpoints.
    ///
    /// Batches Feishu does not know (any more) are left with their last figures; unknown is not zero.
    ///
    /// - Throws: `FeishuError` when Feishu cannot be asked at all, `StoreError` when an answer cannot be kept,
    ///   `CancellationError` as soon as somebody asks to stop.
    func pollOnce(_ run: RunID, _ stop: StopSignal) async throws {
        // Who has read a direct message has read it.
        let targets = try await store.pollTargets(of: run).filter { target in
            target.channel == .batch || !configuration.messagePollSchedule.isComplete(target.figures)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            var remaining = targets.makeIterator()
            for _ in 0..<max(1, configuration.queryLanes) {
                guard let target = remaining.next() else { break }
                group.addTask { try await sample(target, of: run, stop) }
            }
            while try await group.next() != nil {
                guard let target = remaining.next() else { continue }
                group.addTask { try await sample(target, of: run, stop) }
            }
        }
    }

    /// Polls on the thinning schedule until delivery and reads are flat, `deadline` (monotonic milliseconds) passes, or
    /// somebody asks to stop.
    ///
    /// Returns whether the figures are flat.
    func follow(_ run: RunID, untilMonotonic deadline: Int64, stop: StopSignal) async throws -> Bool {
        let schedule = configuration.schedule(of: try await store.summary(of: run).channel)
        var round = 0
        while true {
            let delay = schedule.interval(afterSamples: round)
            guard dependencies.now().monotonicMilliseconds + delay <= deadline else { return false }
            do {
                try await dependencies.nap(milliseconds: delay, stop)
                try await pollOnce(run, stop)
            } catch is CancellationError where stop.isStopping {
                return false
            }
            round += 1
            let isFlat = try await isFlat(run, schedule, afterRounds: round)
            let next = isFlat ? nil : schedule.interval(afterSamples: round)
            observe(.polled(try await store.summary(of: run), nextInMilliseconds: next))
            if isFlat { return true }
        }
    }

    private func sample(_ target: PollTarget, of run: RunID, _ stop: StopSignal) async throws {
        _ = try await sample(target.batchMessageID, target.kind, run: run, ordinal: target.ordinal, stop)
    }

    /// Looks at one batch and stores what it saw.
    ///
    /// - Returns: the sample; `nil` when Feishu cannot tell about this batch, which then keeps its last figures while the
    ///   others are asked all the same.
    func sample(
        _ batchMessageID: String, _ kind: IDKind, run: RunID, ordinal: Int, _ stop: StopSignal
    ) async throws -> ProgressSample? {
        do {
            let sample = try await look(at: batchMessageID, kind, stop)
            try await store.recordProgress(run, ordinal: ordinal, sample, at: dependencies.now())
            observe(
                .sampled(ordinal: ordinal, figures: sample.figures(sampledAt: dependencies.now().wallMilliseconds)))
            return sample
        } catch let error as FeishuError
            where [.unknownBatch, .notOurs, .notFound, .invalidRequest].contains(error.kind)
        {
            return nil
        }
    }

    private func look(at id: String, _ kind: IDKind, _ stop: StopSignal) async throws -> ProgressSample {
        if DeliveryChannel(messageID: id) == .direct {
            return ProgressSample(readers: try await calls.readerCount(ofMessage: id, stop), of: kind)
        }
        let progress = try await calls.progress(of: id, stop)
        // `read_user` counts on its own and may fail on its own; what `get_progress` said is kept either way.
        var readers: BatchReaders?
        do { readers = try await calls.readers(of: id, stop) } catch is FeishuError {}
        return ProgressSample(progress, readers: readers)
    }

    /// Whether nothing moves any more in any batch Feishu still knows.
    private func isFlat(_ run: RunID, _ schedule: PollSchedule, afterRounds rounds: Int) async throws -> Bool {
        let isPacedOut = schedule.isPacedOut(afterSamples: rounds)
        let curves = Dictionary(grouping: try await store.progressHistory(of: run), by: \.ordinal)
        return curves.values.allSatisfy { points in
            let figures = points.map { $0.sample.figures(sampledAt: $0.sampledAt) }
            return (isPacedOut && schedule.isFlat(figures)) || schedule.isComplete(figures.last)
        }
    }
}
