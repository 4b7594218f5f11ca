/// A department as the contact pages describe it.
public struct FeishuDepartment: Sendable, Hashable {
    /// `od-…`, or `0` for the root.
    public var openDepartmentID: String
    /// The tenant's own id for it.
    public var departmentID: String?
    /// The name; empty when the app may not see names (`contact:department.base:readonly`).
    public var name: String
    /// The open id of the department above, or `0` below the root.
    ///
    /// `nil` when the answer does not say, which is always so when the department was asked for by a custom id: then the
    /// answer's parent is a custom id too, and a department has one name here.
    public var parentDepartmentID: String?
    /// People in it and below it, each counted once, as Feishu counts; `nil` when it does not say.
    public var memberCount: Int?
    /// Whether it was deleted; `false` when the answer does not say.
    public var isDeleted: Bool

    /// Creates a department.
    public init(
        openDepartmentID: String, departmentID: String? = nil, name: String, parentDepartmentID: String? = nil,
        memberCount: Int? = nil, isDeleted: Bool = false
    ) {
        self.openDepartmentID = openDepartmentID
        self.departmentID = departmentID
        self.name = name
        self.parentDepartmentID = parentDepartmentID
        self.memberCount = memberCount
        self.isDeleted = isDeleted
    }

    /// Reads one of an answer.
    ///
    /// - Throws: ``FeishuError`` when it has no open id: a department left out would be an audience cut short.
    init(_ object: AnswerObject) throws(FeishuError) {
        let id = try object.requiredString("open_department_id")
        guard Self.isOpenID(id) else {
            throw object.answer.malformed("\"open_department_id\" of \(object.place) is neither od-… nor 0")
        }
        let parent = try object.string("parent_department_id")
        self.init(
            openDepartmentID: id, departmentID: try object.string("department_id"),
            name: try object.string("name") ?? "", parentDepartmentID: parent.flatMap { Self.isOpenID($0) ? $0 : nil },
            memberCount: ResponseEnvelope.count(object.member("member_count")),
            isDeleted: try object.object("status").bool("is_deleted") ?? false)
    }

    /// Whether the text is `0` or `od-` and 1 to 125 letters, digits, `_` and `-`.
    static func isOpenID(_ text: String) -> Bool {
        text == "0" || PrefixedID.isValid(text, "od-")
    }
}

/// Ids that Feishu gives, known by how they begin.
enum PrefixedID {
    /// Whether the text is the prefix and 1 to 125 letters, digits, `_` and `-`.
    static func isValid(_ text: String, _ prefix: String) -> Bool {
        let rest = text.utf8.dropFirst(prefix.utf8.count)
        return text.hasPrefix(prefix) && (1...125).contains(rest.count) && rest.allSatisfy(PathSegment.isNameByte)
    }
}
