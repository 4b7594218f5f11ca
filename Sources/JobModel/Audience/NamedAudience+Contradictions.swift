extension NamedAudience {
    /// Most rows that are named one by one.
    private static let listedRows = 10

    /// Refuses rows of CSV files that name two people: one of them would get what is meant for the other, or be left out
    /// for them.
    ///
    /// Compared is what the book knows; a name that it does not know contradicts nothing. An address of two people may be
    /// either's.
    ///
    /// - Throws: ``PlanRefusal`` with the line and both names of each.
    func refuseContradictions(_ book: ContactBook) throws(PlanRefusal) {
        var reasons: [PlanRefusal.Reason] = []
        var count = 0
        for list in included + excluded {
            guard case .file(let file, _) = list else { continue }
            for other in file.others {
                let row = file.rows[Int(other.row)]
                guard let contradiction = Self.contradiction(between: row, and: other, book) else { continue }
                count += 1
                guard reasons.count < Self.listedRows else { continue }
                reasons.append(
                    PlanRefusal.Reason(
                        category: .data, pointer: list.pointer(toIndex: Int(other.row)),
                        message: "\(list.place(ofIndex: Int(other.row))) names two people: \(row.kind.rawValue) "
                            + "\(Quoting.line(row.text, limit: 120)), and \(other.kind.rawValue) "
                            + "\(Quoting.line(other.text, limit: 120)), \(contradiction)",
                        hint: "correct the row, or leave one of the two cells empty"))
            }
        }
        guard let last = reasons.last else { return }
        if count > reasons.count {
            reasons.append(
                PlanRefusal.Reason(
                    category: .data, pointer: last.pointer,
                    message: "\(count - reasons.count) more cells name somebody else than their row"))
        }
        throw PlanRefusal(reasons: reasons)
    }

    /// What tells that two names of a row are two people; `nil` when they may be one.
    private static func contradiction(
        between row: AudienceFile.Row, and other: AudienceFile.Other, _ book: ContactBook
    ) -> String? {
        // Whoever is left out by an open id was not looked up.
        let named =
            row.kind == .openID ? [row.text] : book.people(named: row.text, as: row.kind).map(\.openID)
        let others = book.people(named: other.text, as: other.kind).map(\.openID)
        if let first = others.first {
            return named.isEmpty || named.contains(where: others.contains) ? nil : "which is \(first)'s"
        }
        let theirs = named.compactMap { book.person($0) }.map { person -> String? in
            switch other.kind {
            case .userID: person.userID
            case .unionID: person.unionID
            default: nil
            }
        }
        guard let first = theirs.first ?? nil, theirs.allSatisfy({ $0 != nil && $0 != other.text }) else { return nil }
        return "while theirs is \(first)"
    }
}
