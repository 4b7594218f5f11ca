import StrictJSON
import TestSupport

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A daemon finds a run that is due, is crashed, and is followed by others until nothing is left to do.
struct ServeStory {
    /// Daemons after which a run that still has something to do is stuck.
    private static let patience = 4
    /// Looks at a daemon that does not come to an end.
    private static let looks = 600

    let campaign: Campaign

    /// Plays it.
    ///
    /// - Throws: Foundation's error when a process cannot be started.
    func play() async throws {
        try await serve(crashes: true)
        for _ in 0..<Self.patience {
            try await serve(crashes: false)
            guard let run = try await campaign.launch(campaign.status).run, !Invariants.isFinished(run) else { return }
            guard needsAWord(run) else { continue }
            if let run = try await campaign.launch(campaign.resume).run, Invariants.isFinished(run) { return }
        }
    }

    /// Lets a daemon work until it dies, or has nothing more to do by itself.
    private func serve(crashes: Bool) async throws {
        let daemon = try campaign.start(campaign.serve, crashes: crashes)
        for _ in 0..<Self.looks where !daemon.hasEnded {
            if let run = try await campaign.launch(campaign.status).run, Invariants.isFinished(run) || needsAWord(run) {
                break
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        // Before that it traps no signal yet.
        try await daemon.says("serving")
        daemon.send(SIGTERM)
        try await campaign.end(of: daemon, campaign.serve, crashes: crashes)
    }

    /// Whether a person has to say that it goes on.
    private func needsAWord(_ run: JSONValue) -> Bool {
        ["halted", "paused"].contains(run["state"]?.string ?? "")
    }
}
