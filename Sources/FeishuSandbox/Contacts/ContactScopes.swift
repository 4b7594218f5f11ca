/// The scopes of the contact pages: one of the first few opens a call, the others open single fields of its answer.
///
/// The older scopes those pages list beside them (`contact:contact:readonly_as_app` and its like) are no longer handed
/// out and not known here.
enum ContactScopes {
    static let organisation = ["contact:contact.base:readonly", "contact:department.organize:readonly"]
    static let base = ["contact:contact.base:readonly"]
    static let idByAddress = ["contact:user.id:readonly"]
    static let basicProfile = ["contact:user.basic_profile:readonly"]

    static let departmentName = "contact:department.base:readonly"
    static let departmentTree = "contact:department.organize:readonly"
    static let userID = "contact:user.employee_id:readonly"
    static let personName = "contact:user.base:readonly"
    static let personDepartments = "contact:user.department:readonly"
    static let personStatus = "contact:user.employee:readonly"
    static let email = "contact:user.email:readonly"
    static let mobile = "contact:user.phone:readonly"
}
