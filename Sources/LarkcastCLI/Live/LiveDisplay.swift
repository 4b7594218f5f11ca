import JobEngine
import JobModel
import JobStore
import Reporting

/// Shows a run moving on a terminal while something is done with it.
///
/// It reads the store like anybody else: what it shows is what was committed, whoever did it, and whatever becomes of it nothing
/// that is sent depends on it.
struct LiveDisplay: Sendable {
    /// Milliseconds between two drawings.
    private static let frame = 125
    /// Shortest time, in milliseconds, between two looks into the store.
    private static let look: Int64 = 250
    /// How many times as long as a look takes the store is left alone: two hundredths of the time are no burden to anybody.
    private static let rest: Int64 = 50

    let invocation: Invocation
    let settings: Settings
    let store: JobDatabase
    let run: RunID
    /// When Feishu is asked next, by the clock that cannot be set; `nil` when this process does not ask.
    var nextLook: @Sendable () -> Int64? = { nil }

    private var console: Console { invocation.console }

    /// Does the body, with the run shown below whatever is said meanwhile; just the body without a terminal.
    ///
    /// - Throws: what the body throws; the terminal is as it was by then.
    func during<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        guard console.showsLive else { return try await body() }
        // The group has ended by then, so that nothing draws any more.
        defer { console.endLive() }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                await draw()
                return nil
            }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    /// Draws until it is cancelled.
    private func draw() async {
        let dependencies = invocation.dependencies
        var reader = LiveReader(
            run, in: store, settings, in: invocation.language, zone: invocation.zone, now: dependencies.now)
        var shown: LiveRun?
        var due: Int64 = .min
        while !Task.isCancelled {
            let began = dependencies.now().monotonicMilliseconds
            if began >= due {
                // The run may not be there yet, or the store be busy: then it is shown later, and others tell what is wrong.
                if let run = try? await reader.look() { shown = run }
                let taken = dependencies.now().monotonicMilliseconds - began
                due = began + max(Self.look, taken * Self.rest)
            }
            if var run = shown {
                let now = dependencies.now()
                run.nextLook = nextLook().map { max(0, $0 - now.monotonicMilliseconds) }
                console.show(live: { size in
                    LiveLayout(
                        invocation.language, columns: size.columns, rows: size.rows - 1, now: now.wallMilliseconds
                    ).lines(run)
                })
            }
            do { try await dependencies.sleep(.milliseconds(Self.frame)) } catch { return }
            await Task.yield()
        }
    }
}
