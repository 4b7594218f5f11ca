import Foundation
import JobModel
import StrictJSON
import Testing

@Suite struct ExampleJobsTests {
    @Test(arguments: [
        ("welcome-text", "text", 8, IDKind.openID), ("benefits-2026", "post", 995, .openID),
        ("townhall-card", "interactive", 32, .openID), ("payslip-template", "interactive", 24, .openID),
        ("office-move-departments", "text", 3, .departmentID),
        ("join-the-lounge-share-chat", "share_chat", 12, .openID),
        ("holiday-image", "image", 16, .openID), ("timesheet-calendar", "text", 8, .openID),
    ])
    func canBePlanned(name: String, type: String, recipients: Int, kind: IDKind) throws {
        let bytes = try Repository.bytes(Repository.root.appending(path: "jobs/\(name).json"))
        let manifest = try #require(ManifestReader().read(bytes: bytes, name: name).manifest)
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(bytes))
        #expect(plan.batches.reduce(0) { $0 + $1.recipientCount } == recipients)
        #expect(plan.batches.allSatisfy { $0.idKind == kind })
        let body = try #require(JSONReader().readStrictly([UInt8](plan.body(of: plan.batches[0]))))
        #expect(body["msg_type"]?.string == type)
        #expect(body[kind.listName]?.array?.count == plan.batches[0].recipientCount)
        #expect((body["content"] == nil) == (type == "interactive"))
        #expect((body["card"] == nil) == (type != "interactive"))
    }

    @Test func eachIsListedInTheFoldersReadMe() throws {
        let folder = Repository.root.appending(path: "jobs")
        let text = String(decoding: try Repository.bytes(folder.appending(path: "README.md")), as: UTF8.self)
        for job in try Repository.jsonFiles(in: folder) {
            #expect(text.contains("`\(job.lastPathComponent)`"))
        }
    }

    @Test func noneUsesTheSameNameTwice() throws {
        let names = try Repository.jsonFiles(in: Repository.root.appending(path: "jobs")).compactMap {
            ManifestReader().read(bytes: try Repository.bytes($0), name: "").manifest?.job
        }
        #expect(Set(names).count == names.count)
    }
}
