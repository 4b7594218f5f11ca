/// A department of the invented company.
public struct SandboxDepartment: Sendable, Equatable {
    /// English name.
    public internal(set) var name: String
    /// Chinese name.
    public let chineseName: String
    /// `od-` and 32 hex digits.
    public let openDepartmentID: String
    /// The custom `department_id`, readable (`eng-platform-sha`).
    public let departmentID: String
    /// 1 to 3; teams, which only a company with more departments than usual has, reach down to 7.
    public let level: Int
    /// Position of the department above; nil on level 1, whose parent is the root `"0"`.
    public let parent: Int?
    /// True once a test has deleted it; its ids are unknown from then on.
    public internal(set) var isDeleted = false
}
