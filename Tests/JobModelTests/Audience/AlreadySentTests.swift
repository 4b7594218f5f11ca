import Foundation
import JobModel
import Testing

/// An audience without those who may have the message: the sum is the same, and what is left is an audience as any other.
struct AlreadySentTests {
    private static func run(_ number: Int) -> RunID { RunID(randomBits: UInt64(number)) }

    @Test func theRestIsAnAudienceOfItsOwn() throws {
        let whole = try ResolvedAudienceTests.resolve {
            $0.departments = ["od-sales"]
            $0.users.openIDs = ["ou_10", "ou_2"]
        }
        let rest = whole.leavingOut([
            "ou_2": Self.run(1), "ou_4": Self.run(2), "ou_3": Self.run(2), "ou_77": Self.run(1),
        ])
        #expect(rest.groups.flatMap(\.recipients).sorted() == ["ou_10", "ou_5"])
        #expect(rest.groups.allSatisfy { !$0.recipients.isEmpty })
        #expect(rest.targeted == whole.targeted && rest.excluded == whole.excluded + 3 && rest.addsUp)
        #expect(rest.leftOut.count(.alreadySent) == 3 && rest.duplicate == whole.duplicate)
        #expect(rest.leftOut.examples.contains { $0.name == "ou_4" && $0.place == "run \(Self.run(2))" })
        let alike = try ResolvedAudienceTests.resolve { $0.users.openIDs = ["ou_5", "ou_10"] }
        #expect(rest.audienceSHA256 == alike.audienceSHA256)
        #expect(Set([rest, alike, whole].map(\.snapshotSHA256)).count == 3)
    }

    @Test func nobodyAndEverybody() throws {
        let whole = try ResolvedAudienceTests.resolve { $0.users.openIDs = ["ou_1", "ou_10"] }
        #expect(whole.leavingOut([:]) == whole)
        let nobody = whole.leavingOut(["ou_1": Self.run(1), "ou_10": Self.run(1)])
        #expect(nobody.recipients == 0 && nobody.excluded == 2 && nobody.addsUp)
    }

    @Test(arguments: [
        (#"{"image":"a.png"}"#, true), (#"{"image":{"image_key":"img_1"}}"#, false), (#"{"file":"a.pdf"}"#, true),
        (#"{"video":{"file":"a.mp4","image_key":"img_1"}}"#, true),
        (#"{"video":{"file_key":"file_1","cover":"a.png"}}"#, true),
        (#"{"video":{"file_key":"file_1"}}"#, false), (#"{"sticker":{"file_key":"file_1"}}"#, false),
        (#"{"text":"image"}"#, false),
    ])
    func filesToBeUploadedAreSeenInAManifest(_ message: String, _ namesFile: Bool) {
        #expect(KeySlot.namesFile(inManifest: Data(#"{"job":"x","message":\#(message)}"#.utf8)) == namesFile)
    }
}
