import Crypto
import Foundation
import JobModel
import Testing

@Suite struct PlanHashTests {
    private func plan(_ manifest: Manifest) throws -> RunPlan {
        try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
    }

    private let base = Manifests.text(openIDs: Manifests.openIDs(450))

    @Test func theSameManifestGivesTheSamePlan() throws {
        #expect(try plan(base) == plan(base))
    }

    /// Fixed for good: an approval given to a plan must still fit after an update of larkcast.
    @Test func hashesStayBetweenVersions() throws {
        let plan = try plan(Manifests.text("Hi", openIDs: ["ou_2", "ou_1"]))
        #expect(plan.contentSHA256 == sha256(#"{"msg_type":"text","content":{"text":"Hi"}}"#))
        #expect(plan.audienceSHA256 == sha256("open_id:ou_1\nopen_id:ou_2\n"))
        #expect(
            plan.batches[0].bodySHA256
                == sha256(#"{"msg_type":"text","content":{"text":"Hi"},"open_ids":["ou_2","ou_1"]}"#))
        #expect(plan.planSHA256 == "b86fd9e799ebd28763dea2f37094535b1a9f8cad399147077fea6878c53c9cc2")
    }

    private func sha256(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func everyBatchIsHashedAsItIsSent() throws {
        let plan = try plan(base)
        for batch in plan.batches {
            #expect(batch.bodySHA256 == sha256(String(decoding: plan.body(of: batch), as: UTF8.self)))
        }
        #expect(Set(plan.batches.map(\.bodySHA256)).count == 3)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        var name: String
        var content = false
        var audience = false
        var plan = true
        var apply: @Sendable (inout Manifest) -> Void
        var testDescription: String { name }
    }

    @Test(arguments: [
        Change(name: "text", content: true) { $0.message = .text("Other") },
        Change(name: "one person more", audience: true) { $0.audience.users.openIDs.append("ou_new") },
        Change(name: "one person excluded", audience: true) {
            $0.audience.exclude.users.openIDs = [Manifests.openID(3)]
        },
        Change(name: "order") { $0.audience.users.openIDs.reverse() },
        Change(name: "a repeated person", plan: false) { $0.audience.users.openIDs.append(Manifests.openID(3)) },
        Change(name: "batch size") { $0.delivery.batchSize = 100 },
        Change(name: "in flight") { $0.delivery.inFlight = 2 },
        Change(name: "not after") { $0.delivery.notAfterSeconds = 60 },
        Change(name: "max in doubt") { $0.delivery.maxInDoubt = 2 },
        Change(name: "tracking") { $0.tracking.seconds = 60 },
        Change(name: "title") { $0.title = "Another" },
        Change(name: "job") { $0.job = "another" },
        Change(name: "title that equals the default", plan: false) { $0.title = "fixture" },
        Change(name: "schedule", plan: false) { $0.profile = "other" },
    ])
    func aChangeShowsInTheHashesItConcerns(_ change: Change) throws {
        var manifest = base
        change.apply(&manifest)
        let before = try plan(base)
        let after = try plan(manifest)
        #expect((before.contentSHA256 != after.contentSHA256) == change.content)
        #expect((before.audienceSHA256 != after.audienceSHA256) == change.audience)
        #expect((before.planSHA256 != after.planSHA256) == change.plan)
    }

    @Test func keepsTheManifestAndTheDefaults() throws {
        let plan = try BatchPlanner.plan(manifest: base, manifestBytes: Data("evidence".utf8))
        #expect(plan.manifest == Data("evidence".utf8))
        #expect(plan.title == "fixture")
        #expect(plan.trackingSeconds == 72 * 3600)
        #expect(plan.delivery == DeliveryOptions())
    }

    @Test(arguments: ["", "{}", "[1]", #"["a",]"#, #"["a"] x"#, #"[["a"]]"#, "[null]", #"["a",""]"#])
    func listsThatAreNoneAreRefused(_ text: String) {
        #expect(throws: RecipientsList.Malformed.self) { try RecipientsList.decode(Data(text.utf8)) }
    }

    @Test func listsComeBackAsTheyWere() throws {
        for ids in [[], ["a"], ["a\"b", "\\", "你"]] {
            #expect(try RecipientsList.decode(RecipientsList.encode(ids)) == ids)
        }
        #expect(RecipientsList.encode(["a", "b"]) == Data(#"["a","b"]"#.utf8))
    }
}
