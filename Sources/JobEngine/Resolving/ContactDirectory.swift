public import FeishuAPI
public import JobModel

/// What resolving an audience needs of Feishu's contacts.
///
/// Every call may be repeated. Lists hold at most 50 names. Department ids are `od-…` or custom ones, which the prefix tells;
/// one list holds one sort. What Feishu does not know, or the app may not see, is left out of the answers to lists.
public protocol ContactDirectory: Sendable {
    /// Asks for one department.
    func department(named id: String) async throws(FeishuError) -> ContactBook.Department

    /// Asks for up to 50 departments.
    func departments(named ids: [String]) async throws(FeishuError) -> [ContactBook.Department]

    /// Asks for a page of the departments below one, which is named by `od-…`: its children, or all levels.
    func departments(
        below department: String, isRecursive: Bool, pageToken: String?
    ) async throws(FeishuError) -> ContactPage<ContactBook.Department>

    /// Asks for a page of the people directly in a department, which is named by `od-…`.
    func people(
        directlyIn department: String, pageToken: String?
    ) async throws(FeishuError) -> ContactPage<ContactBook.Person>

    /// Asks for up to 50 people by open ids, user ids or union ids.
    func people(named ids: [String], as kind: AppearanceKind) async throws(FeishuError) -> [ContactBook.Person]

    /// Asks who has up to 50 e-mail addresses and up to 50 mobile numbers, leavers included; one of which the answer does not
    /// speak is missing.
    func holders(emails: [String], mobiles: [String]) async throws(FeishuError) -> [AddressHolder]

    /// Asks whether the app is available to up to 100 people, by open ids; whoever the answer does not speak of is missing.
    func availability(of openIDs: [String]) async throws(FeishuError) -> [String: Bool]
}

/// One page of a listing.
public struct ContactPage<Item: Sendable>: Sendable {
    /// What is on it; a page in the middle may be empty.
    public var items: [Item]
    /// How to ask for the next page; `nil` ends the listing.
    public var nextPageToken: String?

    /// Creates a page.
    public init(items: [Item], nextPageToken: String? = nil) {
        self.items = items
        self.nextPageToken = nextPageToken
    }
}

/// Who has an e-mail address or a mobile number.
public struct AddressHolder: Sendable, Equatable {
    /// The address that was asked for.
    public var email: String?
    /// The number that was asked for.
    public var mobile: String?
    /// The person; `nil` when Feishu knows nobody.
    public var person: ContactBook.Person?

    /// Creates an entry.
    public init(email: String? = nil, mobile: String? = nil, person: ContactBook.Person?) {
        self.email = email
        self.mobile = mobile
        self.person = person
    }
}

/// The contact calls; Feishu counts the limits of each by itself.
public enum ContactCall: String, Sendable, CaseIterable {
    /// `departments/:id`.
    case department
    /// `departments/batch`.
    case departments
    /// `departments/:id/children`.
    case childDepartments
    /// `users/find_by_department`.
    case peopleOfDepartment
    /// `users/batch`.
    case people
    /// `users/batch_get_id`.
    case contacts
    /// `visibility/check_white_black_list`.
    case availability
}

extension ContactCall {
    /// The call as the client names it.
    var endpoint: FeishuEndpoint {
        switch self {
        case .department: .department
        case .departments: .departments
        case .childDepartments: .childDepartments
        case .peopleOfDepartment: .peopleOfDepartment
        case .people: .people
        case .contacts: .contacts
        case .availability: .visibility
        }
    }
}

/// Makes contact calls inside their rate limits, and again where that may help.
///
/// Source: Feishu, "Frequency control": 50 a second and 1000 a minute for each of these calls.
public protocol ContactPacing: Sendable {
    /// Waits until the call may be made, makes it, and repeats it after failures that may pass.
    ///
    /// - Throws: `FeishuError` of the last try, or `CancellationError` once somebody asks to stop.
    func make<Value: Sendable>(
        _ call: ContactCall, _ stop: StopSignal, _ body: @Sendable () async throws(FeishuError) -> Value
    ) async throws -> Value
}

extension FeishuError {
    /// Whether an id in the request does not exist (40008 and 40015 for departments).
    var isAboutUnknownID: Bool { kind == .notFound || code == 40_008 || code == 40_015 }
}
