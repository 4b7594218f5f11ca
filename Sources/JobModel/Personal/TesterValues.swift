/// Whose values one tester of a personal message sees: their own, and inventions for the rest.
public struct TesterValues: Sendable, Equatable {
    /// The id of the test.
    public var tester: String
    /// Their own rows, `people.csv:12`; none when no file names them.
    public var rows: [String]
    /// What is shown in place of values that no row of theirs has, by column.
    public var invented: [String]

    /// Creates what is known of one tester.
    public init(tester: String, rows: [String], invented: [String]) {
        self.tester = tester
        self.rows = rows
        self.invented = invented
    }
}

/// What stands for a value in a test, for whoever has no row: the column's name, and never what belongs to somebody.
enum SampleValue {
    private static let longest = 40

    /// The column's name in brackets that no dialect of Markdown takes for markup; of its signs only those stay that mean
    /// nothing anywhere.
    static func text(of column: String) -> String {
        let words = column.map { $0.isLetter || $0.isNumber ? $0 : " " }
        return "【\(AudienceCell.trimmed(String(words.prefix(longest))))】"
    }
}

extension NamedAudience {
    /// Whose values each tester of a personal message sees; nothing when the message has no values, and when this is no test.
    public var testerValues: [TesterValues] {
        guard var rows = personalRows, rows.hasValues, rows.isTest else { return [] }
        var columns: [String] = []
        for column in rows.files.flatMap(\.file.keptColumns) where !columns.contains(column) { columns.append(column) }
        var values: [TesterValues] = []
        forEachTester { appearance in
            rows.add(appearance, of: appearance.text)
            let own = rows.rows(of: appearance.text)
            let invented = columns.filter { column in
                !own.contains { row in
                    guard case .file(let file, _) = rows.lists[Int(row.list)] else { return false }
                    return file.keptColumns.contains(column)
                }
            }
            values.append(
                TesterValues(
                    tester: appearance.text, rows: own.map(rows.place(of:)), invented: invented.map(SampleValue.text)))
        }
        return values
    }

    /// What must be asked to find the testers' own rows; `nil` when every row that counts is found by the ids of the test.
    public var testerQuestions: TesterQuestions? {
        guard var rows = personalRows, rows.hasValues, rows.isTest else { return nil }
        let files = rows.files.map(\.file).filter { !$0.keptColumns.isEmpty }
        var testers: [String] = []
        var kind = AppearanceKind.openID
        forEachTester { appearance in
            kind = appearance.kind
            rows.add(appearance, of: appearance.text)
            let found = Set(rows.rows(of: appearance.text).map(\.list))
            let isOpen = rows.lists.enumerated().contains { index, list in
                guard case .file(let file, _) = list, !file.keptColumns.isEmpty else { return false }
                return !found.contains(Int32(clamping: index)) && !file.kinds.subtracting([appearance.kind]).isEmpty
            }
            if isOpen { testers.append(appearance.text) }
        }
        guard !testers.isEmpty else { return nil }
        func names(_ kind: AppearanceKind) -> [String] {
            Set(files.flatMap { $0.rows.lazy.filter { $0.kind == kind }.map(\.text) }).sorted()
        }
        return TesterQuestions(
            testers: testers, kind: kind, emails: names(.email), mobiles: names(.mobile),
            namesDepartments: files.contains { $0.kinds.contains(.departmentID) })
    }

    private func forEachTester(_ body: (Appearance) -> Void) {
        forEachIncluded { (appearance) throws(Never) in
            if case .manifest = included[appearance.list] { body(appearance) }
        }
    }
}
