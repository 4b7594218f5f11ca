import Foundation
import JobModel
import StrictJSON
import Testing

@Suite struct BatchPlannerTests {
    private func plan(_ manifest: Manifest) throws -> RunPlan {
        try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
    }

    @Test(arguments: [
        (1, [1]), (199, [199]), (200, [200]), (201, [200, 1]), (400, [200, 200]), (401, [200, 200, 1]),
        (50_000, Array(repeating: 200, count: 250)),
    ])
    func cutsPeopleIntoBatches(count: Int, sizes: [Int]) throws {
        let ids = Manifests.openIDs(count)
        let plan = try plan(Manifests.text(openIDs: ids))
        #expect(plan.batches.map(\.recipientCount) == sizes)
        #expect(plan.batches.map(\.ordinal) == Array(1...sizes.count))
        #expect(plan.batches.allSatisfy { $0.idKind == .openID })
        // The union is the audience, in its order, and no one is in two batches.
        #expect(try plan.batches.flatMap { try RecipientsList.decode($0.recipientsJSON) } == ids)
        #expect(plan.targeted == count)
        #expect(plan.unit == .people)
    }

    @Test func nobodyIsARefusal() {
        let reasons = BatchPlanner.refusal(Manifests.text(openIDs: []))
        #expect(reasons.map(\.category) == [.data])
        #expect(reasons.map(\.pointer) == ["/audience"])
    }

    @Test(arguments: [1, 7, 199, 200])
    func obeysTheBatchSize(_ size: Int) throws {
        var manifest = Manifests.text(openIDs: Manifests.openIDs(450))
        manifest.delivery.batchSize = size
        let plan = try plan(manifest)
        #expect(plan.batches.dropLast().allSatisfy { $0.recipientCount == size })
        #expect(plan.batches.reduce(0) { $0 + $1.recipientCount } == 450)
        #expect(plan.batches.last?.label == "Batch \(plan.batches.count) of \(plan.batches.count)")
        #expect(plan.delivery.batchSize == size)
    }

    @Test(arguments: [0, -1, 201, Int.max])
    func refusesImpossibleBatchSizes(_ size: Int) {
        var manifest = Manifests.text(openIDs: Manifests.openIDs(3))
        manifest.delivery.batchSize = size
        #expect(BatchPlanner.refusal(manifest).map(\.pointer) == ["/delivery/batch_size"])
    }

    @Test func countsRepeatsAndExclusionsSoThatTheSheetAddsUp() throws {
        let id = Manifests.openID
        var manifest = Manifests.text(openIDs: [id(1), id(2), id(1), id(3), id(2), id(4), id(1), id(3)])
        manifest.audience.exclude.users.openIDs = [id(3), id(9)]
        let plan = try plan(manifest)
        #expect(try RecipientsList.decode(plan.batches[0].recipientsJSON) == [id(1), id(2), id(4)])
        #expect(plan.targeted == 8)
        #expect(plan.excluded == 2)
        #expect(plan.duplicate == 3)
        #expect(plan.targeted == plan.batches.reduce(0) { $0 + $1.recipientCount } + plan.excluded + plan.duplicate)
    }

    @Test func idsThatDifferInCaseAreDifferentPeople() throws {
        let plan = try plan(Manifests.text(openIDs: ["ou_a", "ou_A"]))
        #expect(plan.duplicate == 0)
        #expect(plan.batches[0].recipientCount == 2)
    }

    @Test func excludingEverybodyIsARefusal() {
        var manifest = Manifests.text(openIDs: ["ou_1", "ou_2"])
        manifest.audience.exclude.users.openIDs = ["ou_2", "ou_1"]
        let reasons = BatchPlanner.refusal(manifest)
        #expect(reasons.map(\.pointer) == ["/audience/exclude"])
        #expect(reasons.first?.message.contains("nobody is left") == true)
    }

    @Test(arguments: [IDKind.openID, .userID, .unionID])
    func namesTheListAfterTheKind(_ kind: IDKind) throws {
        var manifest = Manifests.text("Hi", openIDs: [])
        switch kind {
        case .userID: manifest.audience.users.userIDs = ["e33ggbyz"]
        case .unionID: manifest.audience.users.unionIDs = ["on_1"]
        default: manifest.audience.users.openIDs = ["ou_1"]
        }
        let plan = try plan(manifest)
        let body = try #require(JSONReader().readStrictly([UInt8](plan.body(of: plan.batches[0]))))
        #expect(body.members?.map(\.key) == ["msg_type", "content", kind.rawValue + "s"])
        #expect(plan.batches[0].idKind == kind)
    }

    @Test func departmentsGoOutInOneCall() throws {
        var manifest = Manifests.text("Hi", openIDs: [])
        manifest.audience.departments = (0..<200).map { "od-\($0)" } + ["od-0", "od-7"]
        manifest.audience.resolve = .departments
        manifest.delivery.batchSize = 200
        let plan = try plan(manifest)
        #expect(plan.unit == .departments)
        #expect(plan.batches.map(\.recipientCount) == [200])
        #expect(plan.batches[0].label == "200 departments")
        #expect(plan.targeted == 202 && plan.duplicate == 2 && plan.excluded == 0)
        #expect(String(decoding: plan.bodyHead, as: UTF8.self).hasSuffix(#","department_ids":"#))
        #expect(PlanWarnings.of(manifest).count == 1)
    }

    @Test func aSmallBatchSizeDoesNotSplitDepartments() throws {
        var manifest = Manifests.text("Hi", openIDs: [])
        manifest.audience.departments = ["finance", "legal", "od-1"]
        manifest.audience.resolve = .departments
        manifest.delivery.batchSize = 1
        #expect(try plan(manifest).batches.map(\.recipientCount) == [3])
        manifest.audience.departments = ["finance"]
        #expect(try plan(manifest).batches.map(\.label) == ["finance"])
        #expect(PlanWarnings.of(manifest).count == 1)
    }

    @Test func checksIdsThatAProgramMadeUp() {
        let reasons = BatchPlanner.refusal(Manifests.text(openIDs: ["ou_1", "ou_1\",\"ou_2"]))
        #expect(reasons.map(\.category) == [.data])
        #expect(BatchPlanner.refusal(Manifests.text(openIDs: ["e\u{301}"])).count == 1)
    }
}
