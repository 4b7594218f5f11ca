import Foundation
import JobModel
import StrictJSON
import Testing

/// Plans of audiences that were resolved beforehand.
struct GroupedPlanTests {
    private static func manifest(_ change: (inout Audience) -> Void) -> Manifest {
        var audience = Audience()
        change(&audience)
        return Manifest(job: "fixture", audience: audience, message: .text("Lunch is ready."))
    }

    private static func plan(_ manifest: Manifest) throws -> RunPlan {
        let audience = try ResolvedAudience.people(NamedAudience(manifest.audience), book: ResolvedAudienceTests.book)
        return try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(), audience: audience)
    }

    @Test func eachBatchHoldsPeopleOfOneDepartment() throws {
        var manifest = Self.manifest { $0.departments = ["od-group"] }
        manifest.delivery.batchSize = 1
        let plan = try Self.plan(manifest)
        #expect(
            plan.batches.map(\.label) == [
                "Group", "Finance", "Sales", "Group / Sales / North (1 of 2)", "Group / Sales / North (2 of 2)",
                "South",
            ])
        #expect(plan.batches.map(\.ordinal) == Array(1...6))
        #expect(plan.balance.addsUp)
        #expect((plan.targeted, plan.excluded, plan.duplicate, plan.unreachable) == (9, 2, 1, 0))
        #expect(plan.leftOut.totals == [.resigned: 1, .frozen: 1, .duplicate: 1])
    }

    @Test func wavesTakePeopleInOrderAndMayEndInsideAGroup() throws {
        var manifest = Self.manifest { $0.departments = ["od-group"] }
        manifest.delivery.waves = Waves(sizes: [.people(4), .people(1)])
        let plan = try Self.plan(manifest)
        #expect(plan.wavePeople == [4, 1, 1])
        #expect(plan.waveLengths == [4, 1, 1])
        let sent = try plan.batches.map { try RecipientsList.decode($0.recipientsJSON) }
        #expect(sent == [["ou_1"], ["ou_6"], ["ou_2"], ["ou_3"], ["ou_4"], ["ou_5"]])
        #expect(plan.batches[3].label == "Group / Sales / North (1 of 2)")
    }

    @Test func whoIsUnreachableStaysInTheBalance() throws {
        let plan = try Self.plan(
            Self.manifest {
                $0.users.openIDs = ["ou_10", "ou_404"]; $0.users.emails = ["x@a.example"]
            })
        #expect(plan.unreachable == 2)
        #expect(plan.balance.addsUp && plan.balance.invalid == 2)
        #expect(plan.batches.map(\.label) == ["Batch 1 of 1"])
    }

    @Test func aPlanThatNeedsNoContactsIsTheSameEitherWay() throws {
        var manifest = Self.manifest {
            $0.users.openIDs = Manifests.openIDs(450) + Manifests.openIDs(10)
            $0.exclude.users.openIDs = [Manifests.openID(7)]
        }
        for waves in [nil, Waves(sizes: [.percent(10)])] {
            manifest.delivery.waves = waves
            let before = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
            let audience = try ResolvedAudience.withoutContacts(NamedAudience(manifest.audience))
            #expect(try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(), audience: audience) == before)
            #expect(before.leftOut.totals == [.excluded: 2, .duplicate: 9])
        }
    }

    @Test func aFileOfOneKindGivesTheHashOfTheSameList() throws {
        let ids = Manifests.openIDs(300)
        let list = Self.manifest { $0.users.openIDs = ids }
        let csv = Array(("open_id\n" + ids.joined(separator: "\n")).utf8)
        let file = try #require(AudienceFileReader().read(bytes: csv, name: "a.csv").file)
        var manifest = list
        manifest.audience.users.openIDs = []
        manifest.audience.files = ["a.csv"]
        let audience = try ResolvedAudience.withoutContacts(NamedAudience(manifest.audience, files: ["a.csv": file]))
        #expect(audience.leftOut == LeftOuts())
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(), audience: audience)
        #expect(plan.planSHA256 == (try BatchPlanner.plan(manifest: list, manifestBytes: Data())).planSHA256)
    }

    @Test func thePlansHashCoversWhoWasLeftOut() throws {
        let base = try Self.plan(Self.manifest { $0.departments = ["od-s"] })
        let named = try Self.plan(
            Self.manifest {
                $0.departments = ["od-s"]; $0.users.openIDs = ["ou_404"]
            })
        #expect(base.batches.map(\.bodySHA256) == named.batches.map(\.bodySHA256))
        #expect(base.audienceSHA256 == named.audienceSHA256)
        #expect(base.planSHA256 != named.planSHA256)
        #expect(base == (try Self.plan(Self.manifest { $0.departments = ["od-s"] })))
    }

    @Test func departmentsAsTheyAreKeepTheirHash() throws {
        var manifest = Self.manifest {
            $0.departments = ["od-sales", "od-sup"]; $0.resolve = .departments
        }
        let before = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        let audience = try ResolvedAudience.departments(
            NamedAudience(manifest.audience), book: ResolvedAudienceTests.book)
        #expect(try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(), audience: audience) == before)
        manifest.delivery.waves = Waves(sizes: [.people(1)])
        let error = #expect(throws: PlanRefusal.self) {
            _ = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(), audience: audience)
        }
        #expect(error?.reasons.map(\.pointer) == ["/delivery/waves"])
    }

    @Test func obstaclesOfDeliveryStay() {
        var manifest = Self.manifest { $0.departments = ["od-s"] }
        manifest.followUp = [[:]]
        let error = #expect(throws: PlanRefusal.self) { _ = try Self.plan(manifest) }
        #expect(error?.reasons.map(\.pointer) == ["/follow_up"])
    }
}
