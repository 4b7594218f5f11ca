import Crypto
import Foundation
import JobModel
import StrictJSON
import Testing

@Suite struct DirectPlanTests {
    private static let run = RunID(rawValue: "0123456789ab")

    private func plan(_ message: Message, openIDs: [String] = ["ou_1", "ou_2"]) throws -> RunPlan {
        var manifest = Manifests.message(message, openIDs: openIDs)
        manifest.channel = .direct
        return try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
    }

    private func chats(_ ids: [String], _ change: (inout Manifest) -> Void = { _ in }) -> Manifest {
        var manifest = Manifests.text(openIDs: [])
        manifest.audience.chats = ids
        manifest.channel = .direct
        change(&manifest)
        return manifest
    }

    private func body(_ plan: RunPlan, _ index: Int) -> String {
        let batch = plan.batches[index]
        return String(
            decoding: plan.bodyHead + plan.ownBytes(of: batch, run: Self.run) + plan.bodyTail, as: UTF8.self)
    }

    @Test(
        arguments: [
            (.text("Hi \"you\"\n"), #"{\"text\":\"Hi \\\"you\\\"\\n\"}"#, "text"),
            (
                .post(["en_us": ["title": "T", "content": [[["tag": "text", "text": "a"]]]]]),
                #"{\"en_us\":{\"title\":\"T\",\"content\":[[{\"tag\":\"text\",\"text\":\"a\"}]]}}"#, "post"
            ),
            (.image(.key("img_1")), #"{\"image_key\":\"img_1\"}"#, "image"),
            (.shareChat("oc_1"), #"{\"chat_id\":\"oc_1\"}"#, "share_chat"),
            (
                .card(.json(["schema": "2.0", "body": ["elements": []]])),
                #"{\"schema\":\"2.0\",\"body\":{\"elements\":[]}}"#, "interactive"
            ),
            (
                .template(CardTemplate(id: "AAq1", version: "1.0.0")),
                #"{\"type\":\"template\",\"data\":{\"template_id\":\"AAq1\",\"template_version_name\":\"1.0.0\"}}"#,
                "interactive"
            ),
        ] as [(Message, String, String)])
    func everyKindHasTheDocumentedShape(message: Message, content: String, type: String) throws {
        #expect(
            body(try plan(message), 1)
                == #"{"receive_id":"ou_2","uuid":"larkcast-0123456789ab-2","content":"\#(content)","msg_type":"\#(type)"}"#
        )
    }

    @Test func everybodyHasAMessageAndAUUIDOfTheirOwn() throws {
        let plan = try plan(.text("Hi"), openIDs: Manifests.openIDs(1000))
        #expect(plan.channel == .direct)
        #expect(plan.batches.count == 1000 && plan.batches.allSatisfy { $0.recipientCount == 1 })
        #expect(plan.delivery.batchSize == 1)
        let uuids = plan.batches.indices.compactMap {
            JSONReader().readStrictly(Array(body(plan, $0).utf8))?["uuid"]?.string
        }
        #expect(Set(uuids).count == 1000)
        #expect(uuids.allSatisfy { $0.count <= 50 })
        #expect(plan.batches.map(\.label).first == "Message 1 of 1000")
    }

    @Test func aPlanIsTheSameAtEveryLookAndAsLongAsWhatIsSent() throws {
        let first = try plan(.text("Hi"))
        #expect(first == (try plan(.text("Hi"))))
        let planned = first.body(of: first.batches[0])
        #expect(first.batches[0].bodySHA256 == SHA256.hash(data: planned).map { String(format: "%02x", $0) }.joined())
        #expect(planned.count == body(first, 0).utf8.count)
        #expect(!planned.contains(Data(Self.run.rawValue.utf8)))
    }

    @Test func theSameMessageToTheSamePeopleIsTheSameContentOnBothChannels() throws {
        let direct = try plan(.text("Hi"))
        let batch = try BatchPlanner.plan(
            manifest: Manifests.message(.text("Hi"), openIDs: ["ou_1", "ou_2"]), manifestBytes: Data())
        #expect(direct.contentSHA256 == batch.contentSHA256 && direct.audienceSHA256 == batch.audienceSHA256)
        #expect(direct.planSHA256 != batch.planSHA256)
    }

    @Test func groupsAreCountedAsGroups() throws {
        let plan = try BatchPlanner.plan(manifest: chats(["oc_1", "oc_2", "oc_1"]), manifestBytes: Data())
        #expect(plan.unit == .chats && plan.unit.words == "groups")
        #expect(plan.targeted == 3 && plan.duplicate == 1 && plan.batches.map(\.label) == ["oc_1", "oc_2"])
        #expect(plan.batches.allSatisfy { $0.idKind == .chatID })
        let pinned = try BatchPlanner.plan(
            manifest: chats(["oc_1", "oc_2", "oc_1"]) { $0.delivery.pinsInChats = true }, manifestBytes: Data())
        #expect(pinned.planSHA256 != plan.planSHA256)
    }

    struct Wrong: Sendable {
        var pointer: String
        var change: @Sendable (inout Manifest) -> Void
    }

    @Test(
        arguments: [
            Wrong(pointer: "/audience/chats") { $0.channel = .batch },
            Wrong(pointer: "/audience/chats") { $0.audience.users.openIDs = ["ou_1"] },
            Wrong(pointer: "/audience/chats") { $0.audience.exclude.users.openIDs = ["ou_1"] },
            Wrong(pointer: "/audience/chats") { $0.audience.chats = ["ou_1"] },
            Wrong(pointer: "/delivery/pin") {
                $0.audience = Manifests.text(openIDs: ["ou_1"]).audience
                $0.delivery.pinsInChats = true
            },
            Wrong(pointer: "/audience/departments") {
                $0.audience = Audience()
                $0.audience.departments = ["od-1"]
                $0.audience.resolve = .departments
            },
        ])
    func whatAChannelCannotDoIsRefused(_ wrong: Wrong) {
        let reasons = BatchPlanner.refusal(chats(["oc_1"], wrong.change))
        #expect(reasons.map(\.pointer) == [wrong.pointer])
        #expect(reasons.allSatisfy { $0.category == .data && $0.hint != nil })
    }

    @Test func aMessageTooLargeSaysByHowMuch() throws {
        let reasons = BatchPlanner.refusal(
            chats(["oc_1"]) { $0.message = .text(String(repeating: "a", count: 150 * 1024)) })
        let reason = try #require(reasons.first)
        #expect(reason.pointer == "/message/text" && reason.hint?.contains("batch_size") == false)
    }
}
