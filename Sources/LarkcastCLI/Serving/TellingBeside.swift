import JobEngine

/// Tells people and programs what has become of runs while a tick is still at work: sending a large campaign or asking for
/// figures takes minutes, and a halt is no news by then.
struct TellingBeside: Sendable {
    /// The rest between two rounds; a tick that is through before the first one tells at its end alone.
    static let rest: Duration = .seconds(15)

    /// Tells once what is due, and begins nothing new when the signal is raised.
    let tell: @Sendable (StopSignal) async -> [TickReport.Problem]
    let sleep: @Sendable (Duration) async throws -> Void

    /// Works, and tells beside it.
    ///
    /// Nobody's request is cut short: a round that is on its way when the work ends is waited for.
    ///
    /// - Parameter work: What is done meanwhile.
    /// - Returns: what could not be told.
    /// - Throws: what the work throws.
    func during(_ work: () async throws -> Void) async throws -> [TickReport.Problem] {
        let (over, bell) = (StopSignal(), Bell())
        async let telling = tellOnAndOn(until: over, bell)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
        over.raise()
        bell.ring()
        let problems = await telling
        try outcome.get()
        return problems
    }

    private func tellOnAndOn(until over: StopSignal, _ bell: Bell) async -> [TickReport.Problem] {
        var problems: [TickReport.Problem] = []
        while true {
            await bell.rest { [sleep] in try await sleep(Self.rest) }
            guard !over.isStopping else { return problems }
            problems += await tell(over)
        }
    }
}
