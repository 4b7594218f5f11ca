import FeishuAPI
import JobModel

/// Fills a ``ContactBook`` with all that an audience needs, several calls side by side.
struct ContactSurvey {
    private static let perCall = 50

    private let asker: ContactAsker
    private let lanes: Int
    private let observe: @Sendable (ContactProgress) -> Void

    /// What has been answered so far.
    private(set) var book = ContactBook()
    private var queue: [ContactAsker.Step] = []
    private var next = 0
    /// Named departments that are known and wait to be expanded.
    private var roots: [String] = []
    /// Departments whose members are asked for, or have been.
    private var counted: Set<String> = []
    /// Departments below which everything is asked for, or has been.
    private var walked: Set<String> = []
    private var departmentsDone = 0

    init(asker: ContactAsker, lanes: Int, observe: @escaping @Sendable (ContactProgress) -> Void) {
        self.asker = asker
        self.lanes = max(1, lanes)
        self.observe = observe
    }

    /// Asks everything; who is known from a department is not asked for again, and departments that are left out only count
    /// when somebody could be in them.
    mutating func ask(_ questions: ContactQuestions, about audience: NamedAudience) async throws {
        add(departments: questions.departments)
        for (emails, mobiles) in Self.pairs(questions.emails, questions.mobiles) {
            queue.append(.holders(emails: emails, mobiles: mobiles))
        }
        try await run()
        try await expandRoots()
        add(people: questions.openIDs, .openID)
        add(people: questions.userIDs, .userID)
        add(people: questions.unionIDs, .unionID)
        try await run()
        guard !questions.excludedDepartments.isEmpty, audience.namesSomebody(in: book) else { return }
        add(departments: questions.excludedDepartments)
        try await run()
        try await expandRoots()
    }

    /// Looks people up by ids of one kind; whom Feishu does not know is missing.
    mutating func people(named ids: [String], as kind: IDKind) async throws -> [ContactBook.Person] {
        guard let kind = AppearanceKind(rawValue: kind.rawValue) else { return [] }
        add(people: ids, kind)
        try await run()
        return ids.flatMap { book.people(named: $0, as: kind) }
    }

    // MARK: Questions

    private mutating func add(departments ids: [String]) {
        // A custom id may not begin like an open one, so the prefix tells; one call takes one sort.
        for sort in [ids.filter { $0.hasPrefix("od-") }, ids.filter { !$0.hasPrefix("od-") }] {
            let unknown = sort.filter { id in
                guard let known = book.openID(ofDepartment: id) else { return true }
                roots.append(known)
                return false
            }
            for list in Self.lists(unknown) { queue.append(.departments(list)) }
        }
    }

    private mutating func add(people ids: [String], _ kind: AppearanceKind) {
        for list in Self.lists(ids.filter { book.people(named: $0, as: kind).isEmpty }) {
            queue.append(.people(list, kind))
        }
    }

    private static func lists(_ ids: [String]) -> [[String]] {
        stride(from: 0, to: ids.count, by: perCall).map { Array(ids[$0..<min($0 + perCall, ids.count)]) }
    }

    private static func pairs(_ emails: [String], _ mobiles: [String]) -> [([String], [String])] {
        let (emails, mobiles) = (lists(emails), lists(mobiles))
        return (0..<max(emails.count, mobiles.count)).map {
            ($0 < emails.count ? emails[$0] : [], $0 < mobiles.count ? mobiles[$0] : [])
        }
    }

    /// Lists who is in the named departments once every one of them is known: a count that was read after the first list
    /// would not show who moved in between.
    private mutating func expandRoots() async throws {
        for root in roots { expand(root) }
        roots = []
        try await run()
    }

    private mutating func run() async throws {
        try await withThrowingTaskGroup(of: ContactAsker.Answer.self) { group in
            var underWay = 0
            while true {
                while underWay < lanes, next < queue.count {
                    let step = queue[next]
                    group.addTask { [asker] in try await asker.answer(step) }
                    next += 1
                    underWay += 1
                }
                guard let answer = try await group.next() else { break }
                underWay -= 1
                try absorb(answer)
            }
        }
        queue = []
        next = 0
    }

    // MARK: Answers

    private mutating func absorb(_ answer: ContactAsker.Answer) throws {
        switch answer {
        case .departments(let asked, let found):
            for id in asked {
                if let department = found.first(where: { $0.openID == id || $0.customID == id }) {
                    enter(department, askedAs: id)
                } else {
                    queue.append(.department(id))
                }
            }
        case .department(let id, let department): enter(department, askedAs: id)
        // It stays out of the book, and ``ResolvedAudience`` says where it is named.
        case .unknownDepartment: break
        case .subtree(let root, let found): enter(found, below: root, isWhole: true)
        case .tooLarge(let root): queue.append(.children(root))
        case .children(let root, let found): enter(found, below: root, isWhole: false)
        case .members(let department, let people):
            book.setMembers(people, of: department)
            departmentsDone += 1
        case .gone(let department): throw gone(department)
        case .people(let found, let kind):
            for (asked, person) in found {
                if let asked { book.add(person, askedAs: asked, kind: kind) } else { book.add(person) }
            }
        case .holders(let holders):
            for holder in holders { book.add(holder.person, email: holder.email, mobile: holder.mobile) }
        }
        observe(
            ContactProgress(
                departmentsDone: departmentsDone, departmentsKnown: counted.count, peopleFound: book.peopleCount))
    }

    private mutating func enter(_ department: ContactBook.Department, askedAs id: String) {
        guard !department.isDeleted else { return }
        book.add(department, askedAs: id)
        roots.append(department.openID)
    }

    private mutating func enter(_ found: [ContactBook.Department], below root: String, isWhole: Bool) {
        for department in found where !department.isDeleted {
            var department = department
            // Who is below is below, even if the answer does not say where.
            department.parentID = department.parentID ?? root
            book.add(department)
            if isWhole {
                walked.insert(department.openID)
                count(department.openID)
            } else {
                expand(department.openID)
            }
        }
    }

    private mutating func expand(_ department: String) {
        if walked.insert(department).inserted { queue.append(.subtree(department)) }
        count(department)
    }

    private mutating func count(_ department: String) {
        if counted.insert(department).inserted { queue.append(.members(department)) }
    }

    private func gone(_ department: String) -> PlanRefusal {
        let name = book.departments[department].map { "\"\($0.name)\" (\(department))" } ?? department
        return PlanRefusal(reasons: [
            PlanRefusal.Reason(
                category: .data, pointer: "/audience",
                message: "the department \(name) was deleted while its people were being listed",
                hint: "nothing was sent; look whether the audience is still the right one, and plan again")
        ])
    }
}

/// How far the asking is.
public struct ContactProgress: Sendable, Equatable {
    /// Departments whose people are known.
    public var departmentsDone: Int
    /// Departments known so far.
    public var departmentsKnown: Int
    /// People found so far, each once.
    public var peopleFound: Int

    /// Creates a progress.
    public init(departmentsDone: Int, departmentsKnown: Int, peopleFound: Int) {
        self.departmentsDone = departmentsDone
        self.departmentsKnown = departmentsKnown
        self.peopleFound = peopleFound
    }
}
