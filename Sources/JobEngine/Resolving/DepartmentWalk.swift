import JobModel

/// The way down from named departments to all that are below them and to their people, each asked for once.
struct DepartmentWalk {
    /// Whether the people of departments are listed too.
    let listsPeople: Bool

    /// Departments whose people are asked for, or have been.
    private var counted: Set<String> = []
    /// Departments below which everything is asked for, or has been.
    private var walked: Set<String> = []
    /// Departments that a listing has called deleted; those below them may be there still.
    private var deleted: Set<String> = []

    init(listsPeople: Bool) {
        self.listsPeople = listsPeople
    }

    /// Departments whose people are asked for, or have been.
    var departmentsCounted: Int { counted.count }

    /// Whether a listing has called the department deleted.
    func isDeleted(_ department: String) -> Bool { deleted.contains(department) }

    /// What is to be asked for to know everybody in and below a department.
    mutating func expand(_ department: String) -> [ContactAsker.Step] {
        (walked.insert(department).inserted ? [.subtree(department)] : []) + count(department)
    }

    /// Enters a listing of everything below a department.
    ///
    /// It is a listing of those below another one as well only where the place of each is known: one whose parent is not told,
    /// or is out of sight, may be below any of them. So whichever of them is named is asked itself then.
    ///
    /// - Returns: what is to be asked for next.
    mutating func enter(
        _ found: [ContactBook.Department], belowAll root: String, in book: inout ContactBook
    ) -> [ContactAsker.Step] {
        book.setListed(found.map(\.openID), below: root)
        let present = found.filter { !$0.isDeleted }
        var next: [ContactAsker.Step] = []
        for department in present {
            book.add(department)
            next += count(department.openID)
        }
        if Self.isWhole(present, below: root) { walked.formUnion(present.map(\.openID)) }
        return next
    }

    /// Enters a listing of the departments directly below one.
    ///
    /// - Returns: what is to be asked for next.
    mutating func enter(
        _ found: [ContactBook.Department], rightBelow root: String, in book: inout ContactBook
    ) -> [ContactAsker.Step] {
        book.setListed(found.map(\.openID), below: root)
        var next: [ContactAsker.Step] = []
        for department in found {
            guard !department.isDeleted else {
                if deleted.insert(department.openID).inserted { next.append(.subtree(department.openID)) }
                continue
            }
            var department = department
            department.parentID = department.parentID ?? root
            book.add(department)
            next += expand(department.openID)
        }
        return next
    }

    /// Whether each department's chain of parents leads to the root by way of the others.
    private static func isWhole(_ listing: [ContactBook.Department], below root: String) -> Bool {
        let parents = Dictionary(listing.map { ($0.openID, $0.parentID) }, uniquingKeysWith: { $1 })
        var placed: Set<String> = [root]
        for department in listing {
            var way: Set<String> = []
            var next = department.openID
            while !placed.contains(next) {
                guard way.insert(next).inserted, let parent = parents[next] ?? nil else { return false }
                next = parent
            }
            placed.formUnion(way)
        }
        return true
    }

    private mutating func count(_ department: String) -> [ContactAsker.Step] {
        listsPeople && counted.insert(department).inserted ? [.members(department)] : []
    }
}
