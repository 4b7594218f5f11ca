import Foundation
import JobEngine
import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// A manifest read, checked and planned before anything else happens: all problems at once, each with its place.
struct PreparedJobTests {
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    @Test func aSoundManifestIsReady() throws {
        let job = try prepare(CommandWorld.manifest(people: 250))
        #expect(job.problems.isEmpty && job.refusals.isEmpty && job.problemCount == 0)
        let (manifest, draft) = try job.ready()
        let plan = try draft.plan()
        #expect(manifest.job == "hello")
        #expect(plan.batches.map(\.recipientCount) == [200, 50])
        #expect(plan.manifest == Data(CommandWorld.manifest(people: 250).utf8), "the bytes as they were read")
    }

    @Test func allProblemsAreToldAtOnce() throws {
        let job = try prepare("{\"job\": \"Hello\",\n \"audience\": {},\n \"message\": {\"txt\": 1}}")
        #expect(job.manifest == nil && job.plan == nil)
        #expect(Set(job.problems.map(\.line)) == [1, 2, 3])
        let failure = #expect(throws: CommandFailure.self) { try job.ready() }
        #expect(failure?.exit == .data)
        #expect(failure?.type == "manifest")
        #expect(failure?.problems.count == job.problems.count)
        #expect(failure?.message.contains("manifest.json:3:") == true)
        #expect(failure?.hint?.contains("Nothing was sent") == true)
    }

    @Test func aFloodOfProblemsIsCutAndCounted() throws {
        let ids = (0..<150).map { "\"bad id \($0)\"" }.joined(separator: ",")
        let job = try prepare(
            #"{"job":"hello","audience":{"users":{"open_ids":[\#(ids)]}},"message":{"text":"x"}}"#)
        #expect(job.problems.count == ManifestReading.listedProblems)
        #expect(job.problemCount == 150)
        let failure = #expect(throws: CommandFailure.self) { try job.ready() }
        #expect(failure?.message.hasSuffix("and 50 more problems") == true)
    }

    @Test(arguments: [#"{"job":"#, "", "null", "[]", "\u{FEFF}{}", #"{"job":"a","job":"b"}"#])
    func whatIsNoManifestIsAProblemNotACrash(_ text: String) throws {
        let job = try prepare(text)
        #expect(!job.problems.isEmpty)
        #expect(throws: CommandFailure.self) { try job.ready() }
    }

    @Test func whatThisVersionDoesNotDoIsARefusal() throws {
        let job = try prepare(
            CommandWorld.manifest(extra: #","delivery":{"channel":"direct"},"follow_up":[{}]"#))
        #expect(job.problems.isEmpty)
        #expect(job.refusals.map(\.pointer) == ["/follow_up"])
        let failure = #expect(throws: CommandFailure.self) { try job.ready() }
        #expect(failure?.exit == .data)
        #expect(failure?.type == "unavailable")
    }

    /// What Feishu's contacts find wrong is a mistake in the audience, and no feature that is missing.
    @Test(arguments: [
        (["/audience/departments/0"], "audience"), (["/audience"], "audience"),
        (["/audience/exclude/departments/1", "/message/text"], "manifest"), (["/message/text"], "manifest"),
    ])
    func whatTheContactsFindIsAMistakeInTheAudience(_ pointers: [String], _ type: String) throws {
        let refusal = PlanRefusal(
            reasons: pointers.map { PlanRefusal.Reason(category: .data, pointer: $0, message: "wrong") })
        let failure = try prepare(CommandWorld.manifest()).failure(refusal)
        #expect(failure.type == type && failure.exit == .data)
        #expect(failure.hint == "Nothing was sent.")
        #expect(CommandFailure(describing: refusal).type == type)
        let missing = PlanRefusal(reasons: [PlanRefusal.Reason(category: .unavailable, pointer: "/x", message: "no")])
        #expect(CommandFailure(describing: missing).type == "unavailable")
    }

    /// Whoever opens the editor at the place finds the name of the file there.
    @Test func aFileThatCannotBeReadIsToldAtTheEntryThatNamesIt() throws {
        try world.write("open_id\nou_1\n", to: "there.csv")
        try FileManager.default.createDirectory(
            atPath: world.home.path("folder.csv"), withIntermediateDirectories: true)
        let job = try prepare(
            """
            {"job":"hello","message":{"text":"x"},
             "audience":{"files":["there.csv",
               "missing.csv", "folder.csv"],
              "exclude":{"files":["gone.csv"]}}}
            """)
        #expect(
            job.problems.map { "\($0.line):\($0.column) \($0.pointer)" } == [
                "3:4 /audience/files/1", "3:19 /audience/files/2", "4:23 /audience/exclude/files/0",
            ], "\(job.problems)")
    }

    @Test func aPlanThatCannotBeMadeIsAProblemWithItsPlace() throws {
        let long = String(repeating: "x", count: 200_000)
        let job = try prepare(
            "{\"job\":\"hello\",\"audience\":{\"users\":{\"open_ids\":[\"ou_1\"]}},\n\"message\":{\"text\":\"\(long)\"}}"
        )
        #expect(job.plan == nil && job.manifest == nil)
        let problem = try #require(job.problems.first)
        #expect(problem.pointer == "/message/text")
        #expect(problem.line == 2)
    }

    @Test func aCardInAFileIsReadAndChecked() throws {
        try world.write(#"{"elements":[{"tag":"div","text":{"tag":"plain_text","content":"Hi"}}]}"#, to: "card.json")
        let job = try prepare(card("card.json"))
        #expect(job.problems.isEmpty)
        let plan = try job.ready().draft.plan()
        #expect(String(decoding: plan.bodyHead, as: UTF8.self).contains("plain_text"))
    }

    @Test func aCardsProblemsNameTheCard() throws {
        try world.write("{\n\"elements\": 3}", to: "card.json")
        let job = try prepare(card("card.json"))
        let problem = try #require(job.problems.first)
        #expect(problem.file == "card.json")
        #expect(problem.line == 2)
        #expect(job.plan == nil)
    }

    @Test func aCardThatIsMissingOrElsewhereIsAProblemOfTheManifest() throws {
        try world.write("{}", to: "outside.json")
        try FileManager.default.createDirectory(
            atPath: world.home.path("jobs"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: world.home.path("jobs/link.json"), withDestinationPath: "../outside.json")
        for (name, words) in [("nowhere.json", "No such file"), ("link.json", "leads out of")] {
            let path = try world.write(card(name), to: "jobs/m.json")
            let problem = try #require(try PreparedJob(reading: path).problems.first)
            #expect(problem.file == path)
            #expect(problem.pointer == "/message/card/file")
            #expect(problem.message.contains(words))
        }
    }

    @Test func aCardFilesWarningsNameTheCard() throws {
        try world.write(#"{"elements":[{"tag":"markdown","content":"Dear {{name}}"}]}"#, to: "card.json")
        let job = try prepare(card("card.json"))
        #expect(job.plan != nil)
        #expect(job.findings.map(\.rule) == [.unresolvedPlaceholder])
        #expect(job.warnings().first?.hasPrefix("card.json:1:") == true)
    }

    @Test func aPictureIsReadCheckedAndWaitsForItsKey() throws {
        let png = try #require(Data(base64Encoded: Self.onePixel))
        try png.write(to: URL(fileURLWithPath: world.home.path("dot.jpg")))
        let waiting = try prepare(image("dot.jpg"))
        #expect(waiting.problems.isEmpty && waiting.plan == nil)
        #expect(waiting.refusals.isEmpty && waiting.draft?.needsUpload == true)
        #expect(waiting.findings.map(\.rule) == [.imageExtension])
        #expect(waiting.resources?.uploads[.image]?.bytes == [UInt8](png))
        var draft = try waiting.ready().draft
        draft.resources.setKey("img_v3_1", at: .image)
        #expect(String(decoding: try draft.plan().bodyHead, as: UTF8.self).contains("img_v3_1"))
    }

    @Test(arguments: [
        ("<svg/>", LintRule.imageFormat), ("", .imageEmpty), ("GIF89a", .imageTruncated),
    ])
    func aPictureThatCannotBeSentIsAProblemWithItsPlace(_ content: String, _ rule: LintRule) throws {
        try world.write(content, to: "a.png")
        let job = try prepare(image("a.png"))
        #expect(job.problems.map(\.rule) == [rule])
        #expect(job.problems.map(\.pointer) == ["/message/image"])
        #expect(job.plan == nil && job.resources == nil)
        let failure = #expect(throws: CommandFailure.self) { try job.ready() }
        #expect(failure?.exit == .data)
        #expect(failure?.problems.first?["rule"]?.string == rule.rawValue)
    }

    @Test func aPictureOutsideTheFolderOrTooLargeIsNotRead() throws {
        try world.write("x", to: "outside.png")
        try FileManager.default.createDirectory(atPath: world.home.path("jobs"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: world.home.path("jobs/link.png"), withDestinationPath: "../outside.png")
        try Data(count: 10 * 1024 * 1024 + 1).write(to: URL(fileURLWithPath: world.home.path("jobs/large.png")))
        for (name, words) in [
            ("link.png", "leads out of"), ("none.png", "No such file"), ("large.png", "1 over the 10485760"),
        ] {
            let path = try world.write(image(name), to: "jobs/m.json")
            let problem = try #require(try PreparedJob(reading: path).problems.first)
            #expect(problem.pointer == "/message/image")
            #expect(problem.message.contains(words), "\(problem.message)")
        }
    }

    @Test func aFilmAndItsCoverAreReadBesideTheManifest() throws {
        let (film, png) = (SampleMedia.mp4(milliseconds: 2000), SampleMedia.png())
        try FileManager.default.createDirectory(atPath: world.home.path("v"), withIntermediateDirectories: true)
        try Data(film).write(to: URL(fileURLWithPath: world.home.path("v/a.mp4")))
        try Data(png).write(to: URL(fileURLWithPath: world.home.path("a.png")))
        let job = try prepare(direct(#"{"video":{"file":"v/a.mp4","cover":"a.png"}}"#))
        #expect(job.problems.isEmpty && job.refusals.isEmpty && job.findings.isEmpty)
        #expect(job.plan == nil && job.draft?.needsUpload == true)
        #expect(job.resources?.uploads[.video]?.bytes == film && job.resources?.uploads[.cover]?.bytes == png)
        #expect(job.files.dropFirst().map { $0.hasSuffix("/v/a.mp4") || $0.hasSuffix("/a.png") } == [true, true])
        var draft = try job.ready().draft
        draft.resources.setKey("file_v3_1", at: .video)
        #expect(draft.needsUpload)
        draft.resources.setKey("img_v3_1", at: .cover)
        #expect(!draft.needsUpload)
        #expect(
            String(decoding: try draft.plan().bodyTail, as: UTF8.self)
                .contains(#"{\"file_key\":\"file_v3_1\",\"image_key\":\"img_v3_1\"}"#))
    }

    @Test(arguments: [
        (#"{"file":"a"}"#, "", LintRule.fileEmpty, "/message/file"),
        (#"{"audio":"a"}"#, "ID3", .audioFormat, "/message/audio"),
        (#"{"video":{"file":"a"}}"#, "RIFF", .videoFormat, "/message/video/file"),
        (#"{"video":{"file_key":"file_v3_1","cover":"a"}}"#, "<svg/>", .imageFormat, "/message/video/cover"),
    ])
    func aFileThatCannotBeSentIsAProblemWithItsPlace(
        _ message: String, _ content: String, _ rule: LintRule, _ pointer: String
    ) throws {
        try world.write(content, to: "a")
        let job = try prepare(direct(message))
        #expect(job.problems.map(\.rule) == [rule] && job.problems.map(\.pointer) == [pointer])
        #expect(job.problems.first?.suggestion?.isEmpty == false)
        #expect(job.resources == nil && job.draft == nil)
    }

    /// A film of a gigabyte is refused by its size, before a byte of it is read.
    @Test func aFileOutsideTheFolderOrTooLargeIsNotReadEither() throws {
        try world.write("x", to: "outside.pdf")
        try FileManager.default.createDirectory(atPath: world.home.path("jobs"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: world.home.path("jobs/link.pdf"), withDestinationPath: "../outside.pdf")
        let large = world.home.path("jobs/large.pdf")
        _ = FileManager.default.createFile(atPath: large, contents: nil)
        try #require(FileHandle(forWritingAtPath: large)).truncate(atOffset: 1 << 30)
        for (name, words, rule) in [
            ("link.pdf", "leads out of", LintRule?.none), ("none.pdf", "No such file", nil),
            ("large.pdf", "1073741824 bytes", .fileOver30MB),
        ] {
            let path = try world.write(direct("{\"file\":\"\(name)\"}"), to: "jobs/m.json")
            let problem = try #require(try PreparedJob(reading: path).problems.first)
            #expect(problem.pointer == "/message/file" && problem.rule == rule)
            #expect(problem.message.contains(words), "\(problem.message)")
        }
    }

    private static let onePixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

    private func image(_ name: String) -> String {
        #"{"job":"hello","audience":{"users":{"open_ids":["ou_1"]}},"message":{"image":"\#(name)"}}"#
    }

    private func direct(_ message: String) -> String {
        #"{"job":"hello","audience":{"users":{"open_ids":["ou_1"]}},"delivery":{"channel":"direct"},"message":\#(message)}"#
    }

    private func card(_ name: String) -> String {
        #"{"job":"hello","audience":{"users":{"open_ids":["ou_1"]}},"message":{"card":{"file":"\#(name)"}}}"#
    }

    private func prepare(_ text: String) throws -> PreparedJob {
        try PreparedJob(reading: try world.write(text, to: "manifest.json"))
    }
}
