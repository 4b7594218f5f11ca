import Foundation
import JobModel
import Testing

@Suite struct WaveSplitTests {
    @Test(arguments: [
        ([Waves.Size.percent(1), .percent(10)], 1000, [10, 100, 890]), ([.percent(1)], 50, [1, 49]),
        ([.percent(1), .percent(1)], 1, [1]), ([.people(5)], 5, [5]), ([.people(5)], 6, [5, 1]),
        ([.people(500)], 20, [20]), ([.percent(99)], 100, [99, 1]), ([.percent(50), .people(50)], 80, [40, 40]),
        ([.people(1), .people(1), .people(1)], 2, [1, 1]), ([.percent(33), .percent(33)], 3, [1, 1, 1]),
    ])
    func everybodyIsInOneWave(_ sizes: [Waves.Size], _ people: Int, _ expected: [Int]) {
        let split = Waves(sizes: sizes).split(people)
        #expect(split == expected)
        #expect(split.reduce(0, +) == people)
    }

    @Test func aBatchBelongsToOneWave() throws {
        var audience = Audience()
        audience.users.openIDs = (0..<450).map { "ou_\($0)" }
        var manifest = Manifest(job: "a", audience: audience, message: .text("hello"))
        let whole = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        manifest.delivery.waves = Waves(sizes: [.people(10), .people(210)])
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        #expect(plan.batches.map(\.recipientCount) == [10, 200, 10, 200, 30])
        #expect(plan.waveLengths == [1, 2, 2])
        #expect(plan.wavePeople == [10, 210, 230])
        #expect(whole.waveLengths == [3])
        #expect(plan.audienceSHA256 == whole.audienceSHA256 && plan.planSHA256 != whole.planSHA256)
    }

    @Test(arguments: [
        (100, 5, 0, 0, 0), (100, 6, 0, 0, 1), (0, 0, 0, 0, 0), (10, 1, 0, 0, 1), (100, 0, 1, 0, 1), (100, 0, 0, 1, 1),
        (10, 10, 3, 2, 3),
    ])
    func aGateNamesEverythingAboveIt(_ people: Int, _ invalid: Int, _ rejected: Int, _ doubts: Int, _ count: Int) {
        let figures = WaveFigures(recipients: people, invalid: invalid, rejected: rejected, inDoubt: doubts)
        #expect(figures.obstacles(WaveGates()).count == count)
    }

    @Test func departmentsGoOutAtOnce() {
        var audience = Audience()
        audience.departments = ["od-1"]
        audience.resolve = .departments
        var manifest = Manifest(job: "a", audience: audience, message: .text("hello"))
        manifest.delivery.waves = Waves(sizes: [.percent(1)])
        let refusal = #expect(throws: PlanRefusal.self) {
            try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        }
        #expect(refusal?.reasons.map(\.pointer) == ["/delivery/waves"])
    }

    @Test func aTestGoesToThoseNamedAlone() throws {
        var audience = Audience()
        audience.users.openIDs = ["ou_1", "ou_2"]
        var manifest = Manifest(job: "a", audience: audience, message: .text("hello"))
        manifest.delivery.waves = Waves(sizes: [.percent(1)])
        manifest.approval.required = true
        let plan = try BatchPlanner.plan(
            manifest: try manifest.test(to: ["on_9", "on_8"]), manifestBytes: Data(), isTest: true)
        #expect(plan.isTest && plan.targeted == 2 && plan.batches.map(\.idKind) == [.unionID])
        #expect(plan.waveLengths == [1])
        let campaign = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        #expect(campaign.contentSHA256 == plan.contentSHA256 && campaign.planSHA256 != plan.planSHA256)
        #expect(throws: PlanRefusal.self) { try manifest.test(to: (0..<21).map { "ou_\($0)" }) }
        #expect(throws: PlanRefusal.self) { try manifest.test(to: ["ou_"]) }
        #expect(throws: PlanRefusal.self) {
            try BatchPlanner.plan(manifest: try manifest.test(to: ["ou_1", "on_1"]), manifestBytes: Data())
        }
    }
}
