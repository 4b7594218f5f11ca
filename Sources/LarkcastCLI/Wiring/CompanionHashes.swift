import JobModel

/// What the files beside a manifest say at this moment, as far as they can be read.
enum CompanionHashes {
    /// Bytes that are read at once.
    private static let chunk = 256 * 1024

    /// SHA-256 over the bytes of each file of a run, in lower-case hex, by its name.
    ///
    /// One that cannot be read is missing: an editor may be at work, or a disk not mounted.
    static func now(of sources: RunSources, beside manifest: ManifestFile) -> [String: String] {
        var hashes: [String: String] = [:]
        for name in sources.hashes.keys { hashes[name] = try? hash(of: name, beside: manifest) }
        return hashes
    }

    private static func hash(of name: String, beside manifest: ManifestFile) throws(CommandFailure) -> String {
        let file = try manifest.openCompanion(name, longest: .max)
        var hash = ByteHash()
        while let bytes = try file.next(chunk) { hash.add(bytes) }
        return hash.hex
    }
}
