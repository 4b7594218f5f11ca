import Foundation

/// What a path on the command line stands for: itself, or the manifests of a folder.
enum ManifestFolder {
    /// The manifests behind a path, in the order of their names; subfolders are not looked into.
    ///
    /// - Throws: `CommandFailure` with exit code 65 when a folder has none or cannot be read.
    static func manifests(at path: String) throws(CommandFailure) -> [String] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else {
            return [path]
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw CommandFailure(
                exit: .data, type: "manifest", message: "the folder \(path) cannot be read", hint: "Check its mode.")
        }
        let found = names.filter { $0.hasSuffix(".json") }.sorted()
        guard !found.isEmpty else {
            throw CommandFailure(
                exit: .data, type: "manifest", message: "there is no manifest (*.json) in \(path)",
                hint: "Name another folder, or run larkcast init.")
        }
        return found.map { path + (path.hasSuffix("/") ? "" : "/") + $0 }
    }
}
