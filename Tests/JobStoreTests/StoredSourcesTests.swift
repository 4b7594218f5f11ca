import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

struct StoredSourcesTests {
    private static func freeze(_ sources: RunSources?, in database: JobDatabase) async throws -> RunID {
        var plan = Fixture.plan()
        plan.sources = sources
        return try await database.freeze(
            plan, id: Fixture.runID(1), appID: Fixture.app, consent: .needed(because: []), by: Fixture.ann,
            at: Fixture.moment()
        ).id
    }

    @Test func whatTheFilesSaidIsKeptWithTheRun() async throws {
        let names = ["people.csv", "名单/一.csv", "{\"files\":{}}", "a\\\"b", "\u{1B}[2J", "\u{301}x", ""]
        let hashes = Dictionary(names.map { ($0, Fixture.hash(Data($0.utf8))) }) { one, _ in one }
        for path in [nil, "/jobs/\"a\".json"] {
            let sources = RunSources(manifestPath: path, hashes: hashes)
            let database = try JobDatabase.inMemory()
            let run = try await Self.freeze(sources, in: database)
            #expect(try await database.sources(of: run) == sources)
            #expect(try await database.runsAwaitingApproval().map(\.sources) == [sources])
        }
    }

    /// No files are not the same as files nobody has kept.
    @Test func whatNobodyHasKeptIsNotInvented() async throws {
        for sources in [nil, RunSources()] {
            let database = try JobDatabase.inMemory()
            let run = try await Self.freeze(sources, in: database)
            #expect(try await database.sources(of: run) == sources)
            #expect(try await database.runsAwaitingApproval().map(\.sources) == [sources])
        }
    }
}
