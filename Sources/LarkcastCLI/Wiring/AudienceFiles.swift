import JobModel

/// The CSV files of an audience, read a stretch at a time.
struct AudienceFiles {
    /// The files by the names the manifest gives them; those with problems are missing.
    private(set) var files: [String: AudienceFile] = [:]
    /// Everything that must be mended.
    private(set) var problems: [ManifestProblem] = []
    /// What is allowed but probably not meant.
    private(set) var warnings: [ManifestProblem] = []

    /// Bytes that are read at once.
    private static let chunk = 256 * 1024
    /// A million rows with some columns beside the id.
    private static let longest = 512 * 1024 * 1024

    /// Reads every file an audience names, each once, with the cells of the columns that a personal message uses.
    init(_ audience: Audience, beside manifest: ManifestFile, keeping columns: Set<String> = []) {
        // Whoever is left out reads nothing.
        let lists = [
            ("/audience/files", audience.files, columns), ("/audience/exclude/files", audience.exclude.files, []),
        ]
        for (pointer, names, columns) in lists {
            for (index, name) in names.enumerated() where files[name] == nil {
                read(name, keeping: columns, pointer: "\(pointer)/\(index)", beside: manifest)
            }
        }
    }

    private mutating func read(
        _ name: String, keeping columns: Set<String>, pointer: String, beside manifest: ManifestFile
    ) {
        do throws(CommandFailure) {
            let companion = try manifest.openCompanion(name, longest: Self.longest)
            let reading = try AudienceFileReader(keeping: .named(columns)).read(name: name) {
                () throws(CommandFailure) in
                try companion.next(Self.chunk)
            }
            files[name] = reading.file
            problems += reading.problems
            warnings += reading.warnings
        } catch {
            problems.append(PreparedJob.problem(error, at: pointer, in: manifest))
        }
    }
}
