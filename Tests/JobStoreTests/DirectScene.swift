import Foundation
import JobModel

@testable import JobStore

/// A store with one run of direct messages that is sending.
enum DirectScene {
    static func plan(
        _ ids: [String] = ["ou_1", "ou_2"], chats: Bool = false, pins: Bool = false, maxInDoubt: Int = 1,
        waves: Waves? = nil, job: String = "direct"
    ) throws -> RunPlan {
        var audience = Audience()
        if chats { audience.chats = ids } else { audience.users.openIDs = ids }
        var manifest = Manifest(job: job, audience: audience, message: .text("hello"))
        manifest.channel = .direct
        manifest.delivery.maxInDoubt = maxInDoubt
        manifest.delivery.pinsInChats = pins
        manifest.delivery.waves = waves
        return try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
    }

    static func sending(_ plan: RunPlan, in database: JobDatabase? = nil, as number: UInt64 = 1) async throws -> Scene {
        let database = try database ?? JobDatabase.inMemory()
        let run = Fixture.runID(number)
        _ = try await database.freeze(plan, id: run, appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        try await database.begin(run, by: Fixture.ann, at: Fixture.moment())
        let epoch = try await database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
        return Scene(database: database, run: run, epoch: epoch)
    }
}

extension AttemptResult {
    static func message(_ name: String) -> AttemptResult {
        AttemptResult(outcome: .accepted, batchMessageID: "om_\(name)")
    }

    static let unanswered = AttemptResult(outcome: .repeatable)
}
