import FeishuSandbox
import StrictJSON
import TestSupport

/// Holds what larkcast says against what the sandbox did: I1 to I10 of the reliability specification.
///
/// I8 and I9 are read off the wire, I7 off the count of sends after a recall returned, I10 off every file left behind.
struct Invariants {
    let combination: Combination
    let campaign: Campaign
    /// The last run document; nil when there is none.
    let document: JSONValue?
    /// The campaign's processed requests that send.
    let journal: [JournalEntry]
    /// Message ids Feishu has taken back.
    let recalled: Set<String>
    let mostUnderWay: Int
    /// Sends that began after a recall had returned.
    let sendsAfterRecall: Int?
    let tokens: Set<String>

    /// Whether every batch has an end and the run knows.
    static func isFinished(_ run: JSONValue) -> Bool {
        let open: Set<String> = ["pending", "claimed", "dispatching"]
        let states = run["batches"]?.array?.compactMap { $0["state"]?.string } ?? []
        let isRunOpen = ["planned", "sending"].contains(run["state"]?.string ?? "")
        return !states.isEmpty && states.allSatisfy { !open.contains($0) } && !isRunOpen
    }

    /// The judgement.
    var outcome: Outcome {
        var outcome = Outcome(combination: combination, isStruck: campaign.isStruck)
        outcome.processes = campaign.launches.count
        outcome.launches = campaign.launches.map(\.description)
        outcome.deaths = campaign.launches.count(where: \.result.wasKilled)
        outcome.duplicates = duplicates
        outcome.violations = processes + wire + secrets
        if let document {
            let batches = document["batches"]?.array ?? []
            outcome.doubts = batches.count { $0["state"]?.string == "in_doubt" }
            outcome.losses = losses(batches)
            outcome.violations += people(document) + batches.flatMap(batch) + endings
            outcome.violations += Forecast(combination).violations(
                isStruck: outcome.isStruck, doubts: outcome.doubts, document: document)
        } else {
            outcome.losses = campaign.ids.count
            outcome.violations.append(
                "no run document at the end: \(campaign.launches.last.map { $0.result.errors + $0.result.output } ?? "")"
            )
        }
        return outcome
    }

    /// How often each recipient was reached.
    private var arrivals: [String: Int] {
        Dictionary(journal.flatMap { $0.recipients?.openIDs ?? [] }.map { ($0, 1) }, uniquingKeysWith: +)
    }

    private var duplicates: Int { arrivals.values.count { $0 > 1 } }

    /// Everything about the processes themselves.
    private var processes: [String] {
        let died = campaign.launches.filter(\.result.wasKilled)
        var found: [String] = []
        if died.count > (combination.isDeadly && campaign.isStruck ? 1 : 0) {
            found.append("a process died of signal \(died.last?.result.status ?? 0), which nobody sent it")
        }
        if combination.isDeadly, campaign.isStruck, died.isEmpty {
            found.append("the crash was to happen, but no process died")
        }
        // SQLite ignores a folder that cannot be synced when it has created a journal (`unixSync`).
        let struck = campaign.struckOperation
        if combination.isDiskFault, campaign.isStruck, struck != "sync folder" {
            for launch in campaign.launches where launch.crashes && !tellsOfTheDisk(launch) {
                found.append("the disk failed (\(struck)), but the exit code is \(launch.result.status)")
            }
        }
        for launch in campaign.launches where launch.result.status == 70 {
            found.append("the harness's library is missing: \(launch.result.errors)")
        }
        return found
    }

    /// A ledger that fails when nothing is left to send stops nothing, and is told of.
    private func tellsOfTheDisk(_ launch: Campaign.Launch) -> Bool {
        launch.result.status == 74 || launch.result.errors.contains("the store has every answer, but the ledger")
    }

    private var wire: [String] {
        var found: [String] = []
        if duplicates > 0 { found.append("I1: \(duplicates) people got the run more than once") }
        if let sendsAfterRecall, sendsAfterRecall > 0 {
            found.append("I7: \(sendsAfterRecall) batches went out after the recall had returned")
        }
        if mostUnderWay > combination.lanes {
            found.append("I8: \(mostUnderWay) batches were on the wire at once, with \(combination.lanes) lanes")
        }
        let times = journal.map(\.monotonicMilliseconds).sorted()
        if zip(times, times.dropFirst(50)).contains(where: { $1 - $0 < 1000 }) {
            found.append("I9: more than 50 requests within a second")
        }
        return found
    }

    private var secrets: [String] {
        campaign.files(holding: tokens.union([Campaign.secret])).map { "I10: \($0) holds the secret or a token" }
    }

    /// I4 and I5: everybody planned is in the balance sheet once, and a run that is sent has nothing open.
    private func people(_ run: JSONValue) -> [String] {
        var found: [String] = []
        let sheet = run["people"]?.members ?? []
        let targeted = run["people"]?["targeted"]?.integer ?? 0
        let sum = sheet.filter { $0.key != "targeted" }.reduce(0) { $0 + ($1.value.integer ?? 0) }
        if targeted != campaign.ids.count || sum != targeted {
            found.append("I4: \(campaign.ids.count) people, \(targeted) targeted, \(sum) accounted for")
        }
        if run["batches"]?.array?.count != Campaign.batches { found.append("I4: not \(Campaign.batches) batches") }
        if !Self.isFinished(run) {
            found.append("I5: the run is \(run["state"]?.string ?? "?"), and cannot be brought to an end")
        }
        return found
    }

    /// I2 and I3: what the server did is never denied, and what is called accepted was done, once, under that id.
    private func batch(_ batch: JSONValue) -> [String] {
        let ordinal = batch["ordinal"]?.integer ?? 0
        let state = batch["state"]?.string ?? "?"
        let done = journal.filter { $0.recipients?.openIDs.first.flatMap(campaign.ordinal) == ordinal }
        var found: [String] = []
        if !done.isEmpty, ["pending", "claimed", "cancelled", "rejected"].contains(state) {
            found.append("I2: batch \(ordinal) reached people, but is \(state)")
        }
        if state == "accepted" {
            let id = batch["batch_message_id"]?.string
            if done.count != 1 || done[0].messageID != id {
                found.append("I3: batch \(ordinal) is accepted as \(id ?? "nothing"), the server did \(done.count)")
            }
            if batch["recall"]?.string == "confirmed", !recalled.contains(id ?? "") {
                found.append("batch \(ordinal) is said to be taken back, but Feishu was not asked")
            }
        }
        return found
    }

    /// I6: exit code 0 is the promise that everybody was reached.
    private var endings: [String] {
        campaign.launches.filter { $0.result.status == 0 && ["run", "resume"].contains($0.arguments[0]) }
            .compactMap { launch in
                let states = launch.run?["batches"]?.array?.compactMap { $0["state"]?.string } ?? []
                return states.isEmpty || states.contains { $0 != "accepted" }
                    ? "I6: exit code 0 with batches \(states)" : nil
            }
    }

    /// People whom nobody reached, though nothing in the report says so.
    private func losses(_ batches: [JSONValue]) -> Int {
        let named: Set<String> = ["in_doubt", "cancelled", "rejected", "abandoned"]
        return batches.reduce(0) { sum, batch in
            guard let ordinal = batch["ordinal"]?.integer, !named.contains(batch["state"]?.string ?? "") else {
                return sum
            }
            let members = campaign.ids.filter { campaign.ordinal(of: $0) == ordinal }
            return sum + members.count { arrivals[$0] == nil }
        }
    }
}
