/// By what somebody is named in an audience; the raw values are the columns of a CSV file.
///
/// The order is the order in which the cells of one row are looked at.
public enum AppearanceKind: String, Sendable, CaseIterable {
    /// A person, by this app's own id.
    case openID = "open_id"
    /// A person, by the tenant's id.
    case userID = "user_id"
    /// A person, by the developer's id.
    case unionID = "union_id"
    /// A person, by an e-mail address.
    case email
    /// A person, by a mobile number.
    case mobile
    /// Everybody in a department and below it.
    case departmentID = "department_id"

    /// The kind of id a batch can address without asking anybody; `nil` for e-mail addresses and mobile numbers.
    public var idKind: IDKind? {
        switch self {
        case .openID: .openID
        case .userID: .userID
        case .unionID: .unionID
        case .departmentID: .departmentID
        case .email, .mobile: nil
        }
    }

    /// The place in the order of ``allCases``.
    var rank: Int {
        switch self {
        case .openID: 0
        case .userID: 1
        case .unionID: 2
        case .email: 3
        case .mobile: 4
        case .departmentID: 5
        }
    }

    /// The kind that a text's first letters give away.
    static func told(byPrefixOf text: String) -> AppearanceKind? {
        if text.hasPrefix("ou_") { return .openID }
        if text.hasPrefix("on_") { return .unionID }
        return text.hasPrefix("od-") ? .departmentID : nil
    }

    /// Why a text is no name of this kind; `nil` when it looks like one.
    func problem(with text: String) -> ShapeProblem? {
        switch self {
        case .email: ContactShape.problem(withEmail: text)
        case .mobile: ContactShape.problem(withMobile: text)
        case .openID: RecipientShape.problem(with: text, as: .openID)
        case .userID: RecipientShape.problem(with: text, as: .userID)
        case .unionID: RecipientShape.problem(with: text, as: .unionID)
        case .departmentID: RecipientShape.problem(with: text, as: .departmentID)
        }
    }
}
