public import FeishuAPI
public import JobModel

extension FeishuClient: ContactDirectory {
    /// Asks for one department.
    public func department(named id: String) async throws(FeishuError) -> ContactBook.Department {
        ContactBook.Department(try await department(id, DepartmentIDKind(of: id)))
    }

    /// Asks for up to 50 departments of one sort of id.
    public func departments(named ids: [String]) async throws(FeishuError) -> [ContactBook.Department] {
        guard let first = ids.first else { return [] }
        return try await departments(ids, DepartmentIDKind(of: first)).map(ContactBook.Department.init)
    }

    /// Asks for a page of the departments below one.
    public func departments(
        below department: String, isRecursive: Bool, pageToken: String?
    ) async throws(FeishuError) -> ContactPage<ContactBook.Department> {
        let page = try await childDepartments(
            of: department, .open, isRecursive: isRecursive, pageToken: pageToken)
        return ContactPage(items: page.items.map(ContactBook.Department.init), nextPageToken: page.nextPageToken)
    }

    /// Asks for a page of the people directly in a department.
    public func people(
        directlyIn department: String, pageToken: String?
    ) async throws(FeishuError) -> ContactPage<ContactBook.Person> {
        let page = try await people(inDepartment: department, .open, pageToken: pageToken)
        return ContactPage(items: page.items.map(ContactBook.Person.init), nextPageToken: page.nextPageToken)
    }

    /// Asks for up to 50 people by ids of one kind.
    public func people(
        named ids: [String], as kind: AppearanceKind
    ) async throws(FeishuError) -> [ContactBook.Person] {
        guard let kind = PersonIDKind(rawValue: kind.rawValue) else { return [] }
        return try await people(ids, kind).map(ContactBook.Person.init)
    }

    /// Asks whether the app is available to up to 100 people.
    public func availability(of openIDs: [String]) async throws(FeishuError) -> [String: Bool] {
        let answer = try await visibility(openIDs: openIDs)
        let pairs = { (ids: Set<String>?, isAvailable: Bool) in (ids ?? []).map { ($0, isAvailable) } }
        return Dictionary(
            pairs(answer.visible[.openID], true) + pairs(answer.invisible[.openID], false),
            uniquingKeysWith: { $0 || $1 })
    }

    /// Asks who has e-mail addresses and mobile numbers; those Feishu knows nobody for are left out.
    public func holders(emails: [String], mobiles: [String]) async throws(FeishuError) -> [AddressHolder] {
        try await contacts(emails: emails, mobiles: mobiles).compactMap { found in
            found.openID.map { openID in
                AddressHolder(
                    email: found.email, mobile: found.mobile,
                    person: ContactBook.Person(
                        openID: openID, isResigned: found.isResigned || found.isExited, isFrozen: found.isFrozen,
                        isStateKnown: found.isStateKnown))
            }
        }
    }
}

extension ContactBook.Department {
    init(_ department: FeishuDepartment) {
        self.init(
            openID: department.openDepartmentID, customID: department.departmentID, name: department.name,
            parentID: department.parentDepartmentID, memberCount: department.memberCount,
            isDeleted: department.isDeleted)
    }
}

extension ContactBook.Person {
    init(_ person: FeishuPerson) {
        self.init(
            openID: person.openID, userID: person.userID, unionID: person.unionID,
            isResigned: person.isResigned || person.isExited, isFrozen: person.isFrozen,
            isStateKnown: person.isStateKnown, departmentIDs: person.departmentIDs)
    }
}
