import StrictJSON

/// Collects problems in whatever order they are found and gives them back in the order of the file.
struct ProblemLog {
    /// Beyond this many, problems are only counted: a list of a million wrong ids must not fill the memory.
    private static let kept = 10_000

    private struct Entry {
        var offset: Int
        /// Where in the string at the offset; `nil` for its beginning.
        var scalar: Int?
        var pointer: String
        var message: String
        var suggestion: String?
        var rule: LintRule?
    }

    private var entries: [Entry] = []
    private(set) var count = 0

    mutating func add(
        _ message: String, at offset: Int, scalar: Int? = nil, pointer: String, suggestion: String? = nil,
        rule: LintRule? = nil
    ) {
        count += 1
        guard entries.count < Self.kept else { return }
        entries.append(
            Entry(
                offset: offset, scalar: scalar, pointer: pointer, message: message, suggestion: suggestion ?? rule?.fix,
                rule: rule))
    }

    mutating func add(
        _ message: String, at place: ManifestPlace, suggestion: String? = nil, rule: LintRule? = nil
    ) {
        add(message, at: place.node.offset, pointer: place.pointer, suggestion: suggestion, rule: rule)
    }

    /// The first problems by place; of two at one place, the one found first.
    func problems(in bytes: [UInt8], file: String) -> [ManifestProblem] {
        let placed = entries.map { entry in
            var entry = entry
            if let scalar = entry.scalar {
                entry.offset = ScalarPlace.offset(ofScalar: scalar, inStringAt: entry.offset, of: bytes)
            }
            return entry
        }
        let listed = placed.enumerated()
            .sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
            .prefix(ManifestReading.listedProblems).map(\.element)
        return zip(listed, JSONPosition.positions(ofAscending: listed.map(\.offset), in: bytes)).map {
            entry, position in
            ManifestProblem(
                file: file, line: position.line, column: position.column, pointer: entry.pointer,
                message: entry.message,
                suggestion: entry.suggestion, rule: entry.rule
            )
        }
    }
}
