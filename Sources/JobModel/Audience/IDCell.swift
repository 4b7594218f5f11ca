/// A cell of a CSV file that should be an id, an address or a number.
///
/// Blanks around it are told and not taken away, unlike around the name of a column, which is sent to nobody: RFC 4180 makes
/// them part of the cell, and an id goes out as it is written. A blank at the end is often all that shows that a file was cut
/// at fixed widths or that two cells ran into one, which its author alone can tell.
enum IDCell {
    /// Why a cell is no name of a kind; `nil` when it looks like one.
    static func problem(with text: String, as kind: AppearanceKind) -> ShapeProblem? {
        guard let problem = kind.problem(with: text) else {
            // Only these shapes take what else may be wrong, and there may be a million cells.
            return switch kind {
            case .email: unseen(in: text)
            case .userID: spreadsheetError(text)
            default: nil
            }
        }
        if let problem = blank(around: text) ?? unseen(in: text) ?? spreadsheetError(text) { return problem }
        guard let told = AppearanceKind.told(byPrefixOf: text), told != kind else { return problem }
        return ShapeProblem(problem.message, hint: "put it into a column \"\(told.rawValue)\"")
    }

    private static func blank(around text: String) -> ShapeProblem? {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return nil }
        if scalars.allSatisfy(\.properties.isWhitespace) {
            return ShapeProblem("a cell of nothing but blanks (\(Quoting.name(first)))", hint: "empty it")
        }
        if first.properties.isWhitespace {
            return ShapeProblem(
                "\(Quoting.quoted(text)) begins with a blank (\(Quoting.name(first)))", hint: "remove it")
        }
        guard last.properties.isWhitespace else { return nil }
        return ShapeProblem("\(Quoting.quoted(text)) ends with a blank (\(Quoting.name(last)))", hint: "remove it")
    }

    private static func unseen(in text: String) -> ShapeProblem? {
        // A name is ASCII nearly always.
        guard !text.utf8.allSatisfy({ $0 < 0x80 }), let scalar = InvisibleCharacter.first(in: text) else { return nil }
        let name = Quoting.name(scalar)
        return InvisibleCharacter.isAll(of: text)
            ? ShapeProblem("a cell of nothing but \(name), which nobody sees", hint: "empty it")
            : ShapeProblem("\(Quoting.quoted(text)) holds \(name), which nobody sees", hint: "remove it")
    }

    private static func spreadsheetError(_ text: String) -> ShapeProblem? {
        guard SpreadsheetError.isOne(text) else { return nil }
        return ShapeProblem(
            "\(Quoting.quoted(text)) \(SpreadsheetError.words)", hint: SpreadsheetError.fix)
    }
}
