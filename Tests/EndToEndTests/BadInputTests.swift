import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Manifests that must not send anything: the exit code, the place, and an empty journal.
struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let manifest: String
        /// What the message must contain, besides the file.
        let says: [String]
    }

    private static let person = "ou_0123456789abcdef0123456789abcdef"
    private static let cases = [
        Case(testDescription: "empty", manifest: "", says: ["1:1", "empty"]),
        Case(testDescription: "truncated", manifest: #"{"job":"a","audience":"#, says: ["1:23"]),
        Case(testDescription: "an array", manifest: "[]", says: ["1:1"]),
        Case(
            testDescription: "a misspelt department list",
            manifest: #"{"job":"a","audience":{"deparment_ids":["od-1"]},"message":{"text":"x"}}"#,
            says: ["/audience/deparment_ids", "departments"]),
        Case(
            testDescription: "a key twice",
            manifest:
                #"{"job":"a","audience":{"users":{"open_ids":["\#(person)"],"open_ids":[]}},"message":{"text":"x"}}"#,
            says: ["/audience/users/open_ids", "twice"]),
        Case(
            testDescription: "NUL in the text",
            manifest: #"{"job":"a","audience":{"users":{"open_ids":["\#(person)"]}},"message":{"text":"a\u0000b"}}"#,
            says: ["/message/text"]),
        Case(
            testDescription: "half a surrogate pair",
            manifest: #"{"job":"a","audience":{"users":{"open_ids":["\#(person)"]}},"message":{"text":"a\ud800b"}}"#,
            says: ["surrogate"]),
        Case(
            testDescription: "10,000 levels deep", manifest: String(repeating: "[", count: 10_000), says: ["64 levels"]),
        Case(
            testDescription: "several problems at once",
            manifest: #"{"job":"Not A Slug","audience":{"users":{"open_ids":["on_x",7]}},"message":{}}"#,
            says: ["/job", "/audience/users/open_ids/0", "/audience/users/open_ids/1", "/message"]),
    ]

    @Test(arguments: cases) func isRefusedWithItsPlaceAndNothingIsSent(_ bad: Case) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(bad.manifest)
            for command in [["validate", path], ["plan", path], ["run", path, "--yes"]] {
                let result = try await office.larkcast.run(command)
                #expect(result.status == 65, "\(command[0]): \(result.errors)")
                for words in bad.says { #expect(result.errors.contains(words), "\(command[0]): \(result.errors)") }
            }
            let json = try await office.json("run", path, "--yes")
            #expect(json.document["error"]?["type"] == "manifest")
            #expect(json.document["error"]?["problems"]?.array?.isEmpty == false)
            #expect(await server.journal().isEmpty, "not even a token was asked for")
        }
    }

    @Test func aManifestOf200MegabytesIsRefusedUnread() async throws {
        let office = try Office(baseURL: "http://127.0.0.1:9")
        let path = try office.manifest("{")
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.truncate(atOffset: 200 * 1024 * 1024)
        try handle.close()
        let result = try await office.larkcast.run(["run", path, "--yes"])
        #expect(result.status == 65)
        #expect(result.errors.contains("209715200 bytes"))
    }

    @Test(
        "the limit is on the request as it is sent",
        arguments: [("text", 153_600, 0), ("text", 153_601, 65), ("card", 30_720, 0), ("card", 30_721, 65)]
            as [(String, Int, Int32)])
    func sizesAreExact(_ kind: String, _ bytes: Int, _ status: Int32) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            func manifest(_ filler: Int) throws -> String {
                let letters = JSONValue.string(String(repeating: "x", count: filler))
                let message: JSONValue =
                    kind == "text"
                    ? ["text": letters]
                    : ["card": ["elements": [["tag": "div", "text": ["tag": "plain_text", "content": letters]]]]]
                let document: JSONValue = [
                    "job": "size", "audience": ["users": ["open_ids": [.string(Self.person)]]], "message": message,
                ]
                return try office.manifest(document.text())
            }
            let plan = try await office.json("plan", try manifest(1))
            let overhead = try #require(plan.document["first_request"]?.string).utf8.count - 1
            let result = try await office.larkcast.run(["run", try manifest(bytes - overhead), "--yes"])
            #expect(result.status == status, "\(result.errors)")
            #expect(await server.sendCount() == (status == 0 ? 1 : 0))
            #expect(await server.journal().allSatisfy { $0.code == 0 }, "the sandbox draws the same line")
        }
    }

    @Test func emojiAndRightToLeftArriveByteForByte() async throws {
        let text = "👩‍👩‍👧‍👦🇨🇳 שלום עליכם é e\u{301} ‏مرحبا\tend\n第二行"
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: [Self.person], text: text)
            #expect(try await office.json("run", path, "--yes").result.status == 0)
            let plan = try await office.json("plan", path)
            let sent = try #require(plan.document["first_request"]?.string)
            let body = try #require(JSONReader().readStrictly(Array(sent.utf8)))
            #expect(Array(body["content"]?["text"]?.string?.utf8 ?? "".utf8) == Array(text.utf8), "no normalisation")
        }
    }

    @Test func duplicatesAreCollapsedAndCounted() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(5) + Office.ids(3))
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 0)
            #expect(run.document.people("targeted") == 8)
            #expect(run.document.people("duplicate") == 3)
            #expect(await server.reached().sorted() == Office.ids(5).sorted())
        }
    }

    @Test func whatThisVersionCannotDoIsSaidNotGuessed() async throws {
        let office = try Office(baseURL: "http://127.0.0.1:9")
        let path = try office.manifest(
            #"{"job":"a","audience":{"users":{"open_ids":["\#(Self.person)"]}},"message":{"text":"x"},"follow_up":[{}]}"#
        )
        let result = try await office.larkcast.run(["plan", path])
        #expect(result.status == 65)
        #expect(result.errors.contains("/follow_up"), "\(result.errors)")
    }
}
