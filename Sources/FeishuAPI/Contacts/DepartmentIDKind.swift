/// Which of a department's two ids an id is.
public enum DepartmentIDKind: String, Sendable {
    /// `od-…`, given by Feishu, unique in the tenant for ever.
    case open = "open_department_id"
    /// Given by the tenant; after a department's deletion it may come to name another one.
    case custom = "department_id"

    /// Tells the kind by the id: a custom id may not begin with `od-`, and the root is `0` in both.
    public init(of id: String) {
        self = id.hasPrefix("od-") || id == "0" ? .open : .custom
    }
}

/// Which of a person's three ids an id is.
public enum PersonIDKind: String, Sendable, CaseIterable {
    /// `ou_…`, valid for one app only.
    case openID = "open_id"
    /// `on_…`, valid for the apps of one developer.
    case unionID = "union_id"
    /// Given by the tenant, valid in all of its apps; seen only with `contact:user.employee_id:readonly`.
    case userID = "user_id"
}
