/// The company as one call of one app sees it: its range, its scopes, and the kinds of ids it speaks of.
struct ContactLens {
    let company: SandboxCompany
    let range: ResolvedRange
    let personKind: PersonIDKind
    let departmentKind: DepartmentIDKind
    private let scopes: Set<String>

    /// The app must have one of the scopes `needed`.
    init(_ core: SandboxCore, _ call: APICall, app: SandboxApp, needed: [String]) throws(Refusal) {
        guard !app.scopes.isDisjoint(with: needed) else { throw .missingScope(anyOf: needed) }
        personKind = try PersonIDKind.read(call.query, scopes: app.scopes)
        departmentKind = try DepartmentIDKind.read(call.query)
        scopes = app.scopes
        company = core.company
        range = ResolvedRange(app.contactRange, in: company)
    }

    /// The department of an id within the range; nil for the root.
    func department(_ id: String) throws(Refusal) -> Int? {
        if id == DepartmentIDKind.root {
            guard range.isEveryone else { throw .noDepartmentAuthority }
            return nil
        }
        guard id.wholeMatch(of: #/[a-zA-Z0-9][a-zA-Z0-9_\-@.]{0,63}/#) != nil else {
            throw .fieldValidation("department_id", "the value does not match ^[a-zA-Z0-9][a-zA-Z0-9_\\-@.]{0,63}$")
        }
        guard let position = departmentKind.position(of: id, in: company) else {
            throw Refusal(40015, "department not exist")
        }
        guard range.contains(department: position) else { throw .noDepartmentAuthority }
        return position
    }

    // MARK: Writing

    func write(department position: Int, to object: inout WireJSONWriter) {
        let department = company.departments[position]
        let siblings = department.parent.map { company.index.children[$0] } ?? company.index.topDepartments
        if scopes.contains(ContactScopes.departmentName) {
            object.field("name", department.name)
            object.object("i18n_name") { names in
                names.field("zh_cn", department.chineseName)
                names.field("en_us", department.name)
            }
            object.field("department_id", department.departmentID)
        }
        object.field("open_department_id", department.openDepartmentID)
        if scopes.contains(ContactScopes.departmentTree) {
            object.field(
                "parent_department_id",
                department.parent.map { departmentKind.id(of: company.departments[$0]) } ?? DepartmentIDKind.root)
            object.field("order", String((siblings.firstIndex(of: position) ?? 0) + 1))
            object.field("member_count", company.index.memberCounts[position])
            object.field("primary_member_count", company.index.primaryCounts[position])
        }
        object.object("status") { $0.field("is_deleted", false) }
    }

    func writeRoot(to object: inout WireJSONWriter) {
        if scopes.contains(ContactScopes.departmentName) {
            object.field("name", "Kunpeng Instruments")
            object.field("department_id", DepartmentIDKind.root)
        }
        object.field("open_department_id", DepartmentIDKind.root)
        if scopes.contains(ContactScopes.departmentTree) {
            object.field("member_count", company.index.peopleCount)
        }
        object.object("status") { $0.field("is_deleted", false) }
    }

    func write(person position: Int, to object: inout WireJSONWriter) {
        let person = company.people[position]
        object.field("union_id", person.unionID)
        if scopes.contains(ContactScopes.userID) { object.field("user_id", person.userID) }
        object.field("open_id", person.openID)
        if scopes.contains(ContactScopes.personName) {
            object.field("name", person.name)
            object.field("en_name", person.name)
        }
        if scopes.contains(ContactScopes.email) { object.field("email", person.email) }
        if scopes.contains(ContactScopes.mobile), let mobile = person.mobile {
            object.field("mobile", mobile)
            object.field("mobile_visible", true)
        }
        writeStatus(of: person, to: &object)
        if scopes.contains(ContactScopes.personDepartments) {
            let ids = person.departments.map { departmentKind.id(of: company.departments[$0]) }
            object.field("department_ids", ids.isEmpty ? [DepartmentIDKind.root] : ids)
        }
    }

    func writeStatus(of person: SandboxPerson, to object: inout WireJSONWriter) {
        guard scopes.contains(ContactScopes.personStatus) else { return }
        object.object("status") { status in
            status.field("is_frozen", person.isFrozen)
            status.field("is_resigned", person.isResigned)
            status.field("is_activated", person.isActivated)
            status.field("is_exited", false)
            status.field("is_unjoin", false)
        }
    }
}

extension Refusal {
    /// 40004, with the only status of the contact pages that is not 400.
    static let noDepartmentAuthority = Refusal(40004, "no dept authority error", status: 403)
}
