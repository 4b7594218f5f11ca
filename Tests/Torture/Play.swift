import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport

/// Plays one combination: lets it go wrong, starts larkcast again until nothing is left to do, and judges.
struct Play {
    /// Starts after which a run that still has something to do is stuck.
    private static let patience = 8

    let combination: Combination
    let campaign: Campaign
    let gatehouse: Gatehouse
    let sandbox: SandboxServer

    /// Plays it.
    ///
    /// - Throws: Foundation's error when a process cannot be started.
    func play() async throws -> Outcome {
        var sendsAfterRecall: Int?
        var complaints: [String] = []
        switch combination.story {
        case .send, .direct:
            try await campaign.launch(campaign.run, crashes: true)
            try await sendTheRest()
        case .rival:
            try await sendAgainstARival()
            try await sendTheRest()
        case .recall:
            try await campaign.launch(campaign.run)
            try await campaign.launch(campaign.recall, crashes: true)
            sendsAfterRecall = try await recallTheRest()
        case .stop:
            try await stopWhileSending(by: campaign.recall)
            sendsAfterRecall = try await recallTheRest()
        case .cancel:
            try await stopWhileSending(by: campaign.cancel)
            try await cancelTheRest()
        case .serve: try await ServeStory(campaign: campaign).play()
        case .backup:
            complaints = try await BackupStory(campaign: campaign).play()
        }
        let last = try await lastWord()
        let journal = await sandbox.journal().filter { entry in
            [.batchSend, .message].contains(entry.api) && entry.isProcessed
                && entry.recipients?.openIDs.contains { campaign.ordinal(of: $0) != nil } ?? false
        }
        let recalled = await sandbox.state().batches.filter(\.isRecalled).map(\.messageID)
        let verdict = Invariants(
            combination: combination, campaign: campaign, document: last.run, journal: journal,
            recalled: Set(recalled), mostUnderWay: gatehouse.mostUnderWay,
            sendsAfterRecall: sendsAfterRecall.map { gatehouse.sends - $0 }, tokens: gatehouse.tokens)
        var outcome = verdict.outcome
        outcome.violations += complaints
        return outcome
    }

    /// The run as it stands at the end, from whoever said it last.
    private func lastWord() async throws -> Campaign.Launch {
        if let last = campaign.launches.last, let run = last.run, Invariants.isFinished(run) { return last }
        return try await campaign.launch(campaign.status)
    }

    /// Starts larkcast until the run has nothing left to send.
    private func sendTheRest() async throws {
        var arguments = campaign.run
        for _ in 0..<Self.patience {
            var launch = try await campaign.launch(arguments)
            let isStopped = ["halted", "paused"].contains(launch.errorType)
            if launch.run == nil, !isStopped { launch = try await campaign.launch(campaign.status) }
            if let run = launch.run, Invariants.isFinished(run) { return }
            let state = launch.run?["state"]?.string ?? launch.errorType
            arguments = state == "halted" || state == "paused" ? campaign.resume : campaign.run
        }
    }

    /// A second process wants to send the same run at the moment the first is in trouble.
    private func sendAgainstARival() async throws {
        let first = try campaign.start(campaign.run, crashes: true)
        while !campaign.isStruck, !first.hasEnded { try await Task.sleep(for: .milliseconds(5)) }
        try await campaign.launch(campaign.run)
        try await campaign.end(of: first, campaign.run, crashes: true)
    }

    /// Somebody takes the run back, or cancels it, while a batch is on the wire.
    private func stopWhileSending(by command: [String]) async throws {
        let sending = try campaign.start(campaign.run)
        while gatehouse.sends < combination.nth, !sending.hasEnded { try await Task.sleep(for: .milliseconds(5)) }
        try await campaign.launch(command, crashes: true)
        try await campaign.end(of: sending, campaign.run)
    }

    /// Cancels until nothing of the run can be sent any more.
    private func cancelTheRest() async throws {
        for _ in 0..<Self.patience {
            let launch = try await campaign.launch(campaign.cancel)
            // A run that was sent to its end before the word came has nothing to cancel.
            var run = launch.run
            if run == nil { run = try await campaign.launch(campaign.status).run }
            if let run, Invariants.isFinished(run) { return }
        }
    }

    /// Takes back until that is decided; returns how many batches had been sent when the first recall returned.
    private func recallTheRest() async throws -> Int? {
        for _ in 0..<Self.patience {
            let launch = try await campaign.launch(campaign.recall)
            let run = launch.run
            guard let run, run["recall"]?.string != "requested", Invariants.isFinished(run) else { continue }
            return gatehouse.sends
        }
        return gatehouse.sends
    }
}
