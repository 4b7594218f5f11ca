import Foundation

/// The second line of a witness: where its store lies.
///
/// The first is told by the store's own name, which a new store does not share. A store whose volume is not mounted looks like a
/// place where none has ever been; this line tells the one from the other. A larkcast that knows only the first line reads and
/// writes that alone.
enum WitnessedPlace {
    private static let name = "larkcast-store-1"
    /// More than any line has, `PATH_MAX` included.
    private static let longest = 8192

    /// The line; `nil` for a path that no line can hold.
    static func bytes(_ path: String, store: String) -> [UInt8]? {
        guard !path.utf8.contains(UInt8(ascii: "\n")), path.utf8.count <= 4096 else { return nil }
        return Array("\(name) \(WitnessLine.checksum("\(store) \(path)")) \(path)\n".utf8)
    }

    /// Reads the line; `nil` when it is missing, torn or another store's.
    static func path(_ bytes: ArraySlice<UInt8>, store: String) -> String? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let words = String(decoding: bytes[..<end], as: UTF8.self).split(
            separator: " ", maxSplits: 2, omittingEmptySubsequences: false
        ).map(String.init)
        guard words.count == 3, words[0] == name, words[1] == WitnessLine.checksum("\(store) \(words[2])") else {
            return nil
        }
        return words[2]
    }

    /// The witnesses in a folder that remember a store at this very path from which batches were let out.
    ///
    /// What cannot be read, and what knows of nothing that left, says nothing.
    static func files(naming path: String, in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { store in
            guard store.utf8.count == 32, store.allSatisfy(\.isHexDigit), let bytes = read(folder + "/" + store),
                let progress = WitnessLine.progress(bytes, store: store), progress.intents > 0
            else { return false }
            return Self.path(bytes.dropFirst(WitnessLine.length(store: store)), store: store) == path
        }.map { folder + "/" + $0 }
    }

    private static func read(_ file: String) -> [UInt8]? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard (try? PrivateFile.check(descriptor, path: file, name: "witness")) != nil else { return nil }
        var bytes = [UInt8](repeating: 0, count: longest)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }
}
