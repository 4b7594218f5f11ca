/// A department in which Feishu counts more people than were listed.
///
/// A listing takes many calls, and Feishu promises no common moment for them: whoever moves meanwhile from a department that
/// is still to be listed to one that has been stands in neither list. The department that was left is then short by one,
/// for its count was read before its people. The count is `member_count` of
/// https://open.feishu.cn/document/server-docs/contact-v3/department/batch, and may hold people whom the app may not see.
public struct ContactShortfall: Sendable, Hashable {
    /// The department's name; its id when Feishu gives no name.
    public var department: String
    /// People in it and below it as Feishu counts.
    public var counted: Int
    /// People who were listed in it and below it, each once; fewer than ``counted``.
    public var listed: Int

    /// People who are counted and not listed.
    public var missing: Int { counted - listed }

    /// Creates a shortfall.
    public init(department: String, counted: Int, listed: Int) {
        self.department = department
        self.counted = counted
        self.listed = listed
    }

    /// Most departments that are named.
    public static let mostNamed = 3

    /// What there is to say about all of them together; `nil` when there are none.
    ///
    /// They were listed twice by then, so what is missing is more likely out of the app's sight than on the move.
    public static func sentence(of shortfalls: [ContactShortfall]) -> String? {
        counts(of: shortfalls).map {
            $0 + ", twice over: the app may not see everybody there, or somebody moved meanwhile"
        }
    }

    /// What there is to say when nobody at all was listed; `nil` when Feishu does not count anybody either.
    static func sentence(ofNobody shortfalls: [ContactShortfall]) -> String? {
        counts(of: shortfalls).map { "there is nobody in the departments that are named, although " + $0 }
    }

    private static func counts(of shortfalls: [ContactShortfall]) -> String? {
        guard let first = shortfalls.first else { return nil }
        let people = first.counted == 1 ? "person" : "people"
        var text =
            "Feishu counts \(first.counted) \(people) in \(Quoting.quoted(first.department)) and listed \(first.listed)"
        for next in shortfalls.dropFirst().prefix(mostNamed - 1) {
            text += ", and \(next.counted) in \(Quoting.quoted(next.department)) and listed \(next.listed)"
        }
        let more = shortfalls.count - mostNamed
        if more > 0 { text += ", and so for \(more) more \(more == 1 ? "department" : "departments")" }
        return text
    }
}

extension ContactBook {
    /// Those of some departments, named by either of their ids, of which fewer people were listed than Feishu counts; in
    /// the order given, each once.
    ///
    /// Departments that Feishu does not know or does not count, and those whose people were not asked for, are not compared.
    public func shortfalls(of names: [String]) -> [ContactShortfall] {
        let tree = DepartmentTree(self)
        var compared: Set<String> = []
        return names.compactMap { name in
            guard let root = openID(ofDepartment: name), compared.insert(root).inserted else { return nil }
            return shortfall(of: root, tree)
        }
    }

    /// Departments in which so many people are missing that somebody should look first: the uppermost of those that are named, by
    /// either of their ids, and of those below them, but for the ones that are left out.
    ///
    /// What is missing far below shows in a named one too, unless its people were listed elsewhere in it.
    public func gaps(in names: [String], besides excluded: [String]) -> [ContactShortfall] {
        let tree = DepartmentTree(self)
        var seen = Set(excluded.compactMap { openID(ofDepartment: $0) }.flatMap(tree.subtree(of:)))
        var gaps: [ContactShortfall] = []
        for root in names.compactMap({ openID(ofDepartment: $0) }) where shortfall(of: root, tree) != nil {
            for department in tree.subtree(of: root) where seen.insert(department).inserted {
                guard let gap = shortfall(of: department, tree),
                    HeadCountAlarm.isAlarming(missing: gap.missing, of: gap.counted)
                else { continue }
                gaps.append(gap)
                seen.formUnion(tree.subtree(of: department))
            }
        }
        return gaps
    }

    private func shortfall(of department: String, _ tree: DepartmentTree) -> ContactShortfall? {
        guard let counted = departments[department]?.memberCount, members(of: department) != nil else { return nil }
        let listed = tree.subtree(of: department).reduce(into: Set<String>()) { $0.formUnion(members(of: $1) ?? []) }
        guard listed.count < counted else { return nil }
        return ContactShortfall(department: tree.name(of: department), counted: counted, listed: listed.count)
    }
}
