import Foundation
import StrictJSON
import Testing

@testable import JobModel

/// Direct messages for people in CSV files.
enum PersonalFixture {
    static func file(_ text: String, name: String = "a.csv") throws -> AudienceFile {
        let reading = AudienceFileReader(keeping: .all).read(bytes: Array(text.utf8), name: name)
        return try #require(reading.file, "\(reading.problems)")
    }

    static func manifest(_ message: Message, files: [String] = ["a.csv"]) -> Manifest {
        var manifest = Manifests.message(message, openIDs: [])
        manifest.channel = .direct
        manifest.audience.files = files
        return manifest
    }

    /// Plans a manifest with its files; with a book the contacts say who is who.
    static func plan(
        _ manifest: Manifest, _ csv: [String: String] = [:], book: ContactBook? = nil,
        resources: MessageResources = MessageResources()
    ) throws -> RunPlan {
        var files: [String: AudienceFile] = [:]
        for (name, text) in csv { files[name] = try file(text, name: name) }
        let named = try NamedAudience(manifest.audience, files: files)
        let audience: ResolvedAudience = try book.map { try .people(named, book: $0) } ?? .withoutContacts(named)
        return try BatchPlanner.plan(
            manifest: manifest, manifestBytes: Data(), resources: resources, audience: audience)
    }

    static func plan(_ message: Message, _ csv: String, book: ContactBook? = nil) throws -> RunPlan {
        try plan(manifest(message), ["a.csv": csv], book: book)
    }

    /// Why there is no plan.
    static func refusal(
        _ manifest: Manifest, _ csv: [String: String] = [:], book: ContactBook? = nil
    ) throws -> [PlanRefusal.Reason] {
        do {
            _ = try plan(manifest, csv, book: book)
            return []
        } catch let refusal as PlanRefusal {
            return refusal.reasons
        }
    }

    static func refusal(_ message: Message, _ csv: String, book: ContactBook? = nil) throws -> [PlanRefusal.Reason] {
        try refusal(manifest(message), ["a.csv": csv], book: book)
    }

    /// What each recipient gets, decoded from the request's bytes.
    static func contents(_ plan: RunPlan) throws -> [(id: String, content: JSONValue)] {
        try plan.batches.map { batch in
            let body = try #require(JSONReader().readStrictly([UInt8](plan.body(of: batch))))
            let id = try #require(body["receive_id"]?.string)
            let text = try #require(body["content"]?.string)
            return (id, try #require(JSONReader().readStrictly(Array(text.utf8))))
        }
    }

    /// The texts of a text message, each behind the recipient's id.
    static func texts(_ plan: RunPlan) throws -> [String] {
        try contents(plan).map { "\($0.id): \($0.content["text"]?.string ?? "-")" }
    }
}
