import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// One department named in every way there is: nobody in it gets the same message twice without a word.
struct RepeatedDepartmentsProcessTests {
    /// Ways to address the same people.
    enum Way: String, CaseIterable, Sendable {
        case customID, openID, parent, people
    }

    private static func audience(_ way: Way, _ server: SandboxServer) throws -> String {
        let company = server.company
        let child = try #require(company.departments.first { $0.parent != nil })
        let parent = company.departments[try #require(child.parent)]
        return switch way {
        case .customID: #"{"departments":["\#(child.departmentID)"],"resolve":"departments"}"#
        case .openID: #"{"departments":["\#(child.openDepartmentID)"],"resolve":"departments"}"#
        case .parent: #"{"departments":["\#(parent.departmentID)"],"resolve":"departments"}"#
        case .people: #"{"departments":["\#(child.departmentID)"],"resolve":"people"}"#
        }
    }

    private static func manifest(_ way: Way, job: String, _ server: SandboxServer, _ rest: String = "") throws -> String
    {
        #"{"job":"\#(job)","audience":\#(try audience(way, server)),"message":{"text":"The lift is out of order."}\#(rest)}"#
    }

    @Test(arguments: [
        (Way.customID, Way.openID), (.openID, .parent), (.parent, .customID), (.people, .openID), (.customID, .people),
    ])
    func theSamePeopleNamedOtherwiseNeedAWord(_ before: Way, _ now: Way) async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let first = try office.manifest(try Self.manifest(before, job: "first", server), name: "first.json")
            #expect(try await office.json("run", first, "--yes").result.status == 0)
            let sent = await server.sendCount()
            let again = try office.manifest(try Self.manifest(now, job: "again", server), name: "again.json")
            let foreseen = try await office.larkcast.run(["plan", again])
            #expect(foreseen.status == 0 && foreseen.errors.contains("within seven days"), "\(foreseen.errors)")
            let refused = try await office.json("run", again, "--yes", "--accept-drift")
            #expect(
                refused.result.status == 3 && refused.document["error"]?["type"] == "repeats", "\(refused.document)")
            #expect(await server.sendCount() == sent)

            _ = try office.manifest(try Self.manifest(now, job: "again", server, Office.dueOnce), name: "again.json")
            try FileManager.default.removeItem(atPath: office.directory.path("first.json"))
            _ = try await office.larkcast.run(["tick", "--jobs", "."])
            #expect(await server.sendCount() == sent, "nor does a tick send it")

            let run = try #require(try await office.json("status", "first@latest").document["run"]?.string)
            _ = try await office.larkcast.run(["cancel", "again@latest", "--yes"])
            let wanted = try await office.json("run", again, "--yes", "--allow-repeat", run)
            #expect(wanted.result.status == 0, "\(wanted.document)")
            #expect(await server.sendCount() > sent)
        }
    }

    /// Both are due at once, and neither has sent when the other is planned.
    @Test(arguments: [(Way.customID, Way.openID, "skipped"), (.customID, .parent, "awaiting_approval")])
    func ofTwoInOneTickOneGoesOut(_ one: Way, _ other: Way, _ state: String) async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            for (job, way) in [("one", one), ("other", other)] {
                _ = try office.manifest(
                    try Self.manifest(way, job: job, server, Office.dueOnce), name: "\(job).json")
            }
            _ = try await office.larkcast.run(["tick", "--jobs", "."])
            var states: [String] = []
            for job in ["one", "other"] {
                states.append(try await office.json("status", "\(job)@latest").document["state"]?.string ?? "")
            }
            #expect(states.sorted() == [state, "sent"].sorted(), "\(states)")
            #expect(await server.sendCount() == 1)
        }
    }
}
