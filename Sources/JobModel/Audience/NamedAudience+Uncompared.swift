extension NamedAudience {
    /// What there is to say of rows with values of their own that name somebody twice, where nobody compared the names; `nil` when
    /// there are none.
    ///
    /// The values go to whoever the first name means. Where the second is somebody else's, one person reads what is another's,
    /// and nothing here can tell: the contacts are asked where they must be, and for addresses only where somebody is named by one.
    var uncompared: PlanRemark? {
        let asksContacts = onlyKind == nil
        let asksAddresses = (included + excluded).contains { !$0.kinds.isDisjoint(with: [.email, .mobile]) }
        let isCompared = { (kind: AppearanceKind) in
            asksContacts && (asksAddresses || (kind != .email && kind != .mobile))
        }
        var (rows, kinds): (Int, Set<AppearanceKind>) = (0, [])
        var first: (kind: AppearanceKind, place: String)?
        for list in included {
            guard case .file(let file, _) = list, !file.keptColumns.isEmpty else { continue }
            var last: UInt32?
            for other in file.others where !isCompared(other.kind) {
                kinds.insert(other.kind)
                guard other.row != last else { continue }
                last = other.row
                rows += 1
                let row = Int(other.row)
                first = first ?? (file.rows[row].kind, list.place(ofIndex: row))
            }
        }
        guard let first else { return nil }
        return .uncompared(
            rows: rows, by: first.kind, beside: AppearanceKind.allCases.filter(kinds.contains), place: first.place)
    }
}
