/// Who sits where, kept at hand so that no call has to look through the whole company.
///
/// The resigned are in no department. All lists are ascending, which is the order they are paged in.
struct CompanyIndex: Sendable {
    /// The departments directly under each department, and under the root.
    private(set) var children: [[Int]]
    private(set) var topDepartments: [Int] = []
    /// The people directly in each department, and in none.
    private(set) var members: [[Int]]
    private(set) var rootMembers: [Int] = []
    /// For each department the people in it or below, each once; and those of them whose main department that is.
    private(set) var memberCounts: [Int]
    private(set) var primaryCounts: [Int]
    private(set) var peopleCount = 0
    private let parents: [Int?]
    /// Who was counted last in a department, so that somebody in two branches of it is counted once.
    private var lastCounted: [Int]

    init(departments: [SandboxDepartment], people: [SandboxPerson]) {
        parents = departments.map(\.parent)
        children = Array(repeating: [], count: departments.count)
        members = Array(repeating: [], count: departments.count)
        memberCounts = Array(repeating: 0, count: departments.count)
        primaryCounts = memberCounts
        lastCounted = Array(repeating: -1, count: departments.count)
        for (index, department) in departments.enumerated() {
            if let parent = department.parent { children[parent].append(index) } else { topDepartments.append(index) }
        }
        for (position, person) in people.enumerated() where !person.isResigned {
            count(position, in: person.departments, by: 1)
            for department in person.departments { members[department].append(position) }
            if person.departments.isEmpty { rootMembers.append(position) }
        }
    }

    mutating func add(_ position: Int, to departments: [Int]) {
        count(position, in: departments, by: 1)
        for department in departments { Self.insert(position, into: &members[department]) }
        if departments.isEmpty { Self.insert(position, into: &rootMembers) }
    }

    mutating func remove(_ position: Int, from departments: [Int]) {
        count(position, in: departments, by: -1)
        for department in departments { members[department].removeAll { $0 == position } }
        if departments.isEmpty { rootMembers.removeAll { $0 == position } }
    }

    /// Takes a department out of the tree; its people must have been moved before.
    mutating func unlink(_ department: Int) {
        if let parent = parents[department] {
            children[parent].removeAll { $0 == department }
        } else {
            topDepartments.removeAll { $0 == department }
        }
    }

    /// A department and all below it, ascending.
    func subtree(of department: Int) -> [Int] {
        var found = [department]
        var next = 0
        while next < found.count {
            found += children[found[next]]
            next += 1
        }
        return found.sorted()
    }

    /// Who is in a department or below it, each once, in company order.
    func people(under department: Int) -> [Int] {
        let subtree = subtree(of: department)
        guard subtree.count > 1 else { return members[department] }
        var all: [Int] = []
        all.reserveCapacity(memberCounts[department])
        for part in subtree { all += members[part] }
        all.sort()
        var last = -1
        all.removeAll { position in
            defer { last = position }
            return position == last
        }
        return all
    }

    /// A department and those above it, nearest first.
    func path(of department: Int) -> [Int] {
        var path: [Int] = []
        var next: Int? = department
        while let current = next {
            path.append(current)
            next = parents[current]
        }
        return path
    }

    private mutating func count(_ position: Int, in departments: [Int], by step: Int) {
        peopleCount += step
        if let main = departments.first {
            var next: Int? = main
            while let current = next {
                primaryCounts[current] += step
                next = parents[current]
            }
        }
        for department in departments {
            var next: Int? = department
            while let current = next, lastCounted[current] != position {
                lastCounted[current] = position
                memberCounts[current] += step
                next = parents[current]
            }
        }
        // The marks are good for one person at a time.
        for department in departments {
            var next: Int? = department
            while let current = next, lastCounted[current] == position {
                lastCounted[current] = -1
                next = parents[current]
            }
        }
    }

    private static func insert(_ position: Int, into list: inout [Int]) {
        guard let next = list.firstIndex(where: { $0 >= position }) else {
            list.append(position)
            return
        }
        if list[next] != position { list.insert(position, at: next) }
    }
}
