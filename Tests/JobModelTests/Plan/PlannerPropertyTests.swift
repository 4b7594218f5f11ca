import Foundation
import JobModel
import Testing

/// What must hold for every audience, tried on many that a fixed seed makes up.
@Suite struct PlannerPropertyTests {
    /// A linear congruential generator: the same audiences on every machine and in every run.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test(arguments: 1...60)
    func everybodyIsInExactlyOnePlace(seed: Int) throws {
        var random = Seeded(state: UInt64(seed))
        let people = Int.random(in: 1...400, using: &random)
        let named = (0..<Int.random(in: 1...900, using: &random)).map { _ in
            Manifests.openID(Int.random(in: 0..<people, using: &random))
        }
        var manifest = Manifests.text(openIDs: named)
        manifest.audience.exclude.users.openIDs = (0..<Int.random(in: 0...people / 2, using: &random)).map { _ in
            Manifests.openID(Int.random(in: 0..<people, using: &random))
        }
        manifest.delivery.batchSize = Int.random(in: 1...200, using: &random)
        let leftOut = Set(manifest.audience.exclude.users.openIDs)
        let expected = Set(named).subtracting(leftOut)
        guard !expected.isEmpty else { return #expect(BatchPlanner.refusal(manifest).count == 1) }

        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        let sent = try plan.batches.flatMap { try RecipientsList.decode($0.recipientsJSON) }
        #expect(Set(sent) == expected)
        #expect(sent.count == expected.count)
        var seen: Set<String> = []
        #expect(sent == named.filter { expected.contains($0) && seen.insert($0).inserted })
        #expect(plan.targeted == sent.count + plan.excluded + plan.duplicate)
        #expect(plan.excluded == named.count { leftOut.contains($0) })
        #expect(plan.batches.allSatisfy { (1...manifest.delivery.batchSize).contains($0.recipientCount) })
        #expect(plan.batches.reduce(0) { $0 + $1.recipientCount } == sent.count)

        var sheet = BalanceSheet()
        sheet.targeted = plan.targeted
        sheet.excluded = plan.excluded
        sheet.duplicate = plan.duplicate
        sheet.pending = sent.count
        #expect(sheet.addsUp)
    }

    @Test func fiftyThousandPeopleWithEveryTenthTwiceAreStillDisjoint() throws {
        let ids = Manifests.openIDs(50_000)
        let repeated = ids + stride(from: 0, to: ids.count, by: 10).map { ids[$0] }
        let plan = try BatchPlanner.plan(manifest: Manifests.text(openIDs: repeated), manifestBytes: Data())
        #expect(plan.batches.count == 250)
        #expect(plan.duplicate == 5_000)
        let sent = try plan.batches.flatMap { try RecipientsList.decode($0.recipientsJSON) }
        #expect(Set(sent).count == 50_000)
        #expect(sent.count == 50_000)
    }
}
