extension NamedAudience {
    /// Most unknown departments that are named one by one.
    private static let mostUnknown = 20

    /// The refusal of an audience that names departments which Feishu does not know: each with the first place where it is
    /// named.
    ///
    /// - Parameters:
    ///   - unknown: The departments, by the ids they are named by.
    ///   - unasked: How many more departments were not asked for, since there are so many unknown ones.
    /// - Returns: The refusal, with a reason for each.
    public func refusal(ofUnknown unknown: Set<String>, unasked: Int = 0) -> PlanRefusal {
        var left = unknown
        var reasons: [PlanRefusal.Reason] = []
        let name = { (appearance: Appearance, lists: [AppearanceList]) in
            guard appearance.kind == .departmentID, left.remove(appearance.text) != nil,
                reasons.count < Self.mostUnknown
            else { return }
            let list = lists[appearance.list]
            reasons.append(
                PlanRefusal.Reason(
                    category: .data, pointer: list.pointer(toIndex: appearance.index),
                    message: "Feishu knows no department \(Quoting.quoted(appearance.text))"
                        + list.note(ofIndex: appearance.index),
                    hint: "it was deleted, or the id is wrong, or the app's contact range leaves it out"))
        }
        forEachIncluded { (appearance) throws(Never) in name(appearance, included) }
        forEachExcluded { (appearance) throws(Never) in name(appearance, excluded) }
        let more = unknown.count - reasons.count
        if more > 0 {
            reasons.append(
                PlanRefusal.Reason(
                    category: .data, pointer: reasons.last?.pointer ?? "/audience",
                    message: "\(more) more \(more == 1 ? "department is" : "departments are") unknown to Feishu"))
        }
        if unasked > 0 {
            reasons.append(
                PlanRefusal.Reason(
                    category: .data, pointer: reasons.last?.pointer ?? "/audience",
                    message: "Feishu was not asked for \(unasked) more \(unasked == 1 ? "department" : "departments") "
                        + "after these; others of them may be unknown too",
                    hint: "look whether the ids are of this company, and whether the app may see it"))
        }
        return PlanRefusal(reasons: reasons)
    }

    /// Refuses departments that do not stand in a book; those to be left out where somebody could be.
    ///
    /// - Throws: ``PlanRefusal`` that names all of them.
    func refuseUnknown(_ book: ContactBook, withExclusions: Bool) throws(PlanRefusal) {
        var unknown: Set<String> = []
        let look = { (appearance: Appearance) in
            if appearance.kind == .departmentID, book.openID(ofDepartment: appearance.text) == nil {
                unknown.insert(appearance.text)
            }
        }
        forEachIncluded { (appearance) throws(Never) in look(appearance) }
        if withExclusions { forEachExcluded { (appearance) throws(Never) in look(appearance) } }
        if !unknown.isEmpty { throw refusal(ofUnknown: unknown) }
    }
}
