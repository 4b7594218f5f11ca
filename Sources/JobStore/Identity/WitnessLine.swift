import Foundation

/// The one line of a witness, as wide whatever it says, so that writing it again never leaves an end of the old one.
enum WitnessLine {
    private static let name = "larkcast-witness-1"
    private static let digits = 19

    static func bytes(_ progress: StoreProgress, store: String) -> [UInt8] {
        let words =
            [name, store] + [progress.intents, progress.epoch, progress.audit].map(padded) + [progress.digest]
        let text = words.joined(separator: " ")
        return Array("\(text) \(checksum(text))\n".utf8)
    }

    /// How many bytes every line of a store has.
    static func length(store: String) -> Int {
        bytes(StoreProgress(intents: 0, epoch: 0, audit: 0, digest: StoreProgress.noDigest), store: store).count
    }

    /// Reads a line; `nil` when it is torn, empty, something else, or another store's.
    static func progress(_ bytes: [UInt8], store: String) -> StoreProgress? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let words = String(decoding: bytes[..<end], as: UTF8.self).split(
            separator: " ", omittingEmptySubsequences: false
        ).map(String.init)
        guard words.count == 7, words[0] == name, words[1] == store,
            words[6] == checksum(words.dropLast().joined(separator: " ")),
            let intents = Int64(words[2]), let epoch = Int64(words[3]), let audit = Int64(words[4])
        else { return nil }
        return StoreProgress(intents: intents, epoch: epoch, audit: audit, digest: words[5])
    }

    private static func padded(_ number: Int64) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    static func checksum(_ text: String) -> String {
        String(Data(text.utf8).sha256.prefix(16))
    }
}
