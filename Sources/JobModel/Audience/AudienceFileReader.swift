/// Reads a CSV file of people and departments as its bytes arrive: strictly, and with every problem at once.
///
/// The form is RFC 4180 in UTF-8, with or without a byte order mark, with CRLF or LF. The first line is the header: one or
/// more of `open_id`, `user_id`, `union_id`, `email`, `mobile`, `department_id`, and any other columns for
/// personalisation. A row names exactly one person or department: **the first filled cell in that order counts**, whatever
/// the order of the columns. The other ids of the row must have the right shape and are not used otherwise, so a person's
/// own department in a list of people addresses nobody else. Rows without any text are skipped.
///
/// Memory is bounded by what is returned and one cell; nothing is opened here.
public struct AudienceFileReader: Sendable {
    /// Most rows of a file.
    public static let mostRows = ManifestReader.mostIDs

    /// Of which free columns the cells are kept: they are most of the memory a file takes.
    public enum KeptColumns: Sendable, Equatable {
        /// None: everybody gets the same message.
        case none
        /// Those with these names, as far as the file has them.
        case named(Set<String>)
        /// All.
        case all

        func contains(_ name: String) -> Bool {
            switch self {
            case .none: false
            case .named(let names): names.contains(name)
            case .all: true
            }
        }
    }

    private let kept: KeptColumns
    private let rowLimit: Int

    /// Creates a reader that keeps the cells of some free columns.
    public init(keeping kept: KeptColumns = .none) { self.init(keeping: kept, rowLimit: Self.mostRows) }

    init(keeping kept: KeptColumns = .none, rowLimit: Int) {
        self.kept = kept
        self.rowLimit = rowLimit
    }

    /// Reads a file whose bytes `next` gives in chunks of any size, `nil` at the end; `name` is the file's name in problems.
    ///
    /// - Throws: What `next` throws.
    public func read<Failure: Error>(
        name: String, next: () throws(Failure) -> [UInt8]?
    ) throws(Failure) -> AudienceFileReading {
        var rows = AudienceRows(file: name, keeping: kept, limit: rowLimit)
        var scanner = CSVScanner()
        var head: [UInt8] = []
        // The rows and their hash are of one reading: whatever happens to the file meanwhile, they agree.
        var hash = ByteHash()
        func hashed() throws(Failure) -> [UInt8]? {
            guard let chunk = try next() else { return nil }
            hash.add(chunk)
            return chunk
        }
        while head.count < Self.longestSignature, let chunk = try hashed() { head += chunk }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            rows.report("the file is UTF-16", at: CSVPlace(), suggestion: Self.saveAsUTF8)
            return rows.reading(sha256: hash.hex)
        }
        if Self.workbooks.contains(where: head.starts) {
            rows.report(
                "the file is an Excel workbook and no CSV", at: CSVPlace(),
                suggestion: Self.saveAsUTF8.replacing("save it", with: "save the sheet"))
            return rows.reading(sha256: hash.hex)
        }
        scanner.read(head.starts(with: Self.byteOrderMark) ? head.dropFirst(3) : head[...], into: &rows)
        while !scanner.isOver, !rows.isOver, let chunk = try hashed() { scanner.read(chunk[...], into: &rows) }
        if !rows.isOver { scanner.finish(into: &rows) }
        return rows.reading(sha256: hash.hex)
    }

    /// Reads a file that is in memory.
    public func read(bytes: [UInt8], name: String) -> AudienceFileReading {
        var rest: [UInt8]? = bytes
        return read(name: name) { () throws(Never) in
            defer { rest = nil }
            return rest
        }
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// How `.xlsx` and the older `.xls` begin, whatever they are called.
    private static let workbooks: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0]]
    private static let longestSignature = 4

    /// What to do about a file in another encoding: Excel's plain CSV is in the one of the system, as GBK.
    static let saveAsUTF8 = "save it in Excel as \"CSV UTF-8 (comma delimited)\", in Chinese \"CSV UTF-8（逗号分隔）\""
}
