import StrictJSON

extension FeishuClient {
    /// Most ids of one sort in one question about ``visibility(openIDs:userIDs:unionIDs:departmentIDs:)``.
    public static let visibilityPerCall = 100

    /// Asks what the app's contact calls may see, up to 100 entries a page.
    ///
    /// With the whole tenant in range that is the departments right below the root and the people directly in it; else it
    /// is what an administrator put on the list, without what is below.
    /// - Parameter pageToken: ``FeishuPage/nextPageToken`` of the page before, `nil` for the first.
    /// - Returns: One page.
    /// - Throws: ``FeishuError``.
    public func contactScope(pageToken: String?) async throws(FeishuError) -> FeishuPage<ContactScopeEntry> {
        var query: RequestQuery = [
            "user_id_type": PersonIDKind.openID.rawValue, "department_id_type": DepartmentIDKind.open.rawValue,
            "page_size": "100",
        ]
        query.append(pageToken: pageToken)
        let payload = try await call(.contactScope, query: query).payload()
        let entries =
            try payload.strings("department_ids").map(ContactScopeEntry.department)
            + payload.strings("user_ids").map(ContactScopeEntry.person)
            + payload.strings("group_ids").map(ContactScopeEntry.group)
        return try FeishuPage(entries, of: payload, after: pageToken)
    }

    /// Asks which permissions the app has asked for and whether the tenant has granted them; needs none itself.
    ///
    /// A scope that is not listed was never asked for.
    /// - Throws: ``FeishuError``.
    public func grantedScopes() async throws(FeishuError) -> [AppScope] {
        let payload = try await call(.grantedScopes).payload()
        var scopes: [AppScope] = []
        for object in try payload.objects("scopes") { scopes.append(try AppScope(object)) }
        return scopes
    }

    /// Asks whether the app is available to people and departments, so that its bot may write to them.
    ///
    /// One call for each kind of id that is given, since a call takes ids of one kind; at most 100 of each. Departments may
    /// be named by either of their ids. A person is available also through their department or group, which this answer
    /// covers; a department is only when it is on the list itself, whatever its people are.
    /// - Throws: ``FeishuError``; ``FeishuError/Kind/invalidRequest`` without a call for more than 100 of a kind.
    public func visibility(
        openIDs: [String] = [], userIDs: [String] = [], unionIDs: [String] = [], departmentIDs: [String] = []
    ) async throws(FeishuError) -> AppVisibility {
        var people: [(kind: PersonIDKind, ids: [String])] = []
        for (kind, ids) in [(PersonIDKind.openID, openIDs), (.userID, userIDs), (.unionID, unionIDs)]
        where try isWorthAsking(.visibility, ids, limit: Self.visibilityPerCall) {
            people.append((kind, ids))
        }
        var departments: [(kind: DepartmentIDKind, ids: [String])] = []
        if try isWorthAsking(.visibility, departmentIDs, limit: Self.visibilityPerCall) {
            for kind in [DepartmentIDKind.open, .custom] {
                let ids = departmentIDs.filter { DepartmentIDKind(of: $0) == kind }
                if !ids.isEmpty { departments.append((kind, ids)) }
            }
        }
        var reach = AppVisibility()
        while !people.isEmpty || !departments.isEmpty {
            let person = people.isEmpty ? (kind: .openID, ids: []) : people.removeFirst()
            let department = departments.isEmpty ? (kind: .open, ids: []) : departments.removeFirst()
            let payload = try await visibility(person.kind, person.ids, department.kind, department.ids)
            let people = try payload.visibility("user_visibility_list", "user_id")
            let visible = people.visible.intersection(person.ids)
            let invisible = people.invisible.intersection(person.ids).subtracting(visible)
            if !visible.isEmpty { reach.visible[person.kind] = visible }
            if !invisible.isEmpty { reach.invisible[person.kind] = invisible }
            reach.visibleDepartments.formUnion(
                try payload.visibility("department_visibility_list", "department_id").visible
                    .intersection(department.ids))
        }
        return reach
    }

    private func visibility(
        _ personKind: PersonIDKind, _ people: [String], _ departmentKind: DepartmentIDKind, _ departments: [String]
    ) async throws(FeishuError) -> AnswerObject {
        var members: [JSONValue.Member] = []
        if !people.isEmpty { members.append(.init("user_ids", .array(people.map(JSONValue.string)))) }
        if !departments.isEmpty { members.append(.init("department_ids", .array(departments.map(JSONValue.string)))) }
        // The department kind is said always: this page's default is the custom id, unlike everywhere else.
        let query: RequestQuery = [
            "user_id_type": personKind.rawValue, "department_id_type": departmentKind.rawValue,
        ]
        return try await call(
            .visibility, id: appID, query: query, body: .json(.object(members))
        ).payload()
    }
}

extension AnswerObject {
    /// The ids of the entries under `list`: those that mean "available", and those that mean the opposite.
    fileprivate func visibility(
        _ list: String, _ key: String
    ) throws(FeishuError) -> (visible: Set<String>, invisible: Set<String>) {
        var (visible, invisible): (Set<String>, Set<String>) = ([], [])
        for entry in try objects(list) {
            let id = try entry.requiredString(key)
            guard let isVisible = try AppVisibility.isVisible(entry) else { continue }
            if isVisible { visible.insert(id) } else { invisible.insert(id) }
        }
        return (visible, invisible)
    }
}
