/// A person as the contact pages describe them.
///
/// What the answer does not say about the state is the value that leaves nobody out: not resigned, not frozen, activated,
/// not exited; ``isStateKnown`` tells that from an answer. `status` needs ``stateScope``.
public struct FeishuPerson: Sendable, Hashable {
    /// `ou_…`, of the app that asked.
    public var openID: String
    /// `on_…`.
    public var unionID: String?
    /// The tenant's own id; needs `contact:user.employee_id:readonly`.
    public var userID: String?
    /// The name; needs `contact:user.base:readonly`.
    public var name: String?
    /// Open ids of the departments the person is directly in, as far as the app may see them.
    ///
    /// Empty when the answer does not say, and when a department's people were asked for by its custom id.
    public var departmentIDs: [String]
    /// Whether the person has left the company.
    public var isResigned: Bool
    /// Whether an administrator has suspended the account.
    public var isFrozen: Bool
    /// Whether the person has ever signed in; messages wait for those who have not.
    public var isActivated: Bool
    /// Whether the person left the tenant by themselves.
    public var isExited: Bool
    /// Whether the answer says that the person has left or not, and is frozen or not.
    public var isStateKnown: Bool

    /// Creates a person.
    public init(
        openID: String, unionID: String? = nil, userID: String? = nil, name: String? = nil,
        departmentIDs: [String] = [], isResigned: Bool = false, isFrozen: Bool = false, isActivated: Bool = true,
        isExited: Bool = false, isStateKnown: Bool = true
    ) {
        self.openID = openID
        self.unionID = unionID
        self.userID = userID
        self.name = name
        self.departmentIDs = departmentIDs
        self.isResigned = isResigned
        self.isFrozen = isFrozen
        self.isActivated = isActivated
        self.isExited = isExited
        self.isStateKnown = isStateKnown
    }

    /// The scope without which no answer says who has left or is frozen.
    ///
    /// Source: Feishu, "Get users directly in a department", required field scopes of `status`.
    public static let stateScope = "contact:user.employee:readonly"

    /// What to do about states that are not known, in a sentence that names the scope.
    public static var stateHint: String { PermissionHint.text(granting: stateScope) }

    /// Reads one of an answer.
    ///
    /// - Throws: ``FeishuError`` when there is no open id: a person left out would be an audience cut short.
    init(_ object: AnswerObject) throws(FeishuError) {
        let status = try PersonStatus(object)
        self.init(
            openID: try Self.openID(try object.requiredString("open_id"), "open_id", in: object),
            unionID: try object.string("union_id"), userID: try object.string("user_id"),
            name: try object.string("name"),
            departmentIDs: try object.strings("department_ids").filter(FeishuDepartment.isOpenID),
            isResigned: status.isResigned, isFrozen: status.isFrozen, isActivated: status.isActivated,
            isExited: status.isExited, isStateKnown: status.isKnown)
    }

    /// The text when it is `ou_` and 1 to 125 letters, digits, `_` and `-`.
    static func openID(_ text: String, _ key: String, in object: AnswerObject) throws(FeishuError) -> String {
        guard PrefixedID.isValid(text, "ou_") else {
            throw object.answer.malformed("\"\(key)\" of \(object.place) is no open id (ou_…)")
        }
        return text
    }
}

/// `status` of a person, as both the user pages and `batch_get_id` give it.
struct PersonStatus: Sendable {
    let isResigned: Bool
    let isFrozen: Bool
    let isActivated: Bool
    let isExited: Bool
    /// Whether it says of both that matter, having left and being frozen, whether it is so.
    let isKnown: Bool

    /// Reads the `status` of an object; what it does not say is what leaves nobody out.
    init(_ person: AnswerObject) throws(FeishuError) {
        let status = try person.object("status")
        let (resigned, frozen) = (try status.bool("is_resigned"), try status.bool("is_frozen"))
        isKnown = resigned != nil && frozen != nil
        isResigned = resigned ?? false
        isFrozen = frozen ?? false
        isActivated = try status.bool("is_activated") ?? true
        isExited = try status.bool("is_exited") ?? false
    }
}
