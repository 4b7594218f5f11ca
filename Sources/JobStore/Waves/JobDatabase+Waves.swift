import GRDB
public import JobModel
import StrictJSON

extension JobDatabase {
    /// Looks whether the next wave of a sending run may leave, and opens it.
    ///
    /// A wave that is through meets its gate once: closed, it pauses the run; open, the wait begins.
    ///
    /// - Throws: ``StoreError`` of code `superseded` when another runner took over.
    public func advanceWave(of run: RunID, epoch: Epoch, at now: Moment) async throws(StoreError) -> WaveStep {
        try await write { db in
            let row = try RunRow.fetch(db, run)
            guard row.state == .sending, let through = row.openThrough else { return .none }
            try Self.requireCurrent(db, epoch)
            let waves = try WaveRow.fetchAll(db, of: run)
            guard let current = waves.first(where: { $0.ordinals.upperBound == through }),
                let next = waves.first(where: { $0.number == current.number + 1 }),
                try current.isThrough(db, of: run)
            else { return .none }
            let left: Int64
            if let wait = current.next {
                left = wait.left(at: now)
            } else {
                if let reason = try Self.closeGate(db, row, current, at: now) { return .gateClosed(reason: reason) }
                left = Int64(current.waitSeconds) * 1000
                try Self.pass(db, run, current, waiting: left, at: now)
            }
            if let deadline = row.notAfter, now.wallMilliseconds >= deadline { return .expired }
            guard left == 0 else {
                return .waiting(
                    NextWave(number: next.number, count: waves.count, opensAt: now.wallMilliseconds + left))
            }
            try db.execute(
                sql: "UPDATE run SET openThrough = ? WHERE id = ? AND openThrough = ?",
                arguments: [next.ordinals.upperBound, run.rawValue, through])
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: .larkcast, action: "wave", run: run,
                detail: ["number": .integer(next.number), "of": .integer(waves.count)])
            return .opened(next.number)
        }
    }

    /// The waves of a run, ready to be shown; none when it has only one.
    public func waves(of run: RunID) async throws(StoreError) -> [WaveSummary] {
        try await read { try Self.waveSummaries($0, of: run) }
    }

    /// Sending runs that wait for a wave that leaves later than `now`, with when that is.
    public func waitingWaves(at now: Moment) async throws(StoreError) -> [RunID: Int64] {
        try await read { db in
            let sql = """
                SELECT id FROM run WHERE state = 'sending' AND openThrough IS NOT NULL
                    AND state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')
                """
            var waiting: [RunID: Int64] = [:]
            for id in try String.fetchAll(db, sql: sql) {
                let row = try RunRow.fetch(db, RunID(rawValue: id))
                let current = try WaveRow.fetchAll(db, of: row.id).first { $0.ordinals.upperBound == row.openThrough }
                guard let left = current?.next?.left(at: now) else { continue }
                let due = min(now.wallMilliseconds + left, row.notAfter ?? .max)
                if due > now.wallMilliseconds { waiting[row.id] = due }
            }
            return waiting
        }
    }

    /// Lets a run past the gate that has stopped it, because an operator says so; the next wave leaves at once.
    static func passFailedGate(_ db: Database, _ row: RunRow, at now: Moment) throws {
        guard let through = row.openThrough else { return }
        let waves = try WaveRow.fetchAll(db, of: row.id)
        let closed = waves.first { $0.ordinals.upperBound == through && $0.failedAt != nil && $0.next == nil }
        guard let closed else { return }
        try pass(db, row.id, closed, waiting: 0, at: now)
    }

    /// Pauses a run of which something is taken back, when waves of it are still to leave: whoever finds the first one wrong
    /// does not want the next one.
    static func holdLaterWaves(_ db: Database, _ row: RunRow, by actor: AuditActor, at now: Moment) throws {
        guard row.state == .sending, let through = row.openThrough,
            let last = try WaveRow.fetchAll(db, of: row.id).last, through < last.ordinals.upperBound
        else { return }
        let reason = RunReason.laterWavesHeld.text
        try row.move(db, to: .paused, reason: reason)
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: actor, action: "pause", run: row.id, detail: ["reason": .string(reason)])
    }

    static func waveSummaries(_ db: Database, of run: RunID) throws -> [WaveSummary] {
        let waves = try WaveRow.fetchAll(db, of: run)
        guard !waves.isEmpty else { return [] }
        let row = try RunRow.fetch(db, run)
        let through = row.openThrough ?? 0
        return try waves.enumerated().map { index, wave in
            let before = index == 0 ? nil : waves[index - 1]
            let state: WaveSummary.State
            let isThrough = try wave.isThrough(db, of: run)
            if wave.ordinals.upperBound > through {
                // What did not leave and waits for nothing was ended with its run, or taken back before its time.
                state = isThrough ? .cancelled : before?.next == nil ? .waiting : .scheduled
            } else if !isThrough {
                state = .open
            } else {
                state = wave.failedAt != nil && wave.next == nil ? .gateClosed : .done
            }
            let recipients = "SELECT total(recipientCount) FROM batch WHERE runId = ? AND ordinal BETWEEN ? AND ?"
            let count = try Int.fetchOne(
                db, sql: recipients, arguments: [run.rawValue, wave.ordinals.lowerBound, wave.ordinals.upperBound])
            return WaveSummary(
                number: wave.number, ordinals: wave.ordinals, recipients: count ?? 0, state: state,
                opensAt: state == .cancelled ? nil : before?.next?.at)
        }
    }

    /// Pauses the run when the figures of the wave are above its gate; says why.
    private static func closeGate(
        _ db: Database, _ row: RunRow, _ wave: WaveRow, at now: Moment
    ) throws -> String? {
        let obstacles = try wave.figures(db, of: row).obstacles(wave.gates)
        guard wave.failedAt == nil, !obstacles.isEmpty else { return nil }
        let reason = RunReason.gateClosed(wave: wave.number, obstacles).text
        try db.execute(
            sql: "UPDATE wave SET failedAt = ? WHERE runId = ? AND number = ?",
            arguments: [now.wallMilliseconds, row.id.rawValue, wave.number])
        try row.move(db, to: .paused, reason: reason)
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: .larkcast, action: "gate_failed", run: row.id,
            detail: ["wave": .integer(wave.number), "reason": .string(reason)])
        return reason
    }

    private static func pass(_ db: Database, _ run: RunID, _ wave: WaveRow, waiting left: Int64, at now: Moment) throws
    {
        try db.execute(
            sql: """
                UPDATE wave SET nextAt = ?, nextInMilliseconds = ?, nextMono = ?, nextBootId = ?
                WHERE runId = ? AND number = ?
                """,
            arguments: [
                now.wallMilliseconds + left, left, now.monotonicMilliseconds, now.bootID, run.rawValue, wave.number,
            ])
    }
}
