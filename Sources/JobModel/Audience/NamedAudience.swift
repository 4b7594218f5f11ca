/// Everybody an audience names, with its CSV files read: who is in, who is left out, in order and as often as they appear.
///
/// The order is the manifest's: departments, users by kind, then the files.
public struct NamedAudience: Sendable {
    let included: [AppearanceList]
    let excluded: [AppearanceList]
    /// Groups; where there are any, nobody else is named.
    let chats: [String]
    /// Files that tell what testers see; nobody in them is named.
    private let samples: [AppearanceList]
    /// What else the testers are called, by the ids of the test.
    public var testerNames: [String: TesterNames] = [:]

    /// Puts the lists of a manifest and its files together.
    ///
    /// `files` holds the files of `files` and `exclude.files` by the name the manifest gives them; `samples` are the files of
    /// the real audience when this is a test with a few people, who see their own rows of them and get a message themselves.
    ///
    /// - Throws: ``PlanRefusal`` for a file that was not read and for a name of the wrong shape: the readers have looked at
    ///   them already, but a manifest can also be made by a program.
    public init(
        _ audience: Audience, files: [String: AudienceFile] = [:], samples: [AudienceFile] = []
    ) throws(PlanRefusal) {
        guard audience.chats.isEmpty || audience.namesChatsAlone else {
            throw PlanRefusal(
                .data, "/audience/chats", "groups are addressed alone, with nobody else and nobody left out",
                hint: "make a job of its own for the groups")
        }
        for chat in audience.chats {
            if let problem = RecipientShape.problem(with: chat, as: .chatID) {
                throw PlanRefusal(.data, "/audience/chats", problem.message, hint: problem.hint)
            }
        }
        chats = audience.chats
        self.samples = samples.enumerated().map { .file($1, pointer: "/audience/files/\($0)") }
        included = try Self.lists(
            audience.departments, audience.users, audience.files, at: "/audience", files: files)
        let exclude = audience.exclude
        excluded = try Self.lists(
            exclude.departments, exclude.users, exclude.files, at: "/audience/exclude", files: files)
    }

    /// The one kind of id that everybody who is in or left out is named by; `nil` when there are several kinds, departments,
    /// e-mail addresses or mobile numbers, so that Feishu's contacts must say who is who.
    public var onlyKind: IDKind? {
        guard chats.isEmpty else { return .chatID }
        let kinds = includedKinds
        guard kinds.count == 1, let kind = kinds.first, kind != .departmentID, let idKind = kind.idKind,
            excluded.allSatisfy({ $0.kinds.isSubset(of: kinds) })
        else { return nil }
        return idKind
    }

    /// Whether it is one single department, which can be addressed itself without the permission to read contacts: of several, one
    /// might lie inside another, which nobody could check.
    public var isOneDepartment: Bool { hasOnlyDepartments && Set(included.flatMap(\.names)).count == 1 }

    /// Whether the book knows anybody whom the audience names: otherwise there is nobody to be left out.
    public func namesSomebody(in book: ContactBook) -> Bool {
        let tree = DepartmentTree(book)
        var isFound = false
        forEachIncluded { (appearance) throws(Never) in
            guard !isFound else { return }
            if appearance.kind == .departmentID {
                guard let root = book.openID(ofDepartment: appearance.text) else { return }
                isFound = tree.subtree(of: root).contains { book.members(of: $0)?.isEmpty == false }
            } else {
                isFound = !book.people(named: appearance.text, as: appearance.kind).isEmpty
            }
        }
        return isFound
    }

    /// E-mail addresses and mobile numbers by which somebody shall be left out.
    package var excludedAddresses: [(email: String?, mobile: String?)] {
        var addresses: [(email: String?, mobile: String?)] = []
        forEachExcluded { (appearance) throws(Never) in
            if appearance.kind == .email { addresses.append((appearance.text, nil)) }
            if appearance.kind == .mobile { addresses.append((nil, appearance.text)) }
        }
        return addresses
    }

    /// The way from people to their rows, still to be gone; `nil` when no file names anybody.
    var personalRows: PersonalRows? {
        let hasFiles = included.contains { if case .file = $0 { true } else { false } }
        return hasFiles || !samples.isEmpty
            ? PersonalRows(lists: included, samples: samples, testers: testerNames) : nil
    }

    /// Whether nothing but departments is named, and nobody is left out.
    var hasOnlyDepartments: Bool { includedKinds == [.departmentID] && excluded.allSatisfy(\.kinds.isEmpty) }

    var includedKinds: Set<AppearanceKind> { included.reduce(into: []) { $0.formUnion($1.kinds) } }

    func forEachIncluded<Failure: Error>(_ body: (Appearance) throws(Failure) -> Void) throws(Failure) {
        for (number, list) in included.enumerated() { try list.forEach(number, body) }
    }

    func forEachExcluded<Failure: Error>(_ body: (Appearance) throws(Failure) -> Void) throws(Failure) {
        for (number, list) in excluded.enumerated() { try list.forEach(number, body) }
    }

    /// Where a department is named, as a JSON pointer and for people; the first place where it is.
    public func place(ofDepartment id: String) -> (pointer: String, place: String) {
        for list in included + excluded where list.kinds.contains(.departmentID) {
            var found: Int?
            list.forEach(0) { (appearance) throws(Never) in
                if found == nil, appearance.kind == .departmentID, appearance.text == id { found = appearance.index }
            }
            if let found { return (list.pointer(toIndex: found), list.place(ofIndex: found)) }
        }
        return ("/audience", "/audience")
    }

    private static func lists(
        _ departments: [String], _ users: AudienceUsers, _ names: [String], at pointer: String,
        files: [String: AudienceFile]
    ) throws(PlanRefusal) -> [AppearanceList] {
        let manifest: [(String, AppearanceKind, [String])] = [
            ("departments", .departmentID, departments), ("users/open_ids", .openID, users.openIDs),
            ("users/user_ids", .userID, users.userIDs), ("users/union_ids", .unionID, users.unionIDs),
            ("users/emails", .email, users.emails), ("users/mobiles", .mobile, users.mobiles),
        ]
        var lists: [AppearanceList] = []
        for (path, kind, names) in manifest where !names.isEmpty {
            for name in names {
                if let problem = kind.problem(with: name) {
                    throw PlanRefusal(.data, pointer, problem.message, hint: problem.hint)
                }
            }
            lists.append(.manifest(pointer: "\(pointer)/\(path)", kind: kind, names: names))
        }
        for (index, name) in names.enumerated() {
            let place = "\(pointer)/files/\(index)"
            guard let file = files[name] else {
                throw PlanRefusal(.data, place, "the file \(Quoting.quoted(name)) was not read")
            }
            lists.append(.file(file, pointer: place))
        }
        return lists
    }
}
