import StrictJSON

extension FeishuClient {
    /// Most departments or people in one call, and on one page.
    public static let contactsPerCall = 50

    /// Asks for one department.
    ///
    /// - Throws: ``FeishuError``: ``FeishuError/Kind/notFound`` when it does not exist (40015),
    ///   ``FeishuError/Kind/permission`` when it is outside the app's contact range (40004).
    public func department(_ id: String, _ kind: DepartmentIDKind) async throws(FeishuError) -> FeishuDepartment {
        let answer = try await call(
            .department, id: id, query: ["department_id_type": kind.rawValue, "user_id_type": "open_id"])
        let payload = try answer.payload()
        guard payload.member("department") != nil else {
            throw answer.malformed("the answer says nothing about the department")
        }
        return try FeishuDepartment(try payload.object("department"))
    }

    /// Asks for up to 50 departments at once.
    ///
    /// - Returns: Those there are, in Feishu's order; ids it does not know, or this app may not see, are left out.
    /// - Throws: ``FeishuError``; ``FeishuError/Kind/invalidRequest`` without a call for more than 50 ids or an empty one.
    public func departments(
        _ ids: [String], _ kind: DepartmentIDKind
    ) async throws(FeishuError) -> [FeishuDepartment] {
        guard try isWorthAsking(.departments, ids, limit: Self.contactsPerCall) else { return [] }
        var query: RequestQuery = ["department_id_type": kind.rawValue, "user_id_type": "open_id"]
        query.append("department_ids", each: ids)
        let payload = try await call(.departments, query: query).payload()
        return try payload.departments()
    }

    /// Asks for the departments below one, 50 a page; `0` is the root, which needs the whole tenant in the contact range.
    ///
    /// - Parameters:
    ///   - id: The department.
    ///   - kind: Which of its ids that is.
    ///   - isRecursive: Whether all levels are listed, or the direct children alone. A department with too much below it
    ///     refuses that (``FeishuError/isTooLargeToRecurse``).
    ///   - pageToken: ``FeishuPage/nextPageToken`` of the page before, `nil` for the first; when it is refused
    ///     (``FeishuError/isPageTokenRefused``) the listing begins again.
    /// - Returns: One page, in Feishu's order.
    /// - Throws: ``FeishuError``.
    public func childDepartments(
        of id: String, _ kind: DepartmentIDKind, isRecursive: Bool, pageToken: String?
    ) async throws(FeishuError) -> FeishuPage<FeishuDepartment> {
        var query: RequestQuery = [
            "department_id_type": kind.rawValue, "user_id_type": "open_id", "fetch_child": String(isRecursive),
            "page_size": String(Self.contactsPerCall),
        ]
        query.append(pageToken: pageToken)
        let payload = try await call(.childDepartments, id: id, query: query).payload()
        return try FeishuPage(try payload.departments(), of: payload, after: pageToken)
    }

    /// Asks for the people who are directly in a department, 50 a page; those below it are in their own departments.
    ///
    /// - Parameters:
    ///   - id: The department.
    ///   - kind: Which of its ids that is.
    ///   - pageToken: As for ``childDepartments(of:_:isRecursive:pageToken:)``.
    /// - Returns: One page, in Feishu's order.
    /// - Throws: ``FeishuError``.
    public func people(
        inDepartment id: String, _ kind: DepartmentIDKind, pageToken: String?
    ) async throws(FeishuError) -> FeishuPage<FeishuPerson> {
        guard try isWorthAsking(.peopleOfDepartment, [id], limit: 1) else { return FeishuPage(items: []) }
        var query: RequestQuery = [
            "department_id": id, "department_id_type": kind.rawValue, "user_id_type": "open_id",
            "page_size": String(Self.contactsPerCall),
        ]
        query.append(pageToken: pageToken)
        let payload = try await call(.peopleOfDepartment, query: query).payload()
        return try FeishuPage(try payload.people(), of: payload, after: pageToken)
    }

    /// Asks for up to 50 people at once.
    ///
    /// - Returns: Those there are, each with every id the app may see; ids Feishu does not know, or that are outside the
    ///   contact range, are left out, all of them too.
    /// - Throws: ``FeishuError``; ``FeishuError/Kind/invalidRequest`` without a call for more than 50 ids or an empty one.
    public func people(_ ids: [String], _ kind: PersonIDKind) async throws(FeishuError) -> [FeishuPerson] {
        guard try isWorthAsking(.people, ids, limit: Self.contactsPerCall) else { return [] }
        var query: RequestQuery = [
            "user_id_type": kind.rawValue, "department_id_type": DepartmentIDKind.open.rawValue,
        ]
        query.append("user_ids", each: ids)
        let answer = try await call(.people, query: query)
        guard answer.envelope.data != nil else { throw answer.malformed("the answer says nothing about the people") }
        return try answer.payload().people()
    }

    /// Asks who has up to 50 e-mail addresses and up to 50 mobile numbers, leavers included.
    ///
    /// - Returns: What Feishu says of each; ``FoundContact/openID`` is `nil` where it knows nobody. One of which it does not speak
    ///   is missing, which says nothing of who has it.
    /// - Throws: ``FeishuError``; ``FeishuError/Kind/invalidRequest`` without a call for more than 50 of either,
    ///   ``FeishuError/Kind/malformedAnswer`` when the answer has no list.
    public func contacts(emails: [String], mobiles: [String]) async throws(FeishuError) -> [FoundContact] {
        let hasEmails = try isWorthAsking(.contacts, emails, limit: Self.contactsPerCall)
        let hasMobiles = try isWorthAsking(.contacts, mobiles, limit: Self.contactsPerCall)
        guard hasEmails || hasMobiles else { return [] }
        let body: JSONValue = [
            "emails": .array(emails.map(JSONValue.string)), "mobiles": .array(mobiles.map(JSONValue.string)),
            "include_resigned": true,
        ]
        let answer = try await call(
            .contacts, query: ["user_id_type": PersonIDKind.openID.rawValue], body: .json(body))
        let payload = try answer.payload()
        let asked = emails.count + mobiles.count
        guard payload.member("user_list") != nil else {
            throw answer.malformed("the answer says nothing of the \(asked) addresses")
        }
        var found: [FoundContact] = []
        for object in try payload.objects("user_list") { found.append(try FoundContact(object)) }
        return found
    }

    /// Whether there is anything to ask.
    ///
    /// - Throws: ``FeishuError`` when Feishu would refuse the list anyway.
    func isWorthAsking(_ endpoint: FeishuEndpoint, _ ids: [String], limit: Int) throws(FeishuError) -> Bool {
        guard ids.count <= limit else {
            throw FeishuError(
                endpoint, refusing: "\(ids.count) ids in one call; at most \(limit) are allowed",
                hint: "Ask for at most \(limit) at a time.")
        }
        guard !ids.contains("") else {
            throw FeishuError(endpoint, refusing: "an id is empty", hint: "Leave the empty id out.")
        }
        return !ids.isEmpty
    }
}

extension AnswerObject {
    /// The departments under `items`.
    func departments() throws(FeishuError) -> [FeishuDepartment] {
        var departments: [FeishuDepartment] = []
        for object in try objects("items") { departments.append(try FeishuDepartment(object)) }
        return departments
    }

    /// The people under `items`.
    func people() throws(FeishuError) -> [FeishuPerson] {
        var people: [FeishuPerson] = []
        for object in try objects("items") { people.append(try FeishuPerson(object)) }
        return people
    }
}
