/// Something that happens in the company while a sandbox runs.
public enum CompanyChange: Sendable, Equatable {
    /// A person leaves all departments and joins these (ids of either kind); none means directly under the root.
    case movePerson(openID: String, departments: [String])
    /// A department ends, with all below it.
    ///
    /// Its people keep their other departments; who has none goes to the one above.
    case deleteDepartment(id: String)
    /// A department gets another name.
    case renameDepartment(id: String, name: String)
    /// A person gets another name.
    case renamePerson(openID: String, name: String)
    /// A person leaves the company, for good.
    case resign(openID: String)
    /// A person's account is frozen, or no longer.
    case freeze(openID: String, Bool)
    /// A person has logged in, or never has.
    case activate(openID: String, Bool)
    /// A person comes into the app's availability, or drops out of it.
    case setVisible(openID: String, Bool)
    /// A person silences the bot, or hears it again.
    case optOut(openID: String, Bool)
}

extension SandboxCompany {
    /// Makes a change.
    ///
    /// - Throws: ``SandboxError/invalidControl(_:)`` when somebody or something in it does not exist.
    mutating func apply(_ change: CompanyChange) throws(SandboxError) {
        switch change {
        case .movePerson(let openID, let ids):
            var list: [Int] = []
            for id in ids { list.append(try department(named: id)) }
            move(try person(named: openID), to: list)
        case .deleteDepartment(let id): delete(try department(named: id))
        case .renameDepartment(let id, let name): departments[try department(named: id)].name = name
        case .renamePerson(let openID, let name): people[try person(named: openID)].name = name
        case .resign(let openID): resign(try person(named: openID))
        case .freeze(let openID, let flag): people[try person(named: openID)].isFrozen = flag
        case .activate(let openID, let flag): people[try person(named: openID)].isActivated = flag
        case .setVisible(let openID, let flag): people[try person(named: openID)].isVisible = flag
        case .optOut(let openID, let flag): people[try person(named: openID)].hasOptedOut = flag
        }
    }

    private func person(named openID: String) throws(SandboxError) -> Int {
        guard let position = person(openID: openID) else {
            throw .invalidControl("there is no person \"\(openID)\"")
        }
        return position
    }

    private func department(named id: String) throws(SandboxError) -> Int {
        guard let position = department(id: id) else { throw .invalidControl("there is no department \"\(id)\"") }
        return position
    }

    private mutating func move(_ position: Int, to list: [Int]) {
        let isPresent = !people[position].isResigned
        if isPresent { index.remove(position, from: people[position].departments) }
        var seen: Set<Int> = []
        people[position].departments = list.filter { seen.insert($0).inserted }
        if isPresent { index.add(position, to: people[position].departments) }
    }

    private mutating func resign(_ position: Int) {
        guard !people[position].isResigned else { return }
        index.remove(position, from: people[position].departments)
        people[position].isResigned = true
    }

    private mutating func delete(_ department: Int) {
        let gone = index.subtree(of: department)
        let above = departments[department].parent.map { [$0] } ?? []
        for position in people(under: department) {
            let rest = people[position].departments.filter { !gone.contains($0) }
            move(position, to: rest.isEmpty ? above : rest)
        }
        index.unlink(department)
        for part in gone {
            departments[part].isDeleted = true
            forget(departmentIDs: departments[part])
        }
    }
}
