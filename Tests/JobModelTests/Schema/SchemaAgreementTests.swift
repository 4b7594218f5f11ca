import Foundation
import JobModel
import StrictJSON
import TestSupport
import Testing

@Suite struct SchemaAgreementTests {
    struct Expectation: Sendable, CustomTestStringConvertible {
        var file: String
        var schemaRejects: Bool
        var line: Int
        var column: Int
        var pointer: String
        var contains: String
        var problems: Int

        var testDescription: String { file }

        init?(_ value: JSONValue) {
            guard let file = value["file"]?.string, let schema = value["schema"]?.string,
                let line = value["line"]?.integer,
                let column = value["column"]?.integer, let pointer = value["pointer"]?.string,
                let contains = value["contains"]?.string, let problems = value["problems"]?.integer,
                ["rejects", "accepts"].contains(schema)
            else { return nil }
            self.file = file
            self.schemaRejects = schema == "rejects"
            self.line = line
            self.column = column
            self.pointer = pointer
            self.contains = contains
            self.problems = problems
        }
    }

    static let schema = SchemaCheck(
        (try? Repository.bytes(Repository.root.appending(path: "schema/job.schema.json")))
            .flatMap { JSONReader().readStrictly($0) } ?? .null
    )

    static let expectations: [Expectation] =
        (try? Repository.bytes(Repository.fixtures.appending(path: "expectations.json")))
        .flatMap { JSONReader().readStrictly($0)?.array }?.compactMap(Expectation.init) ?? []

    static let invalid = Repository.fixtures.appending(path: "invalid")
    static let jobs = (try? Repository.jsonFiles(in: Repository.root.appending(path: "jobs"))) ?? []

    @Test func everyInvalidManifestIsExpectedOnce() throws {
        let files = try Repository.jsonFiles(in: Self.invalid).map(\.lastPathComponent)
        #expect(files.count >= 80)
        #expect(files == Self.expectations.map(\.file).sorted())
    }

    @Test(arguments: expectations)
    func bothRefuseAnInvalidManifest(_ expected: Expectation) throws {
        let bytes = try Repository.bytes(Self.invalid.appending(path: expected.file))
        let reading = ManifestReader().read(bytes: bytes, name: expected.file)
        let found = reading.problems.map(\.description).joined(separator: "\n")
        let problem = try #require(reading.problems.first)
        #expect(reading.manifest == nil)
        #expect(reading.problemCount == expected.problems, "\(found)")
        #expect(problem.file == expected.file)
        #expect(problem.line == expected.line && problem.column == expected.column, "\(found)")
        #expect(problem.pointer == expected.pointer, "\(found)")
        #expect(problem.description.contains(expected.contains), "\(found)")
        // What is not JSON at all never reaches a schema.
        if let value = JSONReader(limits: JSONLimits(depth: 512)).read(bytes).root?.value {
            #expect(try Self.schema.accepts(value) != expected.schemaRejects)
        }
    }

    @Test(arguments: jobs)
    func bothTakeEveryExample(_ job: URL) throws {
        let bytes = try Repository.bytes(job)
        let reading = ManifestReader().read(bytes: bytes, name: job.lastPathComponent)
        #expect(reading.problems == [])
        #expect(reading.warnings == [])
        #expect(reading.manifest?.job == job.deletingPathExtension().lastPathComponent)
        let value = try #require(JSONReader().readStrictly(bytes))
        #expect(try Self.schema.accepts(value))
    }

    @Test(arguments: [#"{"tag":"md","text":"**a**"}"#, #"{"tag":"a","text":"a","href":"https://a","style":["bold"]}"#])
    func bothLookAtTheChannelOfAPost(_ node: String) throws {
        for (channel, isTaken) in [("direct", true), ("batch", false)] {
            let text = #"""
                {"job":"x","audience":{"users":{"open_ids":["ou_1"]}},"delivery":{"channel":"\#(channel)"},
                 "message":{"post":{"zh_cn":{"content":[[\#(node)]]}}}}
                """#
            let reading = ManifestReader().read(bytes: Array(text.utf8), name: "x.json")
            #expect((reading.manifest != nil) == isTaken, "\(reading.problems)")
            #expect(try Self.schema.accepts(try #require(JSONReader().readStrictly(Array(text.utf8)))) == isTaken)
        }
    }

    @Test(arguments: [
        (#"{"text":"Dear {{ name }}"}"#, true), (#"{"text":"{{name|you}} a {{b|}}"}"#, true),
        (#"{"text":"{{name"}"#, false), (#"{"text":"{{}}"}"#, false), (#"{"text":"{{ | a }}"}"#, false),
        (#"{"text":"{{{a}}"}"#, false), (#"{"text":"{{a|{b}}}"}"#, false),
        (#"{"post":{"zh_cn":{"title":"{{a}}","content":[[{"tag":"text","text":"{{a}}"}]]}}}"#, true),
        (#"{"post":{"zh_cn":{"title":"{{a","content":[[{"tag":"text","text":"a"}]]}}}"#, false),
        (#"{"post":{"zh_cn":{"content":[[{"tag":"md","text":"{{a}"}]]}}}"#, false),
        (#"{"post":{"zh_cn":{"content":[[{"tag":"a","text":"{{a}}","href":"https://a"}]]}}}"#, true),
        (#"{"post":{"zh_cn":{"content":[[{"tag":"code_block","text":"{{a}}"}]]}}}"#, false),
    ])
    func bothTakePlaceholdersOnTheDirectChannelAlone(_ message: String, _ isTaken: Bool) throws {
        for channel in ["direct", "batch"] {
            let text = #"""
                {"job":"x","audience":{"users":{"open_ids":["ou_1"]}},"delivery":{"channel":"\#(channel)"},
                 "message":\#(message)}
                """#
            let reading = ManifestReader().read(bytes: Array(text.utf8), name: "x.json")
            let expected = isTaken && channel == "direct"
            if channel == "direct" || isTaken {
                #expect((reading.manifest != nil) == expected, "\(channel): \(reading.problems)")
                #expect(
                    try Self.schema.accepts(try #require(JSONReader().readStrictly(Array(text.utf8)))) == expected,
                    "\(channel)")
            }
        }
    }

    @Test func examplesCoverEveryKindOfMessage() {
        let kinds = Self.jobs.compactMap { try? Repository.bytes($0) }
            .compactMap { ManifestReader().read(bytes: $0, name: "").manifest?.message.key }
        #expect(Set(kinds) == ["text", "post", "image", "share_chat", "card", "template"])
    }

    @Test func theSchemaUsesOnlyKeywordsTheCheckKnows() throws {
        try Self.schema.requireKnownKeywords()
    }

    @Test func everyPropertyIsDescribedForEditors() throws {
        let root = try #require(
            JSONReader().readStrictly(try Repository.bytes(Repository.root.appending(path: "schema/job.schema.json")))
        )
        var undescribed: [String] = []
        func visit(_ schema: JSONValue, _ path: String) {
            if schema["additionalProperties"]?.bool == false {
                for member in schema["properties"]?.members ?? []
                where member.value["title"] == nil || member.value["description"] == nil
                    || member.value["examples"] == nil
                {
                    undescribed.append("\(path)/\(member.key)")
                }
            }
            for member in schema.members ?? [] { visit(member.value, "\(path)/\(member.key)") }
            for element in schema.array ?? [] { visit(element, path) }
        }
        visit(root, "#")
        #expect(undescribed == [])
    }
}
