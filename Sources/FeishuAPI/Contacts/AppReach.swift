/// One thing inside the app's contact range: what its contact calls may see.
///
/// Not the app's availability, which says whom it may write to: see ``AppVisibility``.
public enum ContactScopeEntry: Sendable, Hashable {
    /// A department by its open id, with everything below it.
    case department(String)
    /// A person by their open id.
    case person(String)
    /// A user group by its id.
    case group(String)
}

/// A permission of the app in this tenant.
public struct AppScope: Sendable, Hashable {
    /// The scope, such as `im:message`.
    public var name: String
    /// Whether the tenant has granted it (`grant_status` 1); asked for and not granted is 2.
    public var isGranted: Bool
    /// `tenant` for calls of the app, `user` for calls in a person's name; `nil` when the answer does not say.
    public var type: String?

    /// Creates a scope.
    public init(name: String, isGranted: Bool, type: String? = nil) {
        self.name = name
        self.isGranted = isGranted
        self.type = type
    }

    /// Reads one of an answer; a status nobody has documented grants nothing.
    init(_ object: AnswerObject) throws(FeishuError) {
        let status = object.member("grant_status").flatMap(ResponseEnvelope.strictInteger)
        self.init(
            name: try object.requiredString("scope_name"), isGranted: status == 1,
            type: try object.string("scope_type"))
    }
}

/// Whether the app is available to people and departments, so that its bot may write to them.
public struct AppVisibility: Sendable, Hashable {
    /// The ids of each kind that the app is available to; ids that the answer leaves out are not among them.
    public var visible: [PersonIDKind: Set<String>]
    /// The ids of each kind that the answer names as people the app is not available to.
    public var invisible: [PersonIDKind: Set<String>]
    /// The departments the app is available to, by the ids that were asked for.
    public var visibleDepartments: Set<String>

    /// Creates an answer.
    public init(
        visible: [PersonIDKind: Set<String>] = [:], invisible: [PersonIDKind: Set<String>] = [:],
        visibleDepartments: Set<String> = []
    ) {
        self.visible = visible
        self.invisible = invisible
        self.visibleDepartments = visibleDepartments
    }

    /// The permission that asking about the app itself needs.
    public static let scope = "application:application:self_manage"

    /// Whether one entry means "available": on the allow list or the paid list, and not on the block list; `nil` when it does
    /// not say.
    ///
    /// Source: Feishu, "Get if user or department is in an app's allowlist or blocklist".
    static func isVisible(_ entry: AnswerObject) throws(FeishuError) -> Bool? {
        let isAllowed = try entry.bool("in_white_list")
        let isPaid = try entry.bool("in_paid_list")
        if try entry.bool("in_black_list") == true { return false }
        if isAllowed == true || isPaid == true { return true }
        return isAllowed
    }
}
