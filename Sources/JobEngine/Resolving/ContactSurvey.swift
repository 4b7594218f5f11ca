import FeishuAPI
import JobModel

/// Fills a ``ContactBook`` with all that an audience needs, several calls side by side.
struct ContactSurvey {
    private static let perCall = 50
    /// So many unknown departments are asked for one by one; a plan that is refused anyway need not know of each.
    static let mostUnknown = 10

    private let asker: ContactAsker
    private let lanes: Int
    private let observe: @Sendable (ContactProgress) -> Void

    /// What has been answered so far.
    private(set) var book = ContactBook()
    private var queue: [ContactAsker.Step] = []
    private var next = 0
    /// Named departments that are known and wait to be expanded.
    private var roots: [String] = []
    private var walk: DepartmentWalk
    /// Named departments that Feishu does not know.
    private var unknown: [String] = []
    /// How many more were not asked for because of them.
    private var unasked = 0
    /// Addresses and numbers of which an answer has spoken.
    private var answered: Set<String> = []
    private var departmentsDone = 0

    init(
        asker: ContactAsker, lanes: Int, listsPeople: Bool = true,
        observe: @escaping @Sendable (ContactProgress) -> Void = { _ in }
    ) {
        self.asker = asker
        self.lanes = max(1, lanes)
        walk = DepartmentWalk(listsPeople: listsPeople)
        self.observe = observe
    }

    /// Asks everything; who is known from a department is not asked for again, and departments that are left out only count
    /// when somebody could be in them.
    ///
    /// - Throws: `FeishuError`, whose subject is a named department as the manifest names it; `PlanRefusal` when departments
    ///   are unknown or disappear; `CancellationError`.
    mutating func ask(_ questions: ContactQuestions, about audience: NamedAudience) async throws {
        do {
            try await askAll(questions, about: audience)
        } catch var error as FeishuError {
            if let id = error.subject {
                error.subject = questions.departments.first { book.openID(ofDepartment: $0) == id } ?? id
            }
            throw error
        }
    }

    private mutating func askAll(_ questions: ContactQuestions, about audience: NamedAudience) async throws {
        add(departments: questions.departments)
        for (emails, mobiles) in Self.pairs(questions.emails, questions.mobiles) {
            queue.append(.holders(emails: emails, mobiles: mobiles))
        }
        try await run()
        if !unknown.isEmpty {
            add(departments: questions.excludedDepartments)
            try await run()
        }
        try refuseUnknown(audience)
        try refuseSilence(about: audience)
        try await expandRoots()
        add(people: questions.openIDs, .openID)
        add(people: questions.userIDs, .userID)
        add(people: questions.unionIDs, .unionID)
        try await run()
        guard !questions.excludedDepartments.isEmpty, audience.namesSomebody(in: book) else { return }
        add(departments: questions.excludedDepartments)
        try await run()
        try refuseUnknown(audience)
        try await expandRoots()
    }

    /// Looks departments up; whatever is not known of what is above them is missing.
    ///
    /// - Throws: `PlanRefusal` when Feishu does not know one of them, as ``ask(_:about:)`` does.
    mutating func departments(named ids: [String], of audience: NamedAudience) async throws {
        guard try await !knows(departments: ids) else { return }
        try refuseUnknown(audience)
    }

    /// Looks departments up as ``departments(named:of:)`` does, and tells whether Feishu knows every one of them.
    mutating func knows(departments ids: [String]) async throws -> Bool {
        add(departments: ids)
        try await run()
        roots = []
        return unknown.isEmpty
    }

    /// Enters what is above the departments in the book, as far as the app may see it.
    mutating func findParents() async throws {
        var asked: Set<String> = []
        while true {
            // Asked for by a custom id, a department does not say what is above it.
            let silent = book.departments.values.filter { $0.parentID == nil }.map(\.openID)
            let above = book.departments.values.compactMap(\.parentID).filter {
                $0 != "0" && book.openID(ofDepartment: $0) == nil
            }
            let next = Set(silent + above).subtracting(asked)
            guard !next.isEmpty else { return }
            asked.formUnion(next)
            for list in Self.lists(next.sorted()) { queue.append(.above(list)) }
            try await run()
        }
    }

    /// Lists everything below departments that stand in the book.
    mutating func listBelow(_ departments: [String]) async throws {
        roots = departments
        try await expandRoots()
    }

    private func refuseUnknown(_ audience: NamedAudience) throws(PlanRefusal) {
        if !unknown.isEmpty { throw audience.refusal(ofUnknown: Set(unknown), unasked: unasked) }
    }

    /// Refuses an answer that does not speak of an address that shall be left out: who has it might get the message.
    ///
    /// Feishu answers for each that was asked for, and without an id where it knows nobody. Of one that is in, a silence only
    /// means that nobody is reached by it, which is told.
    private func refuseSilence(about audience: NamedAudience) throws(FeishuError) {
        let silent = audience.excludedAddresses.count { address in
            answered.isDisjoint(with: Self.keys(address.email, address.mobile))
        }
        guard silent > 0 else { return }
        var error = FeishuError(
            .contacts, .malformedAnswer,
            hint: "Begin again; if it lasts, give the time of the calls to Feishu's support.")
        error.message = "the answer leaves out \(silent) of the addresses that shall be left out of the audience"
        throw error
    }

    private static func keys(_ email: String?, _ mobile: String?) -> Set<String> {
        Set([email.map(ContactBook.key(ofEmail:)), mobile.map(ContactBook.key(ofMobile:))].compactMap(\.self))
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
        for root in roots { queue += walk.expand(root) }
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
                } else if unknown.count > Self.mostUnknown {
                    unasked += 1
                } else {
                    queue.append(.department(id))
                }
            }
        case .above(let found):
            for department in found where !department.isDeleted { book.add(department) }
        case .department(let id, let department): enter(department, askedAs: id)
        case .unknownDepartment(let id): note(unknown: id)
        case .subtree(let root, let found): queue += walk.enter(found, belowAll: root, in: &book)
        case .tooLarge(let root): queue.append(.children(root))
        case .children(let root, let found): queue += walk.enter(found, rightBelow: root, in: &book)
        case .members(let department, let people):
            book.setMembers(people, of: department)
            departmentsDone += 1
        case .gone(let department): if !walk.isDeleted(department) { throw gone(department) }
        case .people(let found, let kind):
            for (asked, person) in found {
                if let asked { book.add(person, askedAs: asked, kind: kind) } else { book.add(person) }
            }
        case .holders(let holders):
            for holder in holders {
                answered.formUnion(Self.keys(holder.email, holder.mobile))
                if let person = holder.person { book.add(person, email: holder.email, mobile: holder.mobile) }
            }
        }
        observe(
            ContactProgress(
                departmentsDone: departmentsDone, departmentsKnown: walk.departmentsCounted,
                peopleFound: book.peopleCount))
    }

    private mutating func enter(_ department: ContactBook.Department, askedAs id: String) {
        guard !department.isDeleted else { return note(unknown: id) }
        book.add(department, askedAs: id)
        roots.append(department.openID)
    }

    /// Notes that Feishu does not know a named department; when there are many, no more are asked for.
    private mutating func note(unknown id: String) {
        unknown.append(id)
        guard unknown.count > Self.mostUnknown else { return }
        for step in queue[next...] {
            switch step {
            case .department: unasked += 1
            case .departments(let ids): unasked += ids.count
            default: break
            }
        }
        queue.removeSubrange(next...)
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
