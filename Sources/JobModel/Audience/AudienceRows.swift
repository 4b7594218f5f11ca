/// Turns the cells of a CSV file into ``AudienceFile/Row``s and writes down everything that is in the way.
struct AudienceRows: CSVSink {
    /// Most repeated people that are named with both lines.
    private static let namedDuplicates = 10

    /// Whether nothing after this is worth reading.
    private(set) var isOver = false

    private let file: String
    private let kept: AudienceFileReader.KeptColumns
    private let limit: Int
    private var columns: AudienceColumns?
    private var header: [(name: String, place: CSVPlace)] = []

    private var rows: [AudienceFile.Row] = []
    private var cells: [String] = []
    private var others: [AudienceFile.Other] = []
    /// For each free column, its place among the kept ones.
    private var slots: [Int?] = []
    private var keptColumns: [String] = []
    /// For each kind, by rank, the line on which a name stands first.
    private var lines: [[String: UInt32]] = AppearanceKind.allCases.map { _ in [:] }
    private var duplicates = 0
    private var departmentsOfPeople = DepartmentsOfPeople()
    private var warnings: [ManifestProblem] = []
    /// Cells that hold a placeholder, of which the first few are named.
    private var unfilled: [ManifestProblem] = []
    private var problems: [ManifestProblem] = []
    private var problemCount = 0

    // The row that is being read.
    private var rowPlace: CSVPlace?
    private var cellCount = 0
    private var hasText = false
    private var best: (kind: AppearanceKind, rank: Int, text: String)?
    private var rowOthers: [(kind: AppearanceKind, text: String)] = []
    private var rowCells: [String] = []
    private var countBefore = 0
    /// Whether a cell was no UTF-8.
    private var isForeign = false

    init(file: String, keeping kept: AudienceFileReader.KeptColumns, limit: Int) {
        self.file = file
        self.kept = kept
        self.limit = limit
    }

    // MARK: The scanner's words

    mutating func cell(_ bytes: [UInt8], at place: CSVPlace) {
        guard !isOver else { return }
        if rowPlace == nil { begin(at: place) }
        defer { cellCount += 1 }
        guard let columns else { return headerCell(bytes, at: place) }
        guard !bytes.isEmpty else { return }
        hasText = true
        guard cellCount < columns.roles.count else { return }
        switch columns.roles[cellCount] {
        case .name(let kind): name(bytes, kind, at: place)
        case .free(let index):
            let slot = slots[index]
            guard slot != nil || bytes.contains(where: { $0 >= 0x80 }) else { return }
            guard let text = String(validating: bytes, as: UTF8.self) else { return notUTF8(at: place) }
            guard let slot else { return }
            if SpreadsheetError.isOne(text) { return noValue(text, in: keptColumns[slot], at: place) }
            if bytes.contains(where: { $0 == 0x7B || $0 == 0xBD }) { lookForPlaceholder(in: text, at: place) }
            rowCells[slot] = text
        }
    }

    mutating func endRow(isWhole: Bool) {
        defer { rowPlace = nil }
        guard !isOver, let place = rowPlace else { return }
        guard columns != nil else { return endHeader(isWhole: isWhole) }
        guard isWhole, hasText else { return }
        check(at: place)
        // A row with a problem names nobody; the file is refused anyway.
        guard problemCount == countBefore, let best else { return }
        guard rows.count < limit else {
            isOver = true
            return report(
                "more than \(limit) rows name somebody", at: place, suggestion: "split the job")
        }
        if best.kind == .departmentID { departmentsOfPeople.seeDepartmentAlone(best.text, at: place) }
        let line = UInt32(clamping: place.line)
        if let first = lines[best.rank].updateValue(line, forKey: best.text) {
            lines[best.rank][best.text] = first
            repeated(best.text, at: place, first: Int(first))
        }
        for other in rowOthers {
            others.append(AudienceFile.Other(row: UInt32(clamping: rows.count), kind: other.kind, text: other.text))
        }
        rows.append(AudienceFile.Row(kind: best.kind, line: line, text: best.text))
        cells.append(contentsOf: rowCells)
    }

    mutating func fault(_ fault: CSVFault, at place: CSVPlace) {
        guard !isOver else { return }
        if rowPlace == nil { begin(at: place) }
        let (message, suggestion): (String, String?) =
            switch fault {
            case .strayQuote:
                ("a quote inside a cell", "put the whole cell in quotes and double the quotes inside it")
            case .textAfterQuote: ("text after the closing quote of a cell", "double a quote that is part of the cell")
            case .unclosedQuote: ("the quote that opens this cell is never closed", nil)
            case .nul: ("a NUL byte", "save the file as CSV in UTF-8")
            case .loneCarriageReturn: ("a carriage return without a line feed", "end lines with CRLF or LF")
            case .tooLong:
                (
                    "a cell of more than \(CSVScanner.longestCell) bytes; nothing after it was read",
                    "is a quote never closed?"
                )
            }
        report(message, at: place, suggestion: suggestion)
    }

    // MARK: Rows

    private mutating func begin(at place: CSVPlace) {
        rowPlace = place
        cellCount = 0
        hasText = false
        best = nil
        countBefore = problemCount
        rowOthers.removeAll(keepingCapacity: true)
        for slot in rowCells.indices { rowCells[slot] = "" }
    }

    private mutating func headerCell(_ bytes: [UInt8], at place: CSVPlace) {
        guard let name = String(validating: bytes, as: UTF8.self) else { return notUTF8(at: place) }
        if header.count <= AudienceColumns.most { header.append((name, place)) }
    }

    private mutating func endHeader(isWhole: Bool) {
        // What the columns hold cannot be told, so no row can be read.
        guard isWhole, problemCount == 0 else {
            isOver = true
            return
        }
        let columns = AudienceColumns(header.map(\.name))
        for problem in columns.problems {
            report(
                problem.message, at: problem.column.map { header[$0].place } ?? CSVPlace(),
                suggestion: problem.suggestion)
        }
        self.columns = columns
        slots = columns.freeNames.map { name in
            guard kept.contains(name) else { return nil }
            keptColumns.append(name)
            return keptColumns.count - 1
        }
        rowCells = keptColumns.map { _ in "" }
        isOver = !columns.problems.isEmpty
    }

    private mutating func name(_ bytes: [UInt8], _ kind: AppearanceKind, at place: CSVPlace) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return notUTF8(at: place) }
        if let problem = IDCell.problem(with: text, as: kind) {
            report(problem.message, at: place, suggestion: problem.hint)
        }
        let rank = kind.rank
        guard let earlier = best else { return best = (kind, rank, text) }
        // Somebody's own department is no other name of theirs.
        let other = rank < earlier.rank ? (earlier.kind, earlier.text) : (kind, text)
        if other.0 == .departmentID { departmentsOfPeople.seePersonBesideDepartment() } else { rowOthers.append(other) }
        if rank < earlier.rank { best = (kind, rank, text) }
    }

    private mutating func check(at place: CSVPlace) {
        guard let columns else { return }
        let expected = columns.roles.count
        if cellCount != expected {
            report(
                "\(cellCount) \(cellCount == 1 ? "cell" : "cells"), the header has \(expected)", at: place,
                suggestion: cellCount > expected ? "put cells with commas in quotes" : nil)
        } else if best == nil, problemCount == countBefore {
            let names = columns.roles.enumerated().compactMap { index, role in
                if case .name = role { header[index].name } else { nil }
            }
            report("the row names nobody", at: place, suggestion: "fill \(names.joined(separator: " or "))")
        }
    }

    private mutating func repeated(_ text: String, at place: CSVPlace, first: Int) {
        duplicates += 1
        guard warnings.count < Self.namedDuplicates else { return }
        warnings.append(
            ManifestProblem(
                file: file, line: place.line, column: place.column, pointer: "",
                message: "\(Quoting.quoted(text)) is on line \(first) already", suggestion: "it counts once"))
    }

    // MARK: Problems

    /// A cell that would go into somebody's message.
    private mutating func noValue(_ text: String, in column: String, at place: CSVPlace) {
        let shown = Quoting.quoted(AudienceCell.trimmed(text))
        report(
            "the column \(Quoting.quoted(column)) holds \(shown), an error of the spreadsheet and no value", at: place,
            suggestion: SpreadsheetError.fix)
    }

    /// A cell is data and nothing fills it: what was meant for the message goes out as it is.
    private mutating func lookForPlaceholder(in text: String, at place: CSVPlace) {
        guard unfilled.count < Self.namedDuplicates,
            PlaceholderText.begins(in: text) || ForeignPlaceholder.all(in: text).contains(where: \.isSure)
        else { return }
        let rule = LintRule.unresolvedPlaceholder
        unfilled.append(
            ManifestProblem(
                file: file, line: place.line, column: place.column, pointer: "",
                message: "the cell \(Quoting.quoted(text)) holds a placeholder, and nothing fills those of cells: "
                    + rule.consequence,
                suggestion: rule.fix, rule: rule))
    }

    /// Where one cell is in another encoding all of them are, so the first is named and stands for the others.
    private mutating func notUTF8(at place: CSVPlace) {
        guard !isForeign else { return }
        isForeign = true
        report(
            "bytes that are no UTF-8: the file is in another encoding, such as GBK", at: place,
            suggestion: AudienceFileReader.saveAsUTF8)
    }

    mutating func report(_ message: String, at place: CSVPlace, suggestion: String? = nil) {
        problemCount += 1
        guard problems.count < ManifestReading.listedProblems else { return }
        problems.append(
            ManifestProblem(
                file: file, line: place.line, column: place.column, pointer: "", message: message,
                suggestion: suggestion))
    }

    /// The result, once the file with this hash has ended.
    func reading(sha256: String) -> AudienceFileReading {
        var end = self
        if rows.isEmpty, problemCount == 0 {
            end.report(
                columns == nil ? "the file is empty" : "there is nobody below the header", at: CSVPlace(),
                suggestion: columns == nil
                    ? "begin with a header such as open_id" : "remove it from the manifest, or fill it")
        }
        for (place, message) in departmentsOfPeople.problems {
            end.report(message, at: place, suggestion: DepartmentsOfPeople.fix)
        }
        if duplicates > warnings.count {
            end.warnings.append(
                ManifestProblem(
                    file: file, line: 1, column: 1, pointer: "",
                    message: "\(duplicates) rows in all name somebody who is listed above them",
                    suggestion: "each counts once"))
        }
        end.warnings += unfilled
        let isFine = end.problemCount == 0
        let file = AudienceFile(
            name: file, rows: rows, kinds: Set(AppearanceKind.allCases.filter { !lines[$0.rank].isEmpty }),
            duplicates: duplicates, columns: columns?.freeNames ?? [], keptColumns: keptColumns, sha256: sha256,
            cells: cells, others: others)
        return AudienceFileReading(
            file: isFine ? file : nil, problems: end.problems, problemCount: end.problemCount, warnings: end.warnings)
    }
}
