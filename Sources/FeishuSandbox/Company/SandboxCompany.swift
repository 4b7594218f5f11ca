/// The invented company a sandbox serves: the same seed and size give the same company, for ever.
///
/// No name, id or address in it belongs to anybody; the addresses use the reserved domain `example`.
public struct SandboxCompany: Sendable {
    /// What the company was invented from.
    public let seed: UInt64
    /// All departments, each after its parent.
    public let departments: [SandboxDepartment]
    /// Everybody, resigned and invisible ones too.
    public let people: [SandboxPerson]
    /// Groups the bot may share (`oc_`).
    public let chatIDs: [String]
    /// Images this app has uploaded (`img_v3_`).
    public let imageKeys: [String]
    /// Card templates, one of them not visible to the app.
    public let templates: [SandboxTemplate]

    private let personByOpenID: [String: Int]
    private let personByUnionID: [String: Int]
    private let personByUserID: [String: Int]
    private let departmentByID: [String: Int]
    /// For each department its people and those of all departments below, in company order, without the resigned.
    private let reach: [[Int]]

    /// Invents the company of `seed`.
    ///
    /// - Parameters:
    ///   - seed: any number.
    ///   - people: how many people, the resigned ones included; a negative number counts as 0.
    public init(seed: UInt64, people: Int) {
        var builder = CompanyBuilder(seed: seed)
        builder.addDepartments()
        builder.addPeople(max(0, people))
        self.init(seed: seed, builder: builder)
    }

    private init(seed: UInt64, builder: CompanyBuilder) {
        self.seed = seed
        departments = builder.departments
        people = builder.people
        chatIDs = builder.chatIDs
        imageKeys = builder.imageKeys
        templates = builder.templates
        personByOpenID = Self.index(builder.people.map(\.openID))
        personByUnionID = Self.index(builder.people.map(\.unionID))
        personByUserID = Self.index(builder.people.map(\.userID))
        departmentByID = Self.index(builder.departments.map(\.openDepartmentID))
            .merging(Self.index(builder.departments.map(\.departmentID))) { first, _ in first }
        reach = Self.reach(departments: builder.departments, people: builder.people)
    }

    func person(openID: String) -> Int? { personByOpenID[openID] }

    func person(unionID: String) -> Int? { personByUnionID[unionID] }

    func person(userID: String) -> Int? { personByUserID[userID] }

    /// The department of a custom `department_id` or an `open_department_id`; batch_send takes both in one list.
    func department(id: String) -> Int? { departmentByID[id] }

    /// Who a department reaches, its sub-departments included.
    func people(under department: Int) -> [Int] {
        reach.indices.contains(department) ? reach[department] : []
    }

    private static func index(_ ids: [String]) -> [String: Int] {
        Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    private static func reach(departments: [SandboxDepartment], people: [SandboxPerson]) -> [[Int]] {
        var reach: [[Int]] = Array(repeating: [], count: departments.count)
        for (position, person) in people.enumerated() where !person.isResigned {
            var reached: Set<Int> = []
            for department in person.departments {
                var next: Int? = department
                while let current = next, reached.insert(current).inserted {
                    reach[current].append(position)
                    next = departments[current].parent
                }
            }
        }
        return reach
    }
}

/// A published card template of the app.
public struct SandboxTemplate: Sendable, Equatable {
    /// `AAq…`, as new template ids look.
    public let id: String
    /// The published versions; `template_version_name` must be one of them.
    public let versions: [String]
    /// The text variables the template declares; other types for them are refused.
    public let textVariables: [String]
    /// False for a template that exists but is not shared with the app (sub code 200381).
    public let isVisible: Bool
}
