import Foundation

/// The machine's own id, so that a store can tell that it was carried elsewhere.
enum MachineID {
    /// This machine's; `nil` in containers and systems without one.
    static let live: String? = (try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8)).flatMap(read)

    /// The id in the text of `machine-id(5)`; `nil` when there is none, as in an image that was never started.
    static func read(_ text: String) -> String? {
        let id = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return id.utf8.count == 32 && id.allSatisfy(\.isHexDigit) ? id : nil
    }
}
