/// A department of the invented company, on one of three levels.
public struct SandboxDepartment: Sendable, Equatable {
    /// English name.
    public let name: String
    /// Chinese name.
    public let chineseName: String
    /// `od-` and 32 hex digits.
    public let openDepartmentID: String
    /// The custom `department_id`, readable (`eng-platform-sha`).
    public let departmentID: String
    /// 1, 2 or 3.
    public let level: Int
    /// Position of the department above; nil on level 1, whose parent is the root `"0"`.
    public let parent: Int?
}
