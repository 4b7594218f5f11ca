import Crypto
import Foundation
import Testing

@testable import JobModel

struct RunSourcesTests {
    private static func sha256(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
    }

    /// Another content counts; what cannot be read, or was no file of the run, does not.
    @Test func onlyWhatSaysSomethingElseHasChanged() {
        let sources = RunSources(hashes: ["b.csv": "1", "a.json": "2", "gone.png": "3"])
        #expect(sources.changed(to: ["b.csv": "1", "a.json": "2", "new.csv": "9"]).isEmpty)
        #expect(sources.changed(to: ["b.csv": "4", "a.json": "5"]) == ["a.json", "b.csv"])
        #expect(sources.changed(to: [:]).isEmpty)
    }

    @Test func aLongListIsCutShort() {
        #expect(RunSources.list(["a", "b"]) == "a, b")
        #expect(RunSources.list((1...7).map(String.init)) == "1, 2, 3, 4, 5, …")
    }

    /// The hash is of the bytes as they are, however they arrive, with the mark and the line ends that rows know nothing of.
    @Test(arguments: ["email\na@a.example\n", "\u{FEFF}email\r\na@a.example\r\n", "email\n\"a@a.example\"\n\n"])
    func aListIsHashedAsItIsRead(_ text: String) throws {
        let bytes = Array(text.utf8)
        for size in [1, 3, 5, 1000] {
            var rest = bytes[...]
            let file = AudienceFileReader().read(name: "a.csv") { () throws(Never) in
                defer { rest = rest.dropFirst(size) }
                return rest.isEmpty ? nil : Array(rest.prefix(size))
            }.file
            #expect(file?.sha256 == Self.sha256(text))
        }
    }

    @Test func everyFileOfTheMessageAndTheAudienceIsASource() throws {
        var manifest = try #require(
            ManifestReader(knownTimeZones: []).read(
                bytes: Array(
                    #"{"job":"a","audience":{"users":{"emails":["a@a.example"]}},"message":{"card":{"file":"c.json"}}}"#
                        .utf8), name: "a"
            ).manifest)
        let list = try #require(
            AudienceFileReader().read(bytes: Array("email\nb@a.example\n".utf8), name: "p.csv").file)
        let card = RunSources(
            of: manifest, at: "/jobs/a.json", resources: MessageResources(cardBytes: Array("{}".utf8)), files: [list],
            isTest: false)
        #expect(
            card
                == RunSources(
                    manifestPath: "/jobs/a.json", hashes: ["c.json": Self.sha256("{}"), "p.csv": list.sha256]))
        manifest.message = .image(.file("p/a.png"))
        let pictures = [nil, "img_v3_1"].map { key in
            RunSources(
                of: manifest, at: nil,
                resources: MessageResources(uploads: [MessageUpload(.image, path: "p/a.png", bytes: [1], key: key)]),
                files: [], isTest: false)
        }
        #expect(pictures[0].hashes == ["p/a.png": Self.sha256("\u{1}")])
        #expect(pictures[1] == pictures[0], "Feishu's key is no part of it")
    }

    /// In whatever order they are named.
    @Test func aTestIsForItsPeople() throws {
        let manifest = Manifests.message(.text("Hi"))
        let tests = try [["ou_1", "ou_2"], ["ou_2", "ou_1"], ["ou_1"]].map { ids in
            RunSources(
                of: try manifest.test(to: ids), at: nil, resources: MessageResources(), files: [], isTest: true)
        }
        #expect(tests[0] == tests[1])
        #expect(tests[0].changed(to: tests[2].hashes) == ["--test-to"])
    }
}
