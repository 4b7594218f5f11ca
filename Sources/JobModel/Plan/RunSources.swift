/// The files a run was made from, besides the bytes of its manifest: what they said then.
///
/// What is in a file counts; who is in a department by now does not. A calendar is none of them: it says when, not what or to whom.
public struct RunSources: Sendable, Equatable {
    /// What a test's people stand under in ``hashes``: they are named beside the manifest, as a file's rows are.
    public static let testers = "--test-to"

    /// Where the manifest was, from the root of the file system; `nil` when it was no file.
    public var manifestPath: String?
    /// SHA-256 over the bytes of each file, in lower-case hex, by the name the manifest gives it.
    ///
    /// Of a file that is uploaded it is what lies beside the manifest: the key Feishu gives is no part of it.
    public var hashes: [String: String]

    /// Creates sources.
    public init(manifestPath: String? = nil, hashes: [String: String] = [:]) {
        self.manifestPath = manifestPath
        self.hashes = hashes
    }

    /// The names of what says something else now, sorted.
    ///
    /// What has no hash now could not be read at this moment: that is no change.
    public func changed(to now: [String: String]) -> [String] {
        hashes.filter { name, hash in now[name].map { $0 != hash } ?? false }.keys.sorted()
    }

    /// Names in a sentence: the first few, for an audience may be made of a hundred files.
    public static func list(_ names: [String]) -> String {
        let most = 5
        return (names.prefix(most) + (names.count > most ? ["…"] : [])).joined(separator: ", ")
    }
}

extension RunSources {
    /// What a run is made from, as it was read.
    ///
    /// - Parameters:
    ///   - manifest: The manifest, for a test with the testers as its audience.
    ///   - path: Where it was.
    ///   - resources: The files of the message.
    ///   - files: The files of the audience, for a test those whose values its people are shown.
    ///   - isTest: Whether it is a test.
    public init(
        of manifest: Manifest, at path: String?, resources: MessageResources, files: [AudienceFile], isTest: Bool
    ) {
        self.init(manifestPath: path)
        for file in files { hashes[file.name] = file.sha256 }
        if case .card(.file(let name)) = manifest.message, let bytes = resources.cardBytes {
            hashes[name] = PlanHash.hex(of: bytes)
        }
        for (slot, name) in manifest.message.files {
            hashes[name] = resources.uploads[slot].map { PlanHash.hex(of: $0.bytes) }
        }
        guard isTest else { return }
        let users = manifest.audience.users
        var hash = PlanHash()
        for id in (users.openIDs + users.unionIDs + users.userIDs).sorted() { hash.add(id) }
        hashes[Self.testers] = hash.hex()
    }
}
