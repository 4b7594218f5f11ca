import Foundation
import GRDB
import HTTPTransport
import JobModel
import TestSupport

/// Sees every request on the wire and everything people are told, and says at once when a promise is broken.
///
/// The promises are those of the failure specification: I1 nobody gets a batch twice without an operator's word, I2 what
/// the service acted upon is never shown as unsent, I3 accepted means processed once under that id, I4 everybody has
/// exactly one outcome, I5 a sent run has nothing open, I7 what was stopped begins nothing, I8 one request a batch and no
/// more than the plan's lanes, I9 every sliding window holds.
///
/// Unchecked, because it never leaves its timeline's thread.
final class Witness: @unchecked Sendable {
    unowned let office: Office
    let view: StoreView
    private(set) var violations: [String] = []
    /// Every request whose first byte was allowed.
    private(set) var requests: [WireRequest] = []
    private var arrivals: [Int64] = []
    /// Runs that were cancelled or recalled, and batches that were recalled: told so, not merely asked.
    private var stoppedRuns: Set<String> = []
    private var stoppedBatches: Set<String> = []
    private var pausedRuns: Set<String> = []
    /// How often an operator tried to have a batch sent again.
    private(set) var resendWishes = 0

    init(office: Office) {
        self.office = office
        view = StoreView(store: office.store)
    }

    func watch() throws {
        try view.watchTransitions()
    }

    func violate(_ promise: String, _ text: String) {
        office.trace("BROKEN \(promise): \(text)")
        violations.append("\(promise): \(text)")
    }

    // MARK: - What people are told

    func wasStopped(_ run: RunID) { stoppedRuns.insert(run.rawValue) }
    func wasStopped(_ run: RunID, ordinal: Int) { stoppedBatches.insert("\(run)/\(ordinal)") }
    func mayGoOn() { pausedRuns.removeAll() }
    func wantsResend() { resendWishes += 1 }

    /// A pause holds until somebody resumes; one that is being resumed at the same time may already have been.
    func wasPaused(_ run: RunID, whileResuming: Bool) {
        if !whileResuming { pausedRuns.insert(run.rawValue) }
    }

    // MARK: - What happens on the wire

    /// A request's first byte was allowed: its intent must be durable, and it must be the only one.
    ///
    /// - Returns: the request, or `nil` when what was seen makes no sense.
    func begins(_ request: HTTPRequest, from process: SimulatedProcess) -> WireRequest? {
        let body = request.body ?? Data()
        guard let campaign = office.campaigns.firstIndex(where: { $0.bodies[body] != nil }),
            let ordinal = office.campaigns[campaign].bodies[body]
        else {
            violate("I4", "a body was sent that no plan holds")
            return nil
        }
        do {
            let rows = try view.rows(Self.beginningSQL, [office.campaigns[campaign].job, ordinal])
            guard rows.count == 1, let row = rows.first else {
                violate("I2", "batch \(ordinal) begins, but \(rows.count) of its rows are dispatching")
                return nil
            }
            let sent = WireRequest(
                campaign: campaign, ordinal: ordinal, run: row["runId"], attemptRow: row["attemptRow"],
                attempt: row["number"], process: process)
            office.trace("\(process.name): first byte of \(sent.name)")
            try checkBeginning(of: sent, row)
            requests.append(sent)
            office.tally.batchesSent += 1
            return sent
        } catch {
            violate("store", "\(error)")
            return nil
        }
    }

    private func checkBeginning(of sent: WireRequest, _ row: Row) throws {
        let resent = try lastResend(sent.run, sent.ordinal)
        for other in requests where other.campaign == sent.campaign && other.ordinal == sent.ordinal {
            if other.isOpen, other.process.isAlive, !(other.run == sent.run && other.attempt <= resent) {
                violate("I8", "\(sent.name) begins while \(other.name) is on the wire")
            }
        }
        let lanes: Int = row["inFlight"]
        if (row["onTheWire"] as Int) > lanes { violate("I8", "\(row["onTheWire"] as Int) batches for \(lanes) lanes") }
        if row["epoch"] as Int != row["current"] { violate("I8", "\(sent.name) begins under an old epoch") }
        if row["state"] != "sending" { violate("I7", "\(sent.name) begins in a run that is \(row["state"] as String)") }
        if stoppedRuns.contains(sent.run) { violate("I7", "\(sent.name) begins after its run was stopped") }
        if stoppedBatches.contains("\(sent.run)/\(sent.ordinal)") {
            violate("I7", "\(sent.name) begins after it was recalled")
        }
        if pausedRuns.contains(sent.run) { violate("I7", "\(sent.name) begins after its run was paused") }
    }

    /// libcurl calls the hook again on its own; the store must not allow a second first byte.
    func expectsRefusal(of hook: () throws -> Void, for sent: WireRequest) {
        do {
            try hook()
            violate("I1", "the hook allowed \(sent.name) twice")
        } catch {
            office.trace("\(sent.process.name): the hook refuses \(sent.name) again")
            judge(error, of: sent.process)
        }
    }

    /// A request reaches Feishu, which deals with it.
    ///
    /// - Returns: what the sender will see.
    func arrives(_ request: HTTPRequest, _ sent: WireRequest, _ fault: SendFault?, acts: Bool) -> HTTPExchange {
        let now = office.timeline.now
        do {
            try checkWindows(sent, at: now)
            let people = office.campaigns[sent.campaign].people[sent.ordinal - 1]
            let answer = office.feishu.receive(request, people: people, fault: fault, acts: acts, at: now)
            office.trace(
                "feishu: \(sent.name)\(answer.deed == nil ? " is not taken" : " is taken")"
                    + (fault.map { ", \($0.rawValue)" } ?? ""))
            if let deed = answer.deed {
                sent.deed = deed
                try checkDeed(of: sent)
            }
            return answer.exchange
        } catch {
            violate("store", "\(error)")
            return .failed(.gotNothing)
        }
    }

    /// I9, as the server sees it.
    ///
    /// A request whose attempt was closed before it arrived counts no more for larkcast: its sender had died or given up,
    /// and what it left in the network's buffers nobody can take back.
    private func checkWindows(_ sent: WireRequest, at now: Int64) throws {
        let isOrphan = try view.integer(Self.finishedSQL, [sent.attemptRow]) != 0
        if isOrphan { return }
        arrivals.append(now)
        let limits = office.weather.limits
        for (window, limit) in [(Int64(1000), limits.perSecond), (60_000, limits.perMinute)] {
            let count = arrivals.reversed().prefix { now - $0 < window }.count
            if count > limit { violate("I9", "\(count) requests within \(window) ms, \(limit) allowed") }
        }
    }

    /// I1 and I2 at the moment the service acts.
    private func checkDeed(of sent: WireRequest) throws {
        let resends = try view.integer(Self.resendCountSQL, [office.campaigns[sent.campaign].job, sent.ordinal])
        let deeds = requests.filter { $0.campaign == sent.campaign && $0.ordinal == sent.ordinal && $0.deed != nil }
        if deeds.count > 1 + resends {
            office.tally.duplicates += office.campaigns[sent.campaign].people[sent.ordinal - 1].count
            violate("I1", "\(sent.name) was processed \(deeds.count) times, and \(resends) times an operator said so")
        }
        let unforgiven = try deeds.filter { try !isForgiven($0) }
        if unforgiven.count > 1 { violate("I1", "\(unforgiven.map(\.name)) were all processed") }
        let state = try view.rows("SELECT state FROM batch WHERE runId = ? AND ordinal = ?", [sent.run, sent.ordinal])
            .first.flatMap { BatchState(rawValue: $0[0]) }
        if state?.mayHaveBeenDelivered != true, try !isForgiven(sent) {
            violate("I2", "\(sent.name) was processed and its batch is \(state?.rawValue ?? "gone")")
        }
    }

    // MARK: - An operator's word

    /// Whether an operator has said "not sent" about this very attempt.
    func isForgiven(_ sent: WireRequest) throws -> Bool {
        try sent.attempt <= lastResend(sent.run, sent.ordinal)
    }

    /// The newest attempt about which an operator has said "not sent".
    private func lastResend(_ run: String, _ ordinal: Int) throws -> Int {
        try view.integer(Self.lastResendSQL, [run, ordinal])
    }

    private static let beginningSQL = """
        SELECT batch.runId AS runId, attempt.id AS attemptRow, attempt.number AS number, attempt.epoch AS epoch,
            run.state AS state, run.inFlight AS inFlight, runner.epoch AS current,
            (SELECT count(*) FROM batch AS other WHERE other.runId = run.id AND other.state = 'dispatching') AS onTheWire
        FROM run JOIN batch ON batch.runId = run.id
            JOIN attempt ON attempt.batchId = batch.id AND attempt.number = batch.attemptCount JOIN runner
        WHERE run.job = ? AND batch.ordinal = ? AND batch.state = 'dispatching'
        """
    private static let finishedSQL = "SELECT finishedAt IS NOT NULL FROM attempt WHERE id = ?"
    private static let resendCountSQL = """
        SELECT count(*) FROM resolution JOIN batch ON batch.id = batchId JOIN run ON run.id = runId
        WHERE verdict = 'not_sent' AND job = ? AND ordinal = ?
        """
    private static let lastResendSQL = """
        SELECT max(attemptNumber) FROM resolution JOIN batch ON batch.id = batchId
        WHERE verdict = 'not_sent' AND runId = ? AND ordinal = ?
        """
}
