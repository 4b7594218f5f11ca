import StrictJSON

/// Tables of cards: what people read in them, and whether Feishu can draw them.
extension MessageLint {
    /// What a column may hold.
    ///
    /// Source: Feishu, "Table" of card JSON 1.0 and 2.0, `data_type`.
    private static let types: Set<String> = ["text", "lark_md", "markdown", "options", "number", "persons", "date"]

    mutating func table(_ place: ManifestPlace) {
        guard let list = place.member("columns"), let columns = list.elements, !columns.isEmpty else {
            return add(.cardTableRows, .error, "a table without columns", at: place)
        }
        let names = Set(columns.compactMap { $0.value["name"]?.string })
        let numbers = Set(
            columns.filter { $0.value["data_type"]?.string == "number" }.compactMap { $0.value["name"]?.string })
        for (index, node) in columns.enumerated() { column(list.element(index, node)) }
        guard let rows = place.member("rows"), let list = rows.elements else {
            return add(.cardTableRows, .error, "a table without rows", at: place)
        }
        for (index, node) in list.enumerated() {
            let row = rows.element(index, node)
            guard let members = row.members else {
                add(.cardTableRows, .error, "a row that is no object", at: row)
                continue
            }
            for member in members {
                let cell = row.member(member)
                strings(in: cell)
                if numbers.contains(member.key), let words = cell.string, !PlaceholderText.begins(in: words) {
                    add(
                        .cardTableRows, .warning, "\(Quoting.quoted(words)) is no number", at: cell,
                        fix: "write a number, or give the column \"data_type\": \"text\"")
                }
            }
            for stranger in members.lazy.filter({ !names.contains($0.key) }).prefix(PersonalData.most) {
                add(
                    .cardTableRows, .warning, "\(Quoting.quoted(stranger.key)) is no column of this table", at: row,
                    fix: Self.meant(stranger.key, among: names))
            }
        }
    }

    private mutating func column(_ place: ManifestPlace) {
        if let name = place.member("display_name"), let words = name.string { self.words(words, at: name) }
        guard let type = place.member("data_type"), let name = type.string, !Self.types.contains(name) else { return }
        add(
            .cardTableRows, .warning, "\(Quoting.quoted(name)) is no type of a column", at: type,
            fix: Self.meant(name, among: Self.types) ?? "known: \(Self.types.sorted().joined(separator: ", "))")
    }

    private static func meant(_ word: String, among known: Set<String>) -> String? {
        KeySuggestion.nearest(to: word, among: known.sorted()).map { "did you mean \"\($0)\"?" }
    }
}
