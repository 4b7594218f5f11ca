public import Foundation
import GRDB
public import JobModel

extension JobDatabase {
    /// Finds a run by its id, a unique prefix of it, or `JOB@latest`.
    ///
    /// - Throws: ``StoreError`` of code `notFound`, or `ambiguous` with the candidates.
    public func run(_ reference: String) async throws(StoreError) -> RunSummary {
        try await read { try RunSummaryQuery.summary($0, RunLookup.resolve($0, reference)) }
    }

    /// The run of a job that is not finished, or its unfinished test; a job has at most one of each.
    public func unfinishedRun(of job: String, isTest: Bool = false) async throws(StoreError) -> RunSummary? {
        try await read { db in
            try RunLookup.unfinished(db, job: job, isTest: isTest).map { try RunSummaryQuery.summary(db, $0) }
        }
    }

    /// The runs in the given states, oldest first; quick for unfinished and followed ones, however many have ended.
    public func runs(in states: Set<RunState>) async throws(StoreError) -> [RunID] {
        try await read { db in
            // One query a state keeps each of them on its partial index.
            try states.flatMap { state in
                let isUnfinished =
                    state.isUnfinished
                    ? "AND state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')" : ""
                return try Row.fetchAll(
                    db, sql: "SELECT id, createdAt FROM run WHERE state = '\(state.rawValue)' \(isUnfinished)")
            }
            .sorted { ($0["createdAt"] as Int64, $0["id"] as String) < ($1["createdAt"], $1["id"]) }
            .map { RunID(rawValue: $0["id"]) }
        }
    }

    /// The runs whose recall has been asked for and is not yet concluded.
    public func runsBeingRecalled() async throws(StoreError) -> [RunID] {
        try await read { db in
            try String.fetchAll(db, sql: "SELECT id FROM run WHERE recall = 'requested' ORDER BY createdAt")
                .map { RunID(rawValue: $0) }
        }
    }

    /// How the run is to be sent, as its plan said.
    public func delivery(of run: RunID) async throws(StoreError) -> DeliveryOptions {
        try await read { db in
            let sql = "SELECT batchSize, inFlight, notAfterSeconds, maxInDoubt FROM run WHERE id = ?"
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [run.rawValue]) else {
                throw StoreError(.notFound, "there is no run \(run)")
            }
            var options = DeliveryOptions()
            options.batchSize = row["batchSize"]
            options.inFlight = row["inFlight"]
            options.notAfterSeconds = row["notAfterSeconds"]
            options.maxInDoubt = row["maxInDoubt"]
            return options
        }
    }

    /// How long the reads of a run are followed after sending, in seconds.
    public func trackingSeconds(of run: RunID) async throws(StoreError) -> Int {
        try await read { db in
            let sql = "SELECT trackingSeconds FROM run WHERE id = ?"
            guard let seconds = try Int.fetchOne(db, sql: sql, arguments: [run.rawValue]) else {
                throw StoreError(.notFound, "there is no run \(run)")
            }
            return seconds
        }
    }

    /// The manifest's bytes as they were when the run was frozen.
    public func manifest(of run: RunID) async throws(StoreError) -> Data {
        try await read { db in
            let sql = "SELECT manifest FROM runContent WHERE runId = ?"
            guard let manifest = try Data.fetchOne(db, sql: sql, arguments: [run.rawValue]) else {
                throw StoreError(.notFound, "there is no plan of run \(run)")
            }
            return manifest
        }
    }

    /// The exact bytes of one batch's request, checked against their hash.
    ///
    /// - Throws: ``StoreError`` of code `corrupt` when they no longer have it.
    public func requestBody(of run: RunID, ordinal: Int) async throws(StoreError) -> Data {
        try await read { try BatchBody.fetch($0, batchID: BatchBody.batchID($0, run, ordinal)) }
    }

    /// The ids one batch addresses, in the order they are sent.
    public func recipients(of run: RunID, ordinal: Int) async throws(StoreError) -> [String] {
        try await read { try BatchBody.recipients($0, batchID: BatchBody.batchID($0, run, ordinal)) }
    }
}
