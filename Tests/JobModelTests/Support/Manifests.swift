import Foundation
import JobModel
import StrictJSON
import Testing

/// Manifests for tests that are about something else.
enum Manifests {
    static func openID(_ number: Int) -> String {
        let hex = String(number, radix: 16)
        return "ou_" + String(repeating: "0", count: 32 - hex.count) + hex
    }

    static func openIDs(_ count: Int) -> [String] { (0..<count).map(openID) }

    static func text(_ text: String = "Lunch is ready.", openIDs: [String]) -> Manifest {
        var audience = Audience()
        audience.users.openIDs = openIDs
        return Manifest(job: "fixture", audience: audience, message: .text(text))
    }

    static func message(_ message: Message, openIDs: [String] = [openID(1)]) -> Manifest {
        var manifest = text(openIDs: openIDs)
        manifest.message = message
        return manifest
    }

    /// Reads a manifest whose parts are JSON text.
    static func read(
        audience: String = #"{"users":{"open_ids":["ou_1"]}}"#, message: String = #"{"text":"Lunch is ready."}"#,
        extra: String = ""
    ) -> ManifestReading {
        let tail = extra.isEmpty ? "" : ",\(extra)"
        let text = #"{"job":"fixture","audience":\#(audience),"message":\#(message)\#(tail)}"#
        return ManifestReader().read(bytes: Array(text.utf8), name: "fixture.json")
    }
}

extension BatchPlanner {
    /// Plans and gives the reasons instead of throwing.
    static func refusal(_ manifest: Manifest, resources: MessageResources = MessageResources()) -> [PlanRefusal.Reason]
    {
        do throws(PlanRefusal) {
            _ = try plan(manifest: manifest, manifestBytes: Data(), resources: resources)
            return []
        } catch {
            return error.reasons
        }
    }
}
