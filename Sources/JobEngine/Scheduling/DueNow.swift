public import JobModel
public import JobStore

/// What `tick` would start at this moment, for whoever shows the times ahead: a firing within its starting deadline is no past.
public struct DueNow: Sendable {
    private let decider: OccurrenceDecider
    private let known: [String: JobRecord]

    /// Reads what has been decided.
    ///
    /// - Parameters:
    ///   - store: What was decided; one that knows nothing stands for jobs that are seen for the first time.
    ///   - dependencies: The clock.
    /// - Throws: `StoreError`.
    public init(_ store: JobDatabase, _ dependencies: EngineDependencies) async throws {
        decider = OccurrenceDecider(store: store, dependencies: dependencies, actor: .larkcast)
        known = try await store.jobs()
    }

    /// The occurrence of a job that starts with the next look; `nil` when there is none.
    ///
    /// - Throws: `StoreError`.
    public func occurrence(of timetable: Timetable) async throws -> Occurrence? {
        // Whether something is caught up with depends on the clock, which nobody looks at here.
        let decisions = try await decider.decisions(
            timetable, known[timetable.job], mayCatchUp: true, at: decider.dependencies.now())
        return decisions.first { $0.verdict == .start(isCatchingUp: false) }?.occurrence
    }
}
