/// The invented company a sandbox serves: the same seed and size give the same company, for ever.
///
/// No name, id, number or address in it belongs to anybody; the addresses use the reserved domain `example`.
public struct SandboxCompany: Sendable {
    /// What the company was invented from.
    public let seed: UInt64
    /// All departments, each after its parent; deleted ones stay in their place.
    public internal(set) var departments: [SandboxDepartment]
    /// Everybody, resigned and invisible ones too.
    public internal(set) var people: [SandboxPerson]
    /// Groups, one of them without the bot.
    public let chats: [SandboxChat]
    /// Images this app has uploaded (`img_v3_`).
    public let imageKeys: [String]
    /// Stickers the bot may send on (`file_v3_`).
    public let stickerKeys: [String]
    /// Open ids under which another app knows people; this app may not use them (99992361).
    public let foreignOpenIDs: [String]
    /// Card templates, one of them not visible to the app.
    public let templates: [SandboxTemplate]

    var index: CompanyIndex
    private let personByOpenID: [String: Int]
    private let personByUnionID: [String: Int]
    private let personByUserID: [String: Int]
    private let personByEmail: [String: Int]
    private let personByMobile: [String: Int]
    private var departmentByID: [String: Int]

    /// Invents the company of `seed`.
    ///
    /// - Parameters:
    ///   - seed: any number.
    ///   - people: how many people, the resigned ones included; a negative number counts as 0.
    ///   - departments: how many departments; nil for the usual tree of three levels. Another number keeps the first of
    ///     the usual departments and adds teams below them, down to level 7, and places people anew.
    ///   - overlap: the share of people (0 to 1) who sit in up to four further departments; nil for the usual few.
    public init(seed: UInt64, people: Int, departments: Int? = nil, overlap: Double? = nil) {
        var builder = CompanyBuilder(seed: seed, overlap: overlap)
        builder.addDepartments()
        if let departments { builder.addTeams(upTo: departments) }
        builder.addPeople(max(0, people))
        self.init(seed: seed, departments: builder.departments, people: builder.people)
    }

    private init(seed: UInt64, departments: [SandboxDepartment], people: [SandboxPerson]) {
        self.seed = seed
        self.departments = departments
        self.people = people
        let props = CompanyProps(seed: seed)
        chats = props.chats(people: people)
        imageKeys = props.imageKeys
        stickerKeys = props.stickerKeys
        foreignOpenIDs = props.foreignOpenIDs
        templates = props.templates
        personByOpenID = Self.positions(people.lazy.map(\.openID))
        personByUnionID = Self.positions(people.lazy.map(\.unionID))
        personByUserID = Self.positions(people.lazy.map(\.userID))
        personByEmail = Self.positions(people.lazy.map(\.email))
        personByMobile = Self.positions(people.lazy.map(\.mobile))
        departmentByID = Self.positions(departments.lazy.map(\.openDepartmentID))
            .merging(Self.positions(departments.lazy.map(\.departmentID))) { first, _ in first }
        index = CompanyIndex(departments: departments, people: people)
    }

    /// The groups the bot is in and may share (`oc_`).
    public var chatIDs: [String] { chats.filter(\.hasBot).map(\.chatID) }

    func person(openID: String) -> Int? { personByOpenID[openID] }

    func person(unionID: String) -> Int? { personByUnionID[unionID] }

    func person(userID: String) -> Int? { personByUserID[userID] }

    /// Addresses are compared without case.
    func person(email: String) -> Int? { personByEmail[email.lowercased()] }

    /// Chinese numbers are also known without their country code; others are not.
    func person(mobile: String) -> Int? {
        personByMobile[mobile.hasPrefix("+") ? mobile : "+86" + mobile]
    }

    /// The department of a custom `department_id` or an `open_department_id`; batch_send takes both in one list.
    func department(id: String) -> Int? { departmentByID[id] }

    func chat(id: String) -> SandboxChat? { chats.first { $0.chatID == id } }

    /// Who a department reaches, its sub-departments included.
    func people(under department: Int) -> [Int] {
        departments.indices.contains(department) ? index.people(under: department) : []
    }

    mutating func forget(departmentIDs department: SandboxDepartment) {
        departmentByID[department.openDepartmentID] = nil
        departmentByID[department.departmentID] = nil
    }

    private static func positions(_ ids: some Sequence<String?>) -> [String: Int] {
        var positions: [String: Int] = [:]
        positions.reserveCapacity(ids.underestimatedCount)
        for (position, id) in ids.enumerated() {
            if let id, positions[id] == nil { positions[id] = position }
        }
        return positions
    }

    private static func positions(_ ids: some Sequence<String>) -> [String: Int] {
        positions(ids.lazy.map { $0 as String? })
    }
}
