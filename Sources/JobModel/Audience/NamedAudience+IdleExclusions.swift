extension NamedAudience {
    /// Most places that are named.
    private static let namedPlaces = 3

    /// What there is to say of names to be left out that nobody of the audience has; `nil` when each has left somebody out.
    ///
    /// A standing list of people who never get a message may well be idle here; a slip in an id looks the same, and lets
    /// somebody have the message who shall not. Names that Feishu does not know are told by themselves.
    /// - Parameters:
    ///   - book: What the contacts have answered; `nil` when everybody is named by one kind of id.
    ///   - leftOut: Who has been left out as excluded: open ids, or the names themselves.
    /// - Returns: The remark.
    func idleExclusions(_ book: ContactBook?, leftOut: Set<String>) -> PlanRemark? {
        var (count, places): (Int, [String]) = (0, [])
        forEachExcluded { (appearance) throws(Never) in
            guard appearance.kind != .departmentID else { return }
            var ids = [appearance.text]
            if let book, appearance.kind != .openID {
                ids = book.people(named: appearance.text, as: appearance.kind).map(\.openID)
            }
            guard !ids.isEmpty, !ids.contains(where: leftOut.contains) else { return }
            count += 1
            if places.count < Self.namedPlaces {
                places.append(excluded[appearance.list].place(ofIndex: appearance.index))
            }
        }
        return count > 0 ? .idleExclusions(count, places: places) : nil
    }
}
