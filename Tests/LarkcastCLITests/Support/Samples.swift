import Foundation
import JobModel

/// Plans and runs to show, without a store.
enum Samples {
    /// The run of the samples.
    static let runID = RunID(rawValue: "k7m2k7m2k7m2")

    /// A plan for invented people.
    static func plan(
        people: Int, batchSize: Int = 200, job: String = "hello", title: String? = nil, notAfterSeconds: Int? = nil
    ) throws -> RunPlan {
        var audience = Audience()
        audience.users.openIDs = (0..<people).map { "ou_" + String(format: "%032d", $0) }
        var manifest = Manifest(job: job, audience: audience, message: .text("Hello"))
        manifest.title = title
        manifest.delivery.batchSize = batchSize
        if let notAfterSeconds { manifest.delivery.notAfterSeconds = notAfterSeconds }
        return try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
    }

    /// A plan for whole departments.
    static func departments(_ ids: [String]) throws -> RunPlan {
        var audience = Audience()
        audience.departments = ids
        audience.resolve = .departments
        let manifest = Manifest(job: "hello", audience: audience, message: .text("Hello"))
        return try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
    }

    /// A run with these batches of ten people each.
    static func run(
        _ states: [BatchState], state: RunState = .sent, reason: String? = nil, title: String = "Hello"
    ) -> RunSummary {
        var run = RunSummary(
            id: runID, job: "hello", title: title, state: state, stateReason: reason,
            planSHA256: String(repeating: "a", count: 64), unit: .people, createdAt: 1_796_086_800_000)
        run.batches = states.enumerated().map { index, state in
            let hasID = state == .accepted
            return BatchSummary(
                ordinal: index + 1, label: "Batch \(index + 1)", state: state,
                batchMessageID: hasID ? "bm-\(1000 + index)" : nil, recipients: 10, attempts: 1)
        }
        return run
    }
}
