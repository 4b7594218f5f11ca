import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting

/// What stands between a run that waits and a second person's yes, the same at a terminal and in a browser.
struct ApprovalRules {
    /// A stretch in which the job's people are not to be disturbed.
    struct QuietStretch: Equatable {
        /// When it ends, in milliseconds since 1970 UTC.
        var end: Int64
        /// The same in the job's own time.
        var opens: String
    }

    let store: JobDatabase

    /// The job's quiet hours that the run would begin within; `nil` outside them.
    func quietStretch(of run: RunID, at now: Moment) async throws -> QuietStretch? {
        let manifest = try await store.manifest(of: run)
        let zones = Set(TimeZone.knownTimeZoneIdentifiers)
        let reading = ManifestReader(knownTimeZones: zones).read(bytes: Array(manifest), name: "manifest")
        guard let schedule = reading.manifest?.schedule, let rules = FoundationZoneRules(schedule.timezone),
            let end = schedule.quietHours?.end(after: now.wallMilliseconds / 1000, in: rules).map({ $0 * 1000 })
        else { return nil }
        let opens = rules.civilTime(at: end / 1000).map { "\($0)[\(schedule.timezone)]" } ?? Timestamp.utc(end)
        return QuietStretch(end: end, opens: opens)
    }

    /// A yes is for one message to one audience, and a file that was edited since says that somebody wants something else.
    ///
    /// What cannot be read now says nothing, and neither does a manifest that has become another job's.
    ///
    /// - Throws: `EngineError.manifestChanged` when the manifest of the run or one of its files says something else by now.
    func refuseChanged(_ run: RunSummary) async throws {
        guard let sources = try await store.sources(of: run.id), let path = sources.manifestPath,
            let file = try? ManifestFile(path: path)
        else { return }
        var changed = sources.changed(to: CompanionHashes.now(of: sources, beside: file))
        if try await store.manifest(of: run.id) != Data(file.bytes) {
            let zones = Set(TimeZone.knownTimeZoneIdentifiers)
            let reading = ManifestReader(knownTimeZones: zones).read(bytes: file.bytes, name: path)
            guard reading.manifest.map({ $0.job == run.job }) ?? true else { return }
            changed.insert(URL(fileURLWithPath: path).lastPathComponent, at: 0)
        }
        guard changed.isEmpty else { throw EngineError.manifestChanged(run, changed: changed) }
    }

    /// Four eyes: a name of one's own is not enough, it must be another person's.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - names: The names of whoever says yes, under which they may have made it too.
    ///   - person: The login they have, where the system knows it.
    /// - Throws: `CommandFailure` with exit code 3 when they made it themselves.
    func refuseOwn(_ run: RunID, names: [String], person: Int64?) async throws {
        guard let author = try await store.author(of: run) else { return }
        guard !names.contains(where: { Person.isAuthor(author, $0, person: person) }) else {
            throw CommandFailure(
                exit: .needsDecision, type: "own_run",
                message: "run \(run) was made by \(author.name), who cannot approve it",
                hint: "Have a second person run larkcast approve \(run) --as NAME.")
        }
    }
}
