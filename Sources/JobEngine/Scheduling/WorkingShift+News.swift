import FeishuAPI
import JobModel
import JobStore

/// What goes into the report. Each of these throws an error that concerns the store as a whole.
extension WorkingShift {
    mutating func note(_ ended: RunStarter.Ended) throws {
        switch ended {
        case .begun(let entry, let warnings):
            queue.add(entry)
            news.report.warnings += warnings
        case .awaitingApproval(let worked, let warnings):
            news.report.awaitingApproval.append(worked)
            news.report.warnings += warnings
        case .expired(let letGo): news.report.missed.append(letGo)
        case .skipped(let letGo, let error):
            news.report.skipped.append(letGo)
            news.report.problems.append(.init(about: letGo.job, error: error))
        case .failed(let about, let error): try note(error, about: about)
        case .nothing: break
        }
    }

    mutating func note(_ entry: SendQueue.Entry, _ end: Result<DispatchEnd, any Error>) throws {
        switch end {
        case .success(let end):
            note(entry, end)
        case .failure(EngineError.needsDecision(let run)):
            // It was stopped before its turn came.
            note(entry, .stopped(run.state, reason: run.stateReason))
        case .failure(let error):
            if error is CancellationError, stop.isStopping {
                if entry.isNew { note(entry, .drained) }
            } else {
                try note(error, about: entry.run.job)
            }
        }
    }

    mutating func note(_ entry: SendQueue.Entry, _ end: DispatchEnd) {
        let run = entry.run
        let worked = TickReport.Worked(run: run.id, job: run.job, occurrence: run.occurrence, end: end)
        if entry.isNew { news.report.started.append(worked) } else { news.report.resumed.append(worked) }
        if case .waitingForWave(let next) = end { news.nextAt = min(news.nextAt ?? .max, next.opensAt) }
    }

    mutating func note(_ recall: OpenRecall, _ end: Result<RecallState, any Error>) throws {
        switch end {
        case .success(let state): news.report.recalled.append(.init(run: recall.run, job: recall.job, state: state))
        case .failure(let error):
            guard !(error is CancellationError && stop.isStopping) else { return }
            try note(error, about: recall.run.rawValue)
        }
    }

    mutating func note(_ round: Result<PollRound, any Error>, of appID: String) throws {
        switch round {
        case .success(let round):
            news.report.polled += round.looks
            news.report.settled += round.settled
            pagesPolled[appID, default: 0] += 1
            if pagesPolled[appID, default: 0] >= ticker.pollPages { pollsResting.insert(appID) }
            if let failure = round.failure {
                let problem = TickProblem.unanswered(batches: round.unanswered, failure.finding)
                news.report.problems.append(.init(about: nil, error: problem))
            }
            guard round.isOutOfBudget else { return }
            pollsResting.insert(appID)
            news.report.problems.append(.init(about: nil, error: TickProblem.outOfBudget))
        case .failure(let error):
            pollsResting.insert(appID)
            guard !(error is CancellationError && stop.isStopping) else { return }
            if let error = error as? StoreError { throw error }
            news.report.problems.append(.init(about: nil, error: error))
        }
    }

    private mutating func note(_ error: any Error, about: String?) throws {
        news.report.problems.append(.init(about: about, error: error))
        if let error = error as? StoreError, error.isOfTheStore { throw error }
    }
}
