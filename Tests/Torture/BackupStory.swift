import StrictJSON
import TestSupport

/// A run is sent, its store is copied, crashed meanwhile, and copied again: whatever is called a backup is a whole one.
struct BackupStory {
    let campaign: Campaign

    /// Plays it and returns what must not be.
    func play() async throws -> [String] {
        let original = try await campaign.launch(campaign.run)
        try await campaign.launch(campaign.backup(to: campaign.copy(1)), crashes: true)
        let again = try await campaign.launch(campaign.backup(to: campaign.copy(2)))
        var found: [String] = []
        if again.result.status != 0 { found.append("no backup could be made after the crash: \(again.result.errors)") }
        for number in 1...2 {
            let copy = campaign.copy(number)
            guard campaign.exists(copy) else {
                if number == 2 { found.append("a backup that was reported is not there") }
                continue
            }
            let status = try await campaign.launch(campaign.status + ["--db", copy])
            if status.run?["batches"] != original.run?["batches"] {
                found.append("copy \(number) does not hold the run: \(status.description)")
            }
        }
        // The last word is the original's.
        try await campaign.launch(campaign.status)
        return found
    }
}
