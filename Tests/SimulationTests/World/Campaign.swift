import Foundation
import JobModel

/// One job of the simulated office: its plan, which never changes, and who is in which batch.
struct Campaign {
    let job: String
    let plan: RunPlan
    let bodies: [Data: Int]
    let people: [[String]]

    init(number: Int, _ chance: inout Chance) throws {
        job = "notice-\(number)"
        let size = 1 + chance.below(3)
        let count = size * (1 + chance.below(5)) + chance.below(size) + 1
        var audience = Audience()
        audience.users.openIDs = (0..<count).map { "ou_" + String(number * 1000 + $0 + 100_000_000) }
        if count > 2, chance.percent(20) { audience.users.openIDs.append(audience.users.openIDs[0]) }
        if count > 2, chance.percent(20) { audience.exclude.users.openIDs = [audience.users.openIDs[1]] }
        var manifest = Manifest(job: job, audience: audience, message: .text("Notice number \(number)"))
        manifest.delivery.batchSize = size
        manifest.delivery.inFlight = chance.pick([1, 1, 2, 3, 4])
        manifest.delivery.maxInDoubt = chance.pick([1, 1, 2, 3])
        manifest.delivery.notAfterSeconds = chance.pick([14_400, 14_400, 86_400, 30])
        if chance.percent(30) {
            var waves = Waves(sizes: Array([.percent(20), .people(size)].prefix(1 + chance.below(2))))
            waves.waitSeconds = chance.pick([0, 5, 300])
            waves.gates.inDoubt = chance.below(2)
            manifest.delivery.waves = waves
        }
        plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
        var bodies: [Data: Int] = [:]
        for batch in plan.batches { bodies[plan.body(of: batch)] = batch.ordinal }
        self.bodies = bodies
        people = plan.batches.map { batch in
            String(decoding: batch.recipientsJSON, as: UTF8.self).split(separator: "\"")
                .filter { $0.hasPrefix("ou_") }.map(String.init)
        }
    }
}
