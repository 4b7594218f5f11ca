/// Who a manifest addresses, before resolution.
public struct Audience: Sendable, Equatable {
    /// Departments, custom ids or `od-…`, each with its sub-departments.
    public var departments: [String] = []
    /// People.
    public var users = AudienceUsers()
    /// CSV files beside the manifest.
    public var files: [String] = []
    /// Groups, `oc_…`, in which each gets one message; on the direct channel, and with nobody else.
    public var chats: [String] = []
    /// Who is left out.
    public var exclude = AudienceExclusion()
    /// What the departments become; `nil` when the manifest leaves it to the default.
    public var resolve: AudienceResolution?

    /// Creates an audience of nobody.
    public init() {}

    /// Whether everybody is named in the manifest itself.
    public var namesNoFile: Bool { files.isEmpty && exclude.files.isEmpty }

    /// Whether groups are named, and nothing is said of anybody else.
    public var namesChatsAlone: Bool {
        !chats.isEmpty && departments.isEmpty && users.isEmpty && files.isEmpty && exclude.isEmpty && resolve == nil
    }

    /// Whether nobody at all is named.
    public var isEmpty: Bool { departments.isEmpty && users.isEmpty && files.isEmpty && chats.isEmpty }
}

/// People named one by one, in lists of one kind each.
public struct AudienceUsers: Sendable, Equatable {
    /// This app's ids, `ou_…`.
    public var openIDs: [String] = []
    /// The tenant's ids.
    public var userIDs: [String] = []
    /// The developer's ids, `on_…`.
    public var unionIDs: [String] = []
    /// E-mail addresses, turned into ids by Feishu's contacts.
    public var emails: [String] = []
    /// Mobile numbers, turned into ids by Feishu's contacts.
    public var mobiles: [String] = []

    /// Creates empty lists.
    public init() {}

    /// Whether every list is empty.
    public var isEmpty: Bool {
        openIDs.isEmpty && userIDs.isEmpty && unionIDs.isEmpty && emails.isEmpty && mobiles.isEmpty
    }

    /// The ids of one kind; empty for departments and groups.
    public func ids(of kind: IDKind) -> [String] {
        switch kind {
        case .openID: openIDs
        case .userID: userIDs
        case .unionID: unionIDs
        case .departmentID, .chatID: []
        }
    }

    /// The kinds of id that occur, in the order of ``IDKind``.
    public var kinds: [IDKind] { IDKind.allCases.filter { !ids(of: $0).isEmpty } }
}

/// Who is left out of an audience.
public struct AudienceExclusion: Sendable, Equatable {
    /// Everybody in these departments.
    public var departments: [String] = []
    /// These people.
    public var users = AudienceUsers()
    /// Everybody in these CSV files.
    public var files: [String] = []

    /// Creates an exclusion of nobody.
    public init() {}

    /// Whether nobody is left out.
    public var isEmpty: Bool { departments.isEmpty && users.isEmpty && files.isEmpty }
}

/// What an audience's departments become; the raw values are the manifest's.
public enum AudienceResolution: String, Sendable, CaseIterable {
    /// Their people, each once.
    case people
    /// Themselves: Feishu delivers to everybody in them, people cannot be counted beforehand.
    case departments
}
