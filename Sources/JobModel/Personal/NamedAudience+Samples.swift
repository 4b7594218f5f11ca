extension NamedAudience {
    /// Whose values each tester of a personal message sees, as sentences; nothing when there are no files to borrow from.
    public var borrowedRows: [String] {
        guard var rows = personalRows, rows.hasValues else { return [] }
        var sentences: [String] = []
        forEachIncluded { (appearance) throws(Never) in
            guard case .manifest = included[appearance.list] else { return }
            rows.add(appearance, of: appearance.text)
            let found = rows.rows(of: appearance.text)
            let own = found.filter(\.isOwn)
            let others = found.filter { row in row.tie == .sample && !own.contains { $0.list == row.list } }
            guard !found.isEmpty else { return }
            let first = Self.list(others.map(rows.place(of:)))
            let sentence =
                if own.isEmpty {
                    "\(first), the first \(others.count == 1 ? "row" : "rows"), having none of their own"
                } else {
                    "their own \(own.count == 1 ? "row" : "rows"), \(Self.list(own.map(rows.place(of:))))"
                        + (others.isEmpty ? "" : ", and where it has no such column of \(first)")
                }
            sentences.append("\(appearance.text) gets the values of \(sentence)")
        }
        return sentences
    }

    private static func list(_ places: [String]) -> String {
        let shown = places.prefix(5).joined(separator: " and ")
        return places.count > 5 ? "\(shown) and \(places.count - 5) more" : shown
    }
}
