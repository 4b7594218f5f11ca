import JobEngine
import JobModel
import JobStore
import Reporting

/// The file from which a monitoring system learns what ticks do: `node_exporter` reads it with its textfile collector.
///
/// It is for others to read, so it says nothing of people: counts, and names of jobs and apps.
struct MetricsFile {
    let path: String
    let invocation: Invocation

    /// Writes the file anew, whole or not at all.
    ///
    /// - Parameters:
    ///   - report: What the tick did; `nil` when another larkcast was at work.
    ///   - broken: Manifests that cannot be used, which are problems as well.
    ///   - began: When it began.
    ///   - store: What the figures are read from.
    ///   - settings: The limits they are held against.
    /// - Throws: `CommandFailure` with exit code 74 when the file cannot be written, 64 when it is something else.
    func write(
        _ report: TickReport?, broken: Int = 0, began: Moment, store: JobDatabase, settings: Settings
    ) async throws {
        let now = invocation.dependencies.now()
        var document = try await document(store, settings)
        document.family(
            "larkcast_tick_timestamp_seconds", "When the last tick ended", .gauge, Double(now.wallMilliseconds) / 1000)
        document.family(
            "larkcast_tick_duration_seconds", "How long the last tick took", .gauge,
            Double(now.monotonicMilliseconds - began.monotonicMilliseconds) / 1000)
        document.family(
            "larkcast_tick_busy", "Whether the last tick found another larkcast at work", .gauge, report == nil ? 1 : 0)
        if let report {
            document.family(
                "larkcast_tick_done", "What the last tick did", .gauge,
                [
                    .init(report.started.count, ["what": "started"]),
                    .init(report.resumed.count, ["what": "resumed"]),
                    .init(report.missed.count, ["what": "missed"]),
                    .init(report.skipped.count, ["what": "skipped"]),
                    .init(report.polled, ["what": "polled"]),
                ])
            Self.problems(report, broken: broken, into: &document)
        }
        try put(document)
    }

    /// Writes the file while a tick goes on: one that sends for hours is no tick that has stopped.
    ///
    /// - Throws: as ``write(_:broken:began:store:settings:)``.
    func writeMeanwhile(
        _ report: TickReport, broken: Int, store: JobDatabase, settings: Settings
    ) async throws {
        var document = try await document(store, settings)
        Self.problems(report, broken: broken, into: &document)
        try put(document)
    }

    /// What the store knows.
    private func document(_ store: JobDatabase, _ settings: Settings) async throws -> MetricsDocument {
        let now = invocation.dependencies.now()
        var document = MetricsDocument()
        OperatingMetrics.write(
            try await store.operatingFigures(at: now), limits: settings.metricsLimits, at: now, into: &document)
        return document
    }

    private static func problems(_ report: TickReport, broken: Int, into document: inout MetricsDocument) {
        document.family(
            "larkcast_tick_problems", "What kept the last tick from doing all it should", .gauge,
            Double(report.problems.count { !$0.isWarning } + broken))
    }

    private func put(_ document: MetricsDocument) throws {
        try OutputFile(path: path, what: "metrics file", isForEverybody: true).write(document.text, invocation)
    }
}

extension Settings {
    /// What the figures are held against.
    var metricsLimits: OperatingMetrics.Limits {
        OperatingMetrics.Limits(perSecond: perSecond, perMinute: perMinute, callsPerMonth: callsPerMonth)
    }
}
