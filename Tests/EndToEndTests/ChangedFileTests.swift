import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// What is in a file counts, by the real program: a run goes on, and is agreed to, only as long as the files it was made from say
/// the same.
struct ChangedFileTests {
    private static let throttled = FaultEffect(status: 429, headers: ["x-ogw-ratelimit-reset": "600"])
    private static let card =
        #"{"schema":"2.0","body":{"elements":[{"tag":"markdown","content":"The office moves on Friday."}]}}"#
    private static let approval = #","approval":{"required":true}"#

    /// Writes a file beside the manifests.
    private static func write(_ bytes: some Sequence<UInt8>, _ name: String, _ office: Office) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: office.directory.path(name)))
    }

    /// A list of e-mail addresses of people of the company, from the one with this number on.
    private static func list(_ server: SandboxServer, from first: Int = 0) -> String {
        let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen && $0.isVisible }
        return "email\n" + people[first..<first + 3].map { "\($0.email)\n" }.joined()
    }

    /// A job that needs the contacts, with a list and a card.
    private static func job(_ office: Office, _ server: SandboxServer, rest: String = "") throws -> String {
        try write(list(server).utf8, "people.csv", office)
        try write(card.utf8, "card.json", office)
        return try office.manifest(
            #"{"job":"news","audience":{"files":["people.csv"]},"message":{"card":{"file":"card.json"}}\#(rest)}"#,
            name: "news.manifest")
    }

    /// Makes a run whose first call was throttled for longer than anybody waits.
    private static func begin(_ office: Office, _ server: SandboxServer, _ arguments: String...) async throws {
        await server.addFault(on: .batchSend, throttled)
        let run = try await office.json(["run"] + arguments + ["--yes"])
        #expect(run.result.status == 75 && run.document["state"] == "sending", "\(run.result.errors)")
        await server.removeFaults()
    }

    private static func expectRefusal(_ office: Office, _ name: String, _ arguments: String...) async throws {
        let again = try await office.json(["run"] + arguments + ["--yes"])
        #expect(again.result.status == 3, "\(again.result.errors)")
        #expect(again.document["error"]?["type"] == "manifest_changed", "\(again.document.text())")
        #expect(again.document["error"]?["message"]?.string?.contains("changed: \(name)") == true)
        #expect(!again.result.errors.contains("continuing run"))
    }

    private static func expectItGoesOn(_ office: Office, _ arguments: String...) async throws {
        let again = try await office.larkcast.run(["run"] + arguments + ["--yes"])
        #expect(again.status == 75 && again.errors.contains("continuing"), "\(again.errors)")
    }

    @Test func aListThatWasEditedIsNotSentAsItWas() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try Self.job(office, server)
            try await Self.begin(office, server, path)
            try await Self.expectItGoesOn(office, path)
            try Self.write(Self.list(server, from: 3).utf8, "people.csv", office)
            try await Self.expectRefusal(office, "people.csv", path)
            // Written anew with the same bytes it is the same list.
            try Self.write(Self.list(server).utf8, "people.csv", office)
            try await Self.expectItGoesOn(office, path)
            #expect(await server.reached().isEmpty)
        }
    }

    @Test func aCardThatWasEditedIsNotSentAsItWas() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try Self.job(office, server)
            try await Self.begin(office, server, path)
            try Self.write(Self.card.replacing("Friday", with: "Monday").utf8, "card.json", office)
            try await Self.expectRefusal(office, "card.json", path)
            try Self.write(Self.list(server, from: 3).utf8, "people.csv", office)
            try await Self.expectRefusal(office, "card.json, people.csv", path)
            #expect(await server.reached().isEmpty)
        }
    }

    /// The picture has no key yet when a manifest is read, and testers are named on the command line.
    @Test func aTestIsOfWhatItsFilesSayAndForWhomItNames() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            try Self.write(SampleMedia.png(number: 1), "a.png", office)
            let path = try office.manifest(
                #"{"job":"news","audience":{"users":{"emails":["a@sandbox.example"]}},"message":{"image":"a.png"}}"#)
            let testers = Office.ids(2)
            try await Self.begin(office, server, path, "--test-to", testers[0])
            try await Self.expectItGoesOn(office, path, "--test-to", testers[0])
            try await Self.expectRefusal(office, "--test-to", path, "--test-to", testers[1])
            try Self.write(SampleMedia.png(number: 2), "a.png", office)
            try await Self.expectRefusal(office, "a.png", path, "--test-to", testers[0])
        }
    }

    @Test(arguments: ["people.csv", "card.json"])
    func aYesIsForTheFilesAsTheyWere(_ name: String) async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try Self.job(office, server, rest: Self.approval)
            #expect(try await office.json("run", path, "--yes").document["state"] == "awaiting_approval")
            let before = name == "card.json" ? Self.card : Self.list(server)
            let after =
                name == "card.json" ? before.replacing("Friday", with: "Monday") : Self.list(server, from: 3)
            try Self.write(after.utf8, name, office)
            let refused = try await office.json("approve", "news@latest", "--as", "Li Na", "--yes")
            #expect(refused.result.status == 3, "\(refused.document.text())")
            #expect(refused.document["error"]?["type"] == "manifest_changed")
            #expect(refused.document["error"]?["message"]?.string?.contains("changed: \(name)") == true)
            #expect(try await office.json("status", "news@latest").document["state"] == "awaiting_approval")
            try Self.write(before.utf8, name, office)
            #expect(try await office.larkcast.run(["approve", "news@latest", "--as", "Li Na", "--yes"]).status == 0)
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0)
            #expect(await server.reached().count == 3)
        }
    }

    /// A manifest that was edited is no other than a file of it; one that is another job's by now says nothing.
    @Test func aYesIsForTheManifestAsItWas() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try Self.job(office, server, rest: Self.approval)
            #expect(try await office.json("run", path, "--yes").document["state"] == "awaiting_approval")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            _ = try office.manifest(text + "\n", name: "news.manifest")
            let refused = try await office.json("approve", "news@latest", "--as", "Li Na", "--yes")
            #expect(refused.result.status == 3 && refused.document["error"]?["type"] == "manifest_changed")
            _ = try office.manifest(text.replacing(#""job":"news""#, with: #""job":"other""#), name: "news.manifest")
            try FileManager.default.removeItem(atPath: office.directory.path("people.csv"))
            #expect(try await office.larkcast.run(["approve", "news@latest", "--as", "Li Na", "--yes"]).status == 0)
        }
    }

    @Test(arguments: ["people.csv", "card.json", "a.png"])
    func aTickEndsARunWhoseFilesWereEdited(_ name: String) async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            try FileManager.default.createDirectory(
                atPath: office.directory.path("jobs"), withIntermediateDirectories: false)
            let message = name == "a.png" ? #"{"image":"a.png"}"# : #"{"card":{"file":"card.txt"}}"#
            let manifest =
                #"{"job":"news","audience":{"files":["people.csv"]},"message":\#(message)\#(Self.approval)\#(Office.dueOnce)}"#
            _ = try office.manifest(manifest, name: "jobs/news.json")
            let (list, card) = (Array(Self.list(server).utf8), Array(Self.card.utf8))
            try Self.write(list, "jobs/people.csv", office)
            try Self.write(card, "jobs/card.txt", office)
            try Self.write(SampleMedia.png(number: 1), "jobs/a.png", office)
            let file = name == "card.json" ? "card.txt" : name
            let state = { try await office.json("status", "news@latest").document }
            #expect(try await office.larkcast.run(["tick", "--jobs", "jobs"]).status == 3)
            #expect(try await state()["state"] == "awaiting_approval")

            // Written anew with the same bytes; half written; away: none of that is another wish.
            let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: office.directory.path("jobs/" + file))))
            try Self.write(bytes, "jobs/" + file, office)
            _ = try await office.larkcast.run(["tick", "--jobs", "jobs"])
            try Self.write(Array("open_id,na\"me\nou_".utf8), "jobs/" + file, office)
            _ = try await office.larkcast.run(["tick", "--jobs", "jobs"])
            try FileManager.default.removeItem(atPath: office.directory.path("jobs/" + file))
            _ = try await office.larkcast.run(["tick", "--jobs", "jobs"])
            #expect(try await state()["state"] == "awaiting_approval")

            let edited: [UInt8] =
                switch file {
                case "a.png": SampleMedia.png(number: 2)
                case "card.txt": Array(Self.card.replacing("Friday", with: "Monday").utf8)
                default: Array(Self.list(server, from: 3).utf8)
                }
            try Self.write(edited, "jobs/" + file, office)
            let tick = try await office.json("tick", "--jobs", "jobs")
            #expect(tick.document["skipped"]?.array?.count == 1, "\(tick.document.text()) \(tick.result.errors)")
            let ended = try await state()
            #expect(ended["state"] == "cancelled")
            #expect(ended["state_reason"]?.string?.contains(file) == true, "\(ended["state_reason"] ?? nil)")
            let chinese = try await office.larkcast.run(["status", "news@latest", "--lang", "zh"])
            #expect(chinese.output.contains("引用的文件（\(file)）"), "\(chinese.output)")
            #expect(try await office.larkcast.run(["approve", "news@latest", "--as", "Li Na", "--yes"]).status == 3)
            #expect(await server.sendCount() == 0)
        }
    }
}
