/// A CSV file of people and departments, read and checked by ``AudienceFileReader``.
public struct AudienceFile: Sendable, Equatable {
    /// One row: whoever it names.
    public struct Row: Sendable, Equatable {
        /// By what.
        public var kind: AppearanceKind
        /// The line it begins on, from 1.
        public var line: UInt32
        /// The id, address or number.
        public var text: String
    }

    /// The file as the manifest names it.
    public let name: String
    /// The rows that name somebody, in order; repeated ones too.
    public let rows: [Row]
    /// The kinds that occur in ``rows``.
    public let kinds: Set<AppearanceKind>
    /// Rows that name somebody for the second time in the same words.
    public let duplicates: Int
    /// The names of the columns for personalisation, in order.
    public let columns: [String]
    /// Those of ``columns`` whose cells were kept, in order.
    public let keptColumns: [String]
    /// SHA-256 over the file's bytes, in lower-case hex.
    public let sha256: String
    /// The cells of the kept columns, row by row.
    let cells: [String]
    /// The ids, addresses and numbers of people in ``rows`` besides the one that counts, in the order of the rows.
    let others: [Other]

    /// Another name of whoever a row names.
    struct Other: Sendable, Equatable {
        /// The place of the row in ``rows``, from 0.
        var row: UInt32
        var kind: AppearanceKind
        var text: String
    }

    /// A cell as it is written, by the places of its row in ``rows`` and of its column in ``keptColumns``, both from 0.
    public func cell(row: Int, column: Int) -> String { cells[row * keptColumns.count + column] }
}

/// What one reading of a CSV file gave.
public struct AudienceFileReading: Sendable {
    /// The file; `nil` as soon as there is a problem.
    public var file: AudienceFile?
    /// The first problems in the order of the file, at most ``ManifestReading/listedProblems``.
    public var problems: [ManifestProblem]
    /// How many problems there are.
    public var problemCount: Int
    /// What is allowed but probably not meant: people who are listed twice, the first few with both lines.
    public var warnings: [ManifestProblem]
}
