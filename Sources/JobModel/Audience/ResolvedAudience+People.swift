extension ResolvedAudience {
    /// What a group of people named one by one is called, where there are other groups.
    public static let singlesLabel = "People named singly"

    /// Resolves an audience into people by what Feishu's contacts have said.
    ///
    /// A person is one person under whatever ids, addresses and departments they come: the open id tells. Leaving out beats
    /// naming. The group is the department through which somebody came first, their own one below the one that is named.
    ///
    /// - Parameters:
    ///   - audience: Who is named.
    ///   - book: What the contacts have answered.
    ///   - register: Is told of everybody who gets nothing, and of every recipient whom the app's messages do not reach.
    /// - Returns: The recipients.
    /// - Throws: ``PlanRefusal`` when a department is unknown, when a row names two people, when nobody is left, or when the book does not hold an answer
    ///   that is needed.
    public static func people(
        _ audience: NamedAudience, book: ContactBook, register: LeftOutRegister? = nil
    ) throws(PlanRefusal) -> ResolvedAudience {
        try audience.refuseContradictions(book)
        let canLeaveOut = audience.namesSomebody(in: book)
        try audience.refuseUnknown(book, withExclusions: canLeaveOut)
        let tree = DepartmentTree(book)
        let exclusion = try Exclusion(audience, book: book, tree: tree, listsDepartments: canLeaveOut)
        var roll = RollCall(kind: .openID, rows: audience.personalRows, register: register)
        var shared = SharedAddresses()
        var departments = NamedDepartments()
        var reach = NamedReach()
        try audience.forEachIncluded { (appearance) throws(PlanRefusal) in
            let place = { audience.included[appearance.list].place(ofIndex: appearance.index) }
            if appearance.kind == .departmentID {
                departments.note(appearance, in: book) { (tree.name(of: $0), place()) }
                for department in subtree(of: appearance, book: book, tree: tree) {
                    for person in try members(of: department, book: book, tree: tree) {
                        count(person, department: department, exclusion, &roll) {
                            (person.openID, "\(tree.name(of: department)) (\(department))")
                        }
                        roll.note(appearance, names: person.openID)
                    }
                }
                return
            }
            let people = book.people(named: appearance.text, as: appearance.kind)
            shared.note(appearance, of: people.filter(exclusion.lets), in: audience.included[appearance.list])
            reach.note(people.filter { !exclusion.holds($0) })
            for person in people {
                count(person, department: nil, exclusion, &roll) { (appearance.text, place()) }
                roll.note(appearance, names: person.openID)
            }
            if people.isEmpty {
                let isAddress = appearance.kind == .email || appearance.kind == .mobile
                // Whoever is left out by the same words is so whether the app may see them or not.
                let reason: LeftOutReason =
                    exclusion.names[appearance.kind]?.contains(appearance.text) == true
                    ? .excluded : isAddress ? .unknownAddress : .unknownID
                let origin: LeftOutOrigin? = reason == .excluded ? .excludedByName : nil
                if reason != .excluded { reach.note(lost: appearance.text) }
                roll.leave(out: appearance.text, reason, origin: origin) { (appearance.text, place()) }
            }
        }
        try shared.refuse()
        roll.warnings =
            exclusion.warnings
            + [
                audience.idleExclusions(book, leftOut: roll.excludedNames), shared.remark, audience.uncompared,
            ].compactMap(\.self)
        roll.notes = [departments.remark].compactMap(\.self)
        if roll.isEmpty { roll.shortfalls = book.shortfalls(of: audience.included.flatMap(\.names)) }
        let labels = GroupLabels(tree, hasDepartments: audience.includedKinds.contains(.departmentID))
        var resolved = try roll.end(unit: .people, isFromContacts: true, label: labels.label(of:))
        resolved.alarms = [reach.alarm].compactMap(\.self)
        return resolved
    }

    private static func count(
        _ person: ContactBook.Person, department: String?, _ exclusion: Exclusion, _ roll: inout RollCall,
        example: () -> (name: String, place: String)
    ) {
        if exclusion.holds(person) {
            let isNamed = exclusion.namedIDs.contains(person.openID)
            let origin: LeftOutOrigin = isNamed ? .excludedByName : .excludedWithDepartment
            roll.leave(out: person.openID, .excluded, origin: origin, example: example)
        } else if person.isResigned {
            roll.leave(out: person.openID, .resigned, example: example)
        } else if person.isFrozen {
            roll.leave(out: person.openID, .frozen, example: example)
        } else {
            roll.call(
                person.openID, department: department, isStateKnown: person.isStateKnown,
                isReached: person.isAvailable != false, example: example)
        }
    }

    /// A named department, which stands in the book, and everything below it.
    static func subtree(of appearance: Appearance, book: ContactBook, tree: DepartmentTree) -> [String] {
        book.openID(ofDepartment: appearance.text).map(tree.subtree(of:)) ?? []
    }

    /// The direct members of a department.
    fileprivate static func members(
        of department: String, book: ContactBook, tree: DepartmentTree
    ) throws(PlanRefusal) -> [ContactBook.Person] {
        guard let ids = book.members(of: department) else {
            // Half an audience is none.
            throw PlanRefusal(
                .unavailable, "/audience",
                "who is in the department \(Quoting.quoted(tree.name(of: department))) was not asked",
                hint: "this is a mistake in larkcast; nothing was sent")
        }
        return ids.compactMap { book.person($0) }
    }
}

/// Everybody whom an audience leaves out, by open id.
private struct Exclusion {
    var openIDs: Set<String> = []
    /// Those of them who are named themselves.
    var namedIDs: Set<String> = []
    /// The departments of which everybody is left out.
    private var departments: Set<String> = []
    var names: [AppearanceKind: Set<String>] = [:]
    var warnings: [PlanRemark] = []

    /// Whether somebody gets the message who is named.
    func lets(_ person: ContactBook.Person) -> Bool { !holds(person) && !person.isResigned && !person.isFrozen }

    init(
        _ audience: NamedAudience, book: ContactBook, tree: DepartmentTree, listsDepartments: Bool
    ) throws(PlanRefusal) {
        var unknown: [String] = []
        try audience.forEachExcluded { (appearance) throws(PlanRefusal) in
            names[appearance.kind, default: []].insert(appearance.text)
            switch appearance.kind {
            case .openID:
                openIDs.insert(appearance.text)
                namedIDs.insert(appearance.text)
            case .departmentID:
                guard listsDepartments else { return }
                for department in ResolvedAudience.subtree(of: appearance, book: book, tree: tree) {
                    departments.insert(department)
                    for person in try ResolvedAudience.members(of: department, book: book, tree: tree) {
                        openIDs.insert(person.openID)
                    }
                }
            case .userID, .unionID, .email, .mobile:
                let people = book.people(named: appearance.text, as: appearance.kind)
                openIDs.formUnion(people.map(\.openID))
                namedIDs.formUnion(people.map(\.openID))
                if people.isEmpty {
                    unknown.append(audience.excluded[appearance.list].nameAndPlace(of: appearance))
                }
            }
        }
        guard !unknown.isEmpty else { return }
        warnings.append(.unknownExclusions(unknown.count, first: Array(unknown.prefix(3))))
    }

    /// Whether somebody is left out: named, listed in a department that is, or in one by their own word, since a list may be
    /// cut short.
    func holds(_ person: ContactBook.Person) -> Bool {
        openIDs.contains(person.openID) || person.departmentIDs.contains(where: departments.contains)
    }
}

/// What the groups of an audience are called.
private struct GroupLabels {
    private let tree: DepartmentTree
    private let hasDepartments: Bool
    private let names: [String: Int]

    init(_ tree: DepartmentTree, hasDepartments: Bool) {
        self.tree = tree
        self.hasDepartments = hasDepartments
        names = tree.nameCounts
    }

    /// A department's name, with the names above it where another one has the same name.
    func label(of department: String?) -> String? {
        guard let department else { return hasDepartments ? ResolvedAudience.singlesLabel : nil }
        let name = tree.name(of: department)
        return Quoting.line(names[name] ?? 1 > 1 ? tree.path(of: department) : name, limit: 120)
    }
}
