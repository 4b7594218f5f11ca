import Foundation

/// What a path on the command line stands for: itself, or the manifests of a folder.
enum ManifestFolder {
    /// The names of a folder's manifests in their order.
    ///
    /// What begins with a dot is none: editors put locks and copies there.
    /// - Throws: the system's error when the folder cannot be read.
    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
    }

    /// The manifests behind a path, in the order of their names; subfolders are not looked into.
    ///
    /// - Throws: `CommandFailure` with exit code 65 when a folder has none or cannot be read.
    static func manifests(at path: String) throws(CommandFailure) -> [String] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else {
            return [path]
        }
        guard let found = try? names(in: path) else {
            throw CommandFailure(
                exit: .data, type: "manifest", message: "the folder \(path) cannot be read", hint: "Check its mode.")
        }
        guard !found.isEmpty else {
            throw CommandFailure(
                exit: .data, type: "manifest", message: "there is no manifest (*.json) in \(path)",
                hint: "Name another folder, or run larkcast init.")
        }
        return found.map { path + (path.hasSuffix("/") ? "" : "/") + $0 }
    }
}
