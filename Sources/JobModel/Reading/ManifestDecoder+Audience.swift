import StrictJSON

extension ManifestDecoder {
    mutating func audience(_ place: ManifestPlace) -> Audience? {
        let allowed = ["departments", "users", "files", "chats", "exclude", "resolve"]
        let clean = log.count
        guard let fields = object(place, allowed: allowed, slips: Self.audienceSlips) else { return nil }
        var audience = Audience()
        audience.departments = fields["departments"].map { departments($0) } ?? []
        audience.users = fields["users"].map { users($0) } ?? AudienceUsers()
        audience.files = fields["files"].map { files($0) } ?? []
        audience.chats = fields["chats"].map { list($0) { RecipientShape.problem(with: $0, as: .chatID) } } ?? []
        audience.exclude = fields["exclude"].map { exclusion($0) } ?? AudienceExclusion()
        audience.resolve = fields["resolve"].flatMap { choice($0, of: AudienceResolution.self) }
        if audience.isEmpty, log.count == clean {
            log.add(
                "the audience is empty", at: place,
                suggestion: "name departments, users, files or chats"
            )
        }
        if audience.resolve == .departments { checkDepartmentsAlone(audience, fields) }
        if let chats = fields["chats"], !audience.chats.isEmpty, !audience.namesChatsAlone {
            log.add(
                "groups are addressed alone, with nobody else and nobody left out", at: chats,
                suggestion: "make a job of its own for the groups")
        }
        return audience
    }

    private static let audienceSlips = [
        "department_ids": "departments", "open_department_ids": "departments", "depts": "departments",
        "open_ids": "users.open_ids", "user_ids": "users.user_ids", "union_ids": "users.union_ids",
        "emails": "users.emails", "mobiles": "users.mobiles", "phones": "users.mobiles", "csv": "files",
        "excludes": "exclude", "except": "exclude", "mode": "resolve", "people": "users",
        "chat_ids": "chats", "groups": "chats", "chat_id": "chats",
    ]

    private static let userSlips = [
        "open_id": "open_ids", "user_id": "user_ids", "union_id": "union_ids", "phones": "mobiles",
        "email_addresses": "emails", "ids": "open_ids",
    ]

    /// `"resolve": "departments"` sends department ids as they are, in one call, so nothing else can be counted or left out.
    private mutating func checkDepartmentsAlone(_ audience: Audience, _ fields: ManifestFields) {
        let advice = "take it out, or use \"resolve\": \"people\""
        if let users = fields["users"], !audience.users.isEmpty {
            log.add("\"resolve\": \"departments\" takes no users", at: users, suggestion: advice)
        }
        if let files = fields["files"], !audience.files.isEmpty {
            log.add("\"resolve\": \"departments\" takes no files", at: files, suggestion: advice)
        }
        if let exclude = fields["exclude"], !audience.exclude.isEmpty {
            log.add("\"resolve\": \"departments\" cannot leave anybody out", at: exclude, suggestion: advice)
        }
        let distinct = Set(audience.departments).count
        if let departments = fields["departments"], distinct > DeliveryOptions.largestBatch {
            log.add(
                "\(distinct) departments; \"resolve\": \"departments\" sends them in one call, which takes "
                    + "\(DeliveryOptions.largestBatch)",
                at: departments, suggestion: "name their parents instead, or use \"resolve\": \"people\""
            )
        }
    }

    private mutating func exclusion(_ place: ManifestPlace) -> AudienceExclusion {
        var exclusion = AudienceExclusion()
        let fields = object(place, allowed: ["departments", "users", "files"], slips: Self.audienceSlips)
        exclusion.departments =
            fields?["departments"].map { list($0, RecipientShape.problem(withExcludedDepartment:)) } ?? []
        exclusion.users = fields?["users"].map { users($0) } ?? AudienceUsers()
        exclusion.files = fields?["files"].map { files($0) } ?? []
        return exclusion
    }

    private mutating func users(_ place: ManifestPlace) -> AudienceUsers {
        var users = AudienceUsers()
        let allowed = ["open_ids", "user_ids", "union_ids", "emails", "mobiles"]
        guard let fields = object(place, allowed: allowed, slips: Self.userSlips) else { return users }
        users.openIDs = fields["open_ids"].map { list($0) { RecipientShape.problem(with: $0, as: .openID) } } ?? []
        users.userIDs = fields["user_ids"].map { list($0) { RecipientShape.problem(with: $0, as: .userID) } } ?? []
        users.unionIDs = fields["union_ids"].map { list($0) { RecipientShape.problem(with: $0, as: .unionID) } } ?? []
        users.emails = fields["emails"].map { list($0, ContactShape.problem(withEmail:)) } ?? []
        users.mobiles = fields["mobiles"].map { list($0, ContactShape.problem(withMobile:)) } ?? []
        return users
    }

    private mutating func departments(_ place: ManifestPlace) -> [String] {
        list(place) { RecipientShape.problem(with: $0, as: .departmentID) }
    }

    private mutating func files(_ place: ManifestPlace) -> [String] {
        list(place, PathShape.problem(with:))
    }

    /// A list of strings of one shape.
    ///
    /// Pointers are built for wrong elements alone: there may be a million right ones.
    private mutating func list(_ place: ManifestPlace, _ check: (String) -> ShapeProblem?) -> [String] {
        guard let elements = place.elements else {
            expected("an array of strings", at: place)
            return []
        }
        guard elements.count <= idsLeft else {
            log.add(
                "\(elements.count) entries; one audience takes \(ManifestReader.mostIDs) in all its lists", at: place,
                suggestion: "split the job"
            )
            return []
        }
        idsLeft -= elements.count
        var ids: [String] = []
        ids.reserveCapacity(elements.count)
        for (index, node) in elements.enumerated() {
            guard case .string(let id) = node.content else {
                expected("a string", at: place.element(index, node))
                continue
            }
            if let problem = check(id) { report([problem], at: place.element(index, node)) }
            ids.append(id)
        }
        return ids
    }
}
