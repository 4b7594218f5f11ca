/// One appearance of a person or a department in an audience, under one of their names.
struct Appearance {
    /// By what it is named.
    var kind: AppearanceKind
    /// The id, address or number.
    var text: String
    /// Its list, by index.
    var list: Int
    /// Its place in the list, from 0.
    var index: Int
}

/// Names that stand together: one list of the manifest, or one CSV file.
enum AppearanceList: Sendable, Equatable {
    /// A list of the manifest, by the JSON pointer to it.
    case manifest(pointer: String, kind: AppearanceKind, names: [String])
    /// A file, and the JSON pointer to its name in the manifest.
    case file(AudienceFile, pointer: String)

    var count: Int {
        switch self {
        case .manifest(_, _, let names): names.count
        case .file(let file, _): file.rows.count
        }
    }

    var kinds: Set<AppearanceKind> {
        switch self {
        case .manifest(_, let kind, let names): names.isEmpty ? [] : [kind]
        case .file(let file, _): file.kinds
        }
    }

    /// Every name in order.
    var names: [String] {
        switch self {
        case .manifest(_, _, let names): names
        case .file(let file, _): file.rows.map(\.text)
        }
    }

    /// Where a name stands, for people: `/audience/users/emails/3` or `joiners.csv:12`.
    func place(ofIndex index: Int) -> String {
        switch self {
        case .manifest(let pointer, _, _): "\(pointer)/\(index)"
        case .file(let file, _): "\(file.name):\(file.rows[index].line)"
        }
    }

    /// A name of this list with the place where it stands: `"li.na@a.example" (/audience/users/emails/3)`.
    func nameAndPlace(of appearance: Appearance) -> String {
        "\(Quoting.quoted(appearance.text)) (\(place(ofIndex: appearance.index)))"
    }

    /// ``place(ofIndex:)`` in brackets where the pointer does not say it: for a row of a file.
    func note(ofIndex index: Int) -> String {
        switch self {
        case .manifest: ""
        case .file: " (\(place(ofIndex: index)))"
        }
    }

    /// The JSON pointer to a name in the manifest; to the file's name for one in a file.
    func pointer(toIndex index: Int) -> String {
        switch self {
        case .manifest(let pointer, _, _): "\(pointer)/\(index)"
        case .file(_, let pointer): pointer
        }
    }

    func forEach<Failure: Error>(_ list: Int, _ body: (Appearance) throws(Failure) -> Void) throws(Failure) {
        switch self {
        case .manifest(_, let kind, let names):
            for index in names.indices {
                try body(Appearance(kind: kind, text: names[index], list: list, index: index))
            }
        case .file(let file, _):
            for index in file.rows.indices {
                let row = file.rows[index]
                try body(Appearance(kind: row.kind, text: row.text, list: list, index: index))
            }
        }
    }
}
