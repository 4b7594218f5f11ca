/// Which rows of an audience's CSV files name whom, so that a value finds its way to the person whatever the row calls
/// them.
struct PersonalRows: Sendable, Equatable {
    /// A row that has something to say about somebody.
    struct Row: Sendable, Equatable {
        /// What makes it theirs.
        enum Tie: UInt8, Sendable {
            /// It names the person.
            case own
            /// It names their department.
            case department
        }

        /// Its list, by index.
        var list: Int32
        /// Its place in the list, from 0.
        var index: Int32
        /// What makes it theirs.
        var tie: Tie

        /// Whether it names the person.
        var isOwn: Bool { tie == .own }
    }

    /// The lists of the audience, and behind them those that tell what testers see.
    let lists: [AppearanceList]
    /// Where the lists begin that name nobody.
    private let firstSample: Int
    /// What else the testers are called.
    private let testers: [String: TesterNames]
    /// Whether the cells of a file were read.
    let hasValues: Bool
    /// The first row of each person; nearly nobody has more.
    private var first: [String: Row] = [:]
    private var more: [String: [Row]] = [:]

    init(lists: [AppearanceList], samples: [AppearanceList] = [], testers: [String: TesterNames] = [:]) {
        self.lists = lists + samples
        self.testers = testers
        firstSample = lists.count
        hasValues = self.lists.contains {
            if case .file(let file, _) = $0 { !file.keptColumns.isEmpty } else { false }
        }
    }

    /// Whether this is a test, whose people see what files say that name others.
    var isTest: Bool { firstSample < lists.count }

    /// The files, with the JSON pointer to the name of each.
    var files: [(file: AudienceFile, pointer: String)] {
        lists.compactMap { if case .file(let file, let pointer) = $0 { (file, pointer) } else { nil } }
    }

    /// Notes that a row stands for somebody; once, however many departments of the row they are in.
    mutating func add(_ appearance: Appearance, of id: String) {
        guard hasValues else { return }
        guard case .file = lists[appearance.list] else { return addOwn(appearance, of: id) }
        add(
            Row(
                list: Int32(clamping: appearance.list), index: Int32(clamping: appearance.index),
                tie: appearance.kind == .departmentID ? .department : .own), of: id)
    }

    /// Gives a tester the rows that name them in the files of the real audience, by whatever name; what belongs to somebody
    /// else is nobody's to see.
    private mutating func addOwn(_ appearance: Appearance, of id: String) {
        let names = testers[id] ?? TesterNames()
        func isTheirs(_ text: String, _ kind: AppearanceKind) -> Bool {
            (kind == appearance.kind && text == appearance.text) || names.hold(text, as: kind)
        }
        for list in lists[firstSample...].indices {
            guard case .file(let file, _) = lists[list] else { continue }
            let others = Set(file.others.lazy.filter { isTheirs($0.text, $0.kind) }.map(\.row))
            for (index, row) in file.rows.enumerated()
            where isTheirs(row.text, row.kind) || others.contains(UInt32(clamping: index)) {
                add(
                    Row(
                        list: Int32(clamping: list), index: Int32(clamping: index),
                        tie: row.kind == .departmentID ? .department : .own), of: id)
            }
        }
    }

    private mutating func add(_ row: Row, of id: String) {
        guard let known = first[id] else { return first[id] = row }
        guard (more[id]?.last ?? known) != row else { return }
        more[id, default: []].append(row)
    }

    /// The rows that say something about somebody, in the order of the audience.
    func rows(of id: String) -> [Row] {
        guard let row = first[id] else { return [] }
        guard let others = more[id] else { return [row] }
        return [row] + others
    }

    /// Where somebody's first row stands, for people; their id when they have none.
    func place(of id: String) -> String { first[id].map(place) ?? "\(Quoting.line(id, limit: 80)) (no row)" }

    /// Where a row stands, for people: `joiners.csv:12`.
    func place(of row: Row) -> String { lists[Int(row.list)].place(ofIndex: Int(row.index)) }
}
