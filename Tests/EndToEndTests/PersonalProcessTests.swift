import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Personal messages and media by the real program: everybody gets their own values, once, whatever breaks on the way.
struct PersonalProcessTests {
    private static func write(_ text: String, _ name: String, _ office: Office) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: office.directory.path(name)))
    }

    private static func csv(_ ids: [String]) -> String {
        "open_id,name,amount\n" + ids.enumerated().map { "\($1),Person \($0),\($0 * 100)" }.joined(separator: "\n")
            + "\n"
    }

    private static func manifest(_ office: Office) throws -> String {
        try office.manifest(
            """
            {"job":"hello","audience":{"files":["people.csv"]},
             "message":{"text":"Dear {{name|colleague}}, you get {{amount}}."},
             "delivery":{"channel":"direct","in_flight":2}}
            """)
    }

    private static func expectOwnValues(_ ids: [String], _ messages: [SentMessage]) {
        #expect(messages.map(\.openID).sorted() == ids.sorted(), "everybody once")
        for message in messages {
            let number = ids.firstIndex(of: message.openID) ?? -1
            #expect(message.content == #"{"text":"Dear Person \#(number), you get \#(number * 100)."}"#)
        }
    }

    @Test(arguments: [nil, "P4", "P7", "P8", "P10"])
    func everybodyGetsTheirOwn(_ crash: String?) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(12)
            try Self.write(Self.csv(ids), "people.csv", office)
            let path = try Self.manifest(office)
            if let crash {
                let killed = try await office.larkcast.run(
                    after: "export LARKCAST_CRASH=\(crash):4:kill", ["run", path, "--yes", "--quiet"])
                #expect(killed.wasKilled, "\(killed.errors)")
                // What is frozen goes out, whatever the file says by then.
                try Self.write(Self.csv(ids.reversed()), "people.csv", office)
                let other = try await office.json("run", path, "--yes")
                #expect(other.result.status == 3, "an edited file is another message")
                let done = try await office.json("resume", "hello@latest")
                #expect(done.result.status == 0, "\(done.result.errors)")
            } else {
                let run = try await office.json("run", path, "--yes")
                #expect(run.result.status == 0, "\(run.result.errors)")
            }
            Self.expectOwnValues(ids, await server.messages())
        }
    }

    @Test func aTestShowsWhatRecipientsWillSee() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(5)
            try Self.write(Self.csv(Array(ids[1...3])), "people.csv", office)
            let path = try Self.manifest(office)
            let test = try await office.larkcast.run(["run", path, "--yes", "--test-to", ids[0], ids[2]])
            #expect(test.status == 0, "\(test.errors)")
            #expect(
                test.errors.contains("\(ids[0]) has no row and gets the inventions 【name】, 【amount】, nobody's values"),
                "\(test.errors)")
            #expect(test.errors.contains("\(ids[2]) gets their own values, of people.csv:3"), "\(test.errors)")
            let texts = await server.messages().reduce(into: [:]) { $0[$1.openID] = $1.content }
            #expect(
                texts == [
                    ids[0]: #"{"text":"Dear 【name】, you get 【amount】."}"#,
                    ids[2]: #"{"text":"Dear Person 1, you get 100."}"#,
                ])
        }
    }

    @Test func theSameValuesAgainAreARepetitionAndOthersAreNot() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(3)
            try Self.write(Self.csv(ids), "people.csv", office)
            let path = try Self.manifest(office)
            #expect(try await office.json("run", path, "--yes").result.status == 0)
            let again = try await office.json("run", path, "--yes")
            #expect(again.result.status == 3 && again.document["error"]?["type"]?.string == "repeats")
            try Self.write(Self.csv(ids).replacing("200", with: "250"), "people.csv", office)
            let mended = try await office.json("run", path, "--yes")
            #expect(mended.result.status == 0)
            #expect(
                mended.result.errors.contains("2 of these people may have got the same message"),
                "\(mended.result.errors)")
            let csv = try await office.larkcast.run(["report", "hello@latest", "--format", "csv", "--with-ids"])
            #expect(ids.allSatisfy { csv.output.contains(",open_id,\($0)\r\n") })
        }
    }

    @Test(arguments: ["file", "audio", "video"])
    func mediaAreUploadedOnceAndSent(_ kind: String) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let files: [String: [UInt8]] = [
                "a.pdf": Array("%PDF-1.7 hello".utf8), "a.opus": SampleMedia.opus(milliseconds: 5000),
                "a.mp4": SampleMedia.mp4(milliseconds: 5000), "a.png": SampleMedia.png(),
            ]
            for (name, bytes) in files {
                try Data(bytes).write(to: URL(fileURLWithPath: office.directory.path(name)))
            }
            let message = [
                "file": #""a.pdf""#, "audio": #""a.opus""#, "video": #"{"file":"a.mp4","cover":"a.png"}"#,
            ]
            let ids = Office.ids(3).map { "\"\($0)\"" }.joined(separator: ",")
            let path = try office.manifest(
                """
                {"job":"hello","audience":{"users":{"open_ids":[\(ids)]}},
                 "message":{"\(kind)":\(message[kind] ?? "")},"delivery":{"channel":"direct"}}
                """)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 0, "\(run.result.errors)")
            #expect(await server.uploads().count == (kind == "video" ? 2 : 1))
            let messages = await server.messages()
            #expect(messages.count == 3)
            #expect(Set(messages.map(\.type)) == [kind == "video" ? "media" : kind])
            let keys = await server.uploads().map(\.key)
            #expect(messages.allSatisfy { message in keys.allSatisfy { message.content.contains($0) } })
        }
    }
}
