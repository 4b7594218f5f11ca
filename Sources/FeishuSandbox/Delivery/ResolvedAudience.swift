/// The people behind the ids of one call.
struct ResolvedAudience {
    /// Everybody reached, once, in the order of the lists: departments, open, user and union ids.
    ///
    /// That a person reached twice within a call gets one message is a choice; Feishu does not document it.
    /// Between two calls nothing is compared.
    private(set) var people: [PersonKey] = []
    /// Positions in `people` of those no message of the app reaches.
    private(set) var invisible: [Int] = []
    /// The ids the call delivers through: each that added at least itself, departments always.
    private(set) var valid = RecipientLists()
    /// How many of `people`, from the first, are reached through departments.
    private(set) var departmentCount = 0
    private(set) var invalid = RecipientLists()

    private var seen: Set<PersonKey>
    private let company: SandboxCompany

    init(_ recipients: RecipientLists, company: SandboxCompany, acceptsUnknownIDs: Bool) {
        self.company = company
        seen = Set(minimumCapacity: recipients.count)
        people.reserveCapacity(recipients.count)
        valid.openIDs.reserveCapacity(recipients.openIDs.count)
        for id in recipients.departmentIDs {
            guard let department = company.department(id: id) else {
                invalid.departmentIDs.append(id)
                continue
            }
            valid.departmentIDs.append(id)
            for position in company.people(under: department) { _ = add(position) }
        }
        departmentCount = people.count
        for id in recipients.openIDs {
            if let position = company.person(openID: id) {
                place(id, position, \.openIDs)
            } else if acceptsUnknownIDs, let key = PersonKey(unknownOpenID: id) {
                if add(key) { valid.openIDs.append(id) }
            } else {
                invalid.openIDs.append(id)
            }
        }
        for id in recipients.userIDs { place(id, company.person(userID: id), \.userIDs) }
        for id in recipients.unionIDs { place(id, company.person(unionID: id), \.unionIDs) }
    }

    /// Resigned people's ids are invalid (Feishu leaves open whether they are that or merely undelivered).
    private mutating func place(_ id: String, _ position: Int?, _ list: WritableKeyPath<RecipientLists, [String]>) {
        guard let position, !company.people[position].isResigned else {
            invalid[keyPath: list].append(id)
            return
        }
        if add(position) { valid[keyPath: list].append(id) }
    }

    private mutating func add(_ position: Int) -> Bool {
        guard add(PersonKey(company: position)) else { return false }
        if !company.people[position].isReachable { invisible.append(people.count - 1) }
        return true
    }

    private mutating func add(_ key: PersonKey) -> Bool {
        guard seen.insert(key).inserted else { return false }
        people.append(key)
        return true
    }
}
