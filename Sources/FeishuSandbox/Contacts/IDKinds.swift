/// `user_id_type`: which of a person's ids a call speaks of.
enum PersonIDKind: String {
    case openID = "open_id"
    case unionID = "union_id"
    case userID = "user_id"

    func id(of person: SandboxPerson) -> String {
        switch self {
        case .openID: person.openID
        case .unionID: person.unionID
        case .userID: person.userID
        }
    }

    func position(of id: String, in company: SandboxCompany) -> Int? {
        switch self {
        case .openID: company.person(openID: id)
        case .unionID: company.person(unionID: id)
        case .userID: company.person(userID: id)
        }
    }

    /// The kind a call names, or the default.
    ///
    /// `user_id` needs a scope of its own; every page with `user_id_type` says so.
    static func read(_ query: CallQuery, scopes: Set<String>) throws(Refusal) -> PersonIDKind {
        guard let name = query["user_id_type"] else { return .openID }
        guard let kind = PersonIDKind(rawValue: name) else {
            throw .fieldValidation("user_id_type", "options: [open_id, union_id, user_id]")
        }
        if kind == .userID, !scopes.contains(ContactScopes.userID) {
            throw .missingScope(anyOf: [ContactScopes.userID])
        }
        return kind
    }
}

/// `department_id_type`: which of a department's ids a call speaks of.
enum DepartmentIDKind: String {
    case open = "open_department_id"
    case custom = "department_id"

    /// The root's id, whatever the kind.
    static let root = "0"

    func id(of department: SandboxDepartment) -> String {
        switch self {
        case .open: department.openDepartmentID
        case .custom: department.departmentID
        }
    }

    /// An id of the other kind is unknown here, unlike in batch_send.
    func position(of id: String, in company: SandboxCompany) -> Int? {
        guard let position = company.department(id: id), self.id(of: company.departments[position]) == id else {
            return nil
        }
        return position
    }

    static func read(_ query: CallQuery, default usual: DepartmentIDKind = .open) throws(Refusal) -> DepartmentIDKind {
        guard let name = query["department_id_type"] else { return usual }
        guard let kind = DepartmentIDKind(rawValue: name) else {
            throw .fieldValidation("department_id_type", "options: [department_id, open_department_id]")
        }
        return kind
    }
}
