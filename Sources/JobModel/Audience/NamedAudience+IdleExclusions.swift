extension NamedAudience {
    /// Most names that are told one by one.
    private static let mostNamed = 3

    /// What there is to say of names to be left out that nobody of the audience has; `nil` when each has left somebody out.
    ///
    /// A standing list of people who never get a message may well be idle here; a slip in an id looks the same, and lets
    /// somebody have the message who shall not. Names that Feishu does not know are told by themselves.
    /// - Parameters:
    ///   - book: What the contacts have answered; `nil` when everybody is named by one kind of id.
    ///   - leftOut: Who has been left out as excluded: open ids, or the names themselves.
    /// - Returns: The remark.
    func idleExclusions(_ book: ContactBook?, leftOut: Set<String>) -> PlanRemark? {
        var (count, first): (Int, [String]) = (0, [])
        let departments = book.map { ExcludedDepartments($0, leftOut: leftOut) }
        forEachExcluded { (appearance) throws(Never) in
            let isIdle: Bool
            if appearance.kind == .departmentID {
                isIdle = departments?.leaveNobodyOut(appearance) ?? false
            } else {
                var ids = [appearance.text]
                if let book, appearance.kind != .openID {
                    ids = book.people(named: appearance.text, as: appearance.kind).map(\.openID)
                }
                isIdle = !ids.isEmpty && !ids.contains(where: leftOut.contains)
            }
            guard isIdle else { return }
            count += 1
            if first.count < Self.mostNamed { first.append(excluded[appearance.list].nameAndPlace(of: appearance)) }
        }
        return count > 0 ? .idleExclusions(count, first: first) : nil
    }
}

/// The departments of an audience's exclusions, as they left people out.
private struct ExcludedDepartments {
    private let book: ContactBook
    private let tree: DepartmentTree
    private let leftOut: Set<String>
    /// Where those who were left out say to be themselves: a department's list may be cut short.
    private let theirs: Set<String>

    init(_ book: ContactBook, leftOut: Set<String>) {
        (self.book, self.leftOut) = (book, leftOut)
        tree = DepartmentTree(book)
        theirs = leftOut.reduce(into: []) { $0.formUnion(book.person($1)?.departmentIDs ?? []) }
    }

    /// Whether nobody in a department or below it was left out; one that was not looked up is not told.
    func leaveNobodyOut(_ appearance: Appearance) -> Bool {
        let all = ResolvedAudience.subtree(of: appearance, book: book, tree: tree)
        return !all.isEmpty
            && !all.contains { theirs.contains($0) || book.members(of: $0)?.contains(where: leftOut.contains) == true }
    }
}
