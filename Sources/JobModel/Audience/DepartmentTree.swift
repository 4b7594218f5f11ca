/// The departments of a ``ContactBook`` as a tree.
///
/// What is below a department is known in two ways: by the parents that departments name, and by what a listing of all that
/// is below it has returned. Either may lack something, so both count.
struct DepartmentTree {
    private let departments: [String: ContactBook.Department]
    private let children: [String: [String]]
    private let listedBelow: [String: Set<String>]

    init(_ book: ContactBook) {
        departments = book.departments
        listedBelow = book.listedBelow
        var children: [String: [String]] = [:]
        for department in book.departments.values {
            if let parent = department.parentID { children[parent, default: []].append(department.openID) }
        }
        let names = book.departments.mapValues(\.name)
        // By name and not as Feishu lists them, so that the same company gives the same plan.
        self.children = children.mapValues { ids in
            ids.sorted { (names[$0] ?? "", $0) < (names[$1] ?? "", $1) }
        }
    }

    /// A department and everything below it, each department before those in it; those whose place is not known come last.
    func subtree(of root: String) -> [String] {
        var found: [String] = []
        var seen: Set<String> = [root]
        var open = [root]
        var listed: Set<String> = []
        while !open.isEmpty {
            while let next = open.popLast() {
                // One that is out of sight or deleted has nobody in it, and leads to those below it.
                if departments[next] != nil || next == root { found.append(next) }
                if let below = listedBelow[next] { listed.formUnion(below) }
                for child in (children[next] ?? []).reversed() where seen.insert(child).inserted { open.append(child) }
            }
            listed.subtract(seen)
            open = uppermost(of: listed).reversed()
            seen.formUnion(open)
        }
        return found
    }

    /// Those of some departments that are in none of the others, by name; all of them if each is in another.
    private func uppermost(of ids: Set<String>) -> [String] {
        let tops = ids.filter { id in !ancestors(of: id).contains(where: ids.contains) }
        return (tops.isEmpty ? ids : tops).sorted { (name(of: $0), $0) < (name(of: $1), $1) }
    }

    /// The departments above one, nearest first, as far as they are known.
    func ancestors(of department: String) -> [String] {
        var found: [String] = []
        var next = departments[department]?.parentID
        while let parent = next, parent != department, !found.contains(parent) {
            found.append(parent)
            next = departments[parent]?.parentID
        }
        return found
    }

    /// The name for people; the id when Feishu gives no name.
    func name(of department: String) -> String {
        guard let name = departments[department]?.name, !name.isEmpty else { return department }
        return name
    }

    /// How many departments have each name.
    var nameCounts: [String: Int] {
        departments.keys.reduce(into: [:]) { $0[name(of: $1), default: 0] += 1 }
    }

    /// The names from the top down, as far as they are known: `Europe / Sales`.
    func path(of department: String) -> String {
        (ancestors(of: department).filter { departments[$0] != nil }.reversed() + [department])
            .map(name(of:)).joined(separator: " / ")
    }
}
