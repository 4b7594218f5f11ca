extension ContactBook {
    /// Those of some departments that are among others, above one of them, or below, as far as the book knows their places.
    ///
    /// - Parameters:
    ///   - departments: Their ids, of either kind.
    ///   - others: The ids of the others, of either kind.
    /// - Returns: The ids among `departments` whose people may be people of the others as well; one that is not in the book
    ///   is not among them.
    public func departments(_ departments: [String], sharingPeopleWith others: [String]) -> [String] {
        let tree = DepartmentTree(self)
        let known = Set(others.compactMap(openID(ofDepartment:)))
        let below = known.reduce(into: Set<String>()) { $0.formUnion(tree.subtree(of: $1)) }
        return departments.filter { name in
            guard let id = openID(ofDepartment: name) else { return false }
            return below.contains(id) || tree.subtree(of: id).contains(where: known.contains)
        }
    }
}
