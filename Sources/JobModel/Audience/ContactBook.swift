/// What Feishu's contacts have answered: departments, their direct members, people, and who has which address or number.
///
/// A value without opinions: what follows from it for an audience is said by ``ResolvedAudience``.
public struct ContactBook: Sendable, Equatable {
    /// A department.
    public struct Department: Sendable, Equatable {
        /// `od-…`.
        public var openID: String
        /// The tenant's own id.
        public var customID: String?
        /// The name; may be empty when the app may not see names.
        public var name: String
        /// The open id of the department above; `0` below the root, `nil` when Feishu does not say.
        public var parentID: String?
        /// People in it and below it as Feishu counts; `nil` when it does not say.
        public var memberCount: Int?
        /// Whether it was deleted.
        public var isDeleted: Bool

        /// Creates a department.
        public init(
            openID: String, customID: String? = nil, name: String, parentID: String? = nil, memberCount: Int? = nil,
            isDeleted: Bool = false
        ) {
            self.openID = openID
            self.customID = customID
            self.name = name
            self.parentID = parentID
            self.memberCount = memberCount
            self.isDeleted = isDeleted
        }
    }

    /// A person.
    ///
    /// What Feishu does not say about somebody's state is what leaves nobody out; ``isStateKnown`` is false then.
    public struct Person: Sendable, Equatable {
        /// `ou_…`: the canonical id.
        public var openID: String
        /// The tenant's id.
        public var userID: String?
        /// `on_…`.
        public var unionID: String?
        /// Whether they have left the company, or the tenant by themselves.
        public var isResigned: Bool
        /// Whether an administrator has suspended the account.
        public var isFrozen: Bool
        /// Whether Feishu has said of both whether it is so.
        public var isStateKnown: Bool
        /// Whether the app is available to them, so that its messages reach them; `nil` when Feishu was not asked.
        public var isAvailable: Bool?
        /// Open ids of the departments in which the person says to be directly, sorted; empty when no answer says.
        ///
        /// A second source beside the lists of departments: of the two one may be cut short.
        public var departmentIDs: [String]

        /// Creates a person.
        public init(
            openID: String, userID: String? = nil, unionID: String? = nil, isResigned: Bool = false,
            isFrozen: Bool = false, isStateKnown: Bool = true, isAvailable: Bool? = nil, departmentIDs: [String] = []
        ) {
            self.openID = openID
            self.userID = userID
            self.unionID = unionID
            self.isResigned = isResigned
            self.isFrozen = isFrozen
            self.isStateKnown = isStateKnown
            self.isAvailable = isAvailable
            self.departmentIDs = departmentIDs.sorted()
        }
    }

    /// The departments by open id.
    public private(set) var departments: [String: Department] = [:]
    private(set) var departmentByCustomID: [String: String] = [:]
    /// What the listings of everything below a department have returned, by that department.
    ///
    /// Feishu says that these are below it even where it does not say what is between: the parents of departments need a
    /// scope of their own, and a department in between may be out of sight or deleted.
    private(set) var listedBelow: [String: Set<String>] = [:]
    /// Direct members by department, sorted.
    private(set) var members: [String: [String]] = [:]
    private(set) var people: [String: Person] = [:]
    private var byUserID: [String: String] = [:]
    private var byUnionID: [String: String] = [:]
    private(set) var byEmail: [String: [String]] = [:]
    private(set) var byMobile: [String: [String]] = [:]

    /// Creates a book in which nothing stands.
    public init() {}

    /// How many people stand in it.
    public var peopleCount: Int { people.count }

    // MARK: Writing

    /// Enters a department; `name` is the id it was asked for by.
    ///
    /// What an earlier answer said and this one does not is kept.
    public mutating func add(_ department: Department, askedAs name: String? = nil) {
        var entry = department
        let earlier = departments[department.openID]
        entry.customID = department.customID ?? earlier?.customID
        entry.parentID = department.parentID ?? earlier?.parentID
        entry.memberCount = department.memberCount ?? earlier?.memberCount
        departments[department.openID] = entry
        for id in [entry.customID, name].compactMap(\.self) where id != department.openID {
            departmentByCustomID[id] = department.openID
        }
    }

    /// Enters which departments a listing of those below one has returned, deleted ones too.
    public mutating func setListed(_ departments: some Sequence<String>, below root: String) {
        listedBelow[root, default: []].formUnion(departments)
    }

    /// Enters everybody who is directly in a department, once however often they came.
    public mutating func setMembers(_ people: [Person], of department: String) {
        for person in people { add(person) }
        members[department] = Set(people.map(\.openID)).sorted()
    }

    /// Enters a person.
    ///
    /// Whoever was resigned or frozen in one answer stays so: answers that say nothing look like "no". One answer that says it is
    /// enough to know somebody's state, and to count them to a department.
    public mutating func add(_ person: Person) {
        var entry = person
        if let earlier = people[person.openID] {
            entry.userID = person.userID ?? earlier.userID
            entry.unionID = person.unionID ?? earlier.unionID
            entry.isResigned = person.isResigned || earlier.isResigned
            entry.isFrozen = person.isFrozen || earlier.isFrozen
            entry.isStateKnown = person.isStateKnown || earlier.isStateKnown
            entry.isAvailable = person.isAvailable ?? earlier.isAvailable
            if person.departmentIDs != earlier.departmentIDs {
                entry.departmentIDs = Set(person.departmentIDs + earlier.departmentIDs).sorted()
            }
        }
        people[person.openID] = entry
        if let id = entry.userID { byUserID[id] = entry.openID }
        if let id = entry.unionID { byUnionID[id] = entry.openID }
    }

    /// Enters to whom the app is available, by open id; whoever does not stand in the book is nobody's recipient.
    public mutating func setAvailability(_ availability: [String: Bool]) {
        for (openID, isAvailable) in availability { people[openID]?.isAvailable = isAvailable }
    }

    /// Enters whom a look-up by an id has found: Feishu may leave the very id out of its answer.
    public mutating func add(_ person: Person, askedAs id: String, kind: AppearanceKind) {
        var entry = person
        if kind == .userID { entry.userID = id }
        if kind == .unionID { entry.unionID = id }
        add(entry)
    }

    /// Enters somebody who has an e-mail address or a mobile number; two people may share one.
    public mutating func add(_ person: Person, email: String?, mobile: String?) {
        add(person)
        if let email { Self.append(person.openID, to: &byEmail[Self.key(ofEmail: email), default: []]) }
        if let mobile { Self.append(person.openID, to: &byMobile[Self.key(ofMobile: mobile), default: []]) }
    }

    private static func append(_ id: String, to ids: inout [String]) {
        if !ids.contains(id) { ids.append(id) }
    }

    /// Feishu may answer in other case than it was asked in.
    private static func key(ofEmail email: String) -> String { email.lowercased() }

    /// Numbers in China are the same with and without the country code.
    private static func key(ofMobile mobile: String) -> String {
        mobile.hasPrefix("+86") ? String(mobile.dropFirst(3)) : mobile
    }

    // MARK: Reading

    /// The open id of a department named by either of its ids; `nil` when Feishu did not know it.
    public func openID(ofDepartment id: String) -> String? {
        departments[id] == nil ? departmentByCustomID[id] : id
    }

    /// Whether everything above a department is known, up to the root.
    public func reachesRoot(_ department: String) -> Bool {
        var seen: Set<String> = []
        var next = department
        while next != "0" {
            guard seen.insert(next).inserted, let parent = departments[next]?.parentID else { return false }
            next = parent
        }
        return true
    }

    /// Who is directly in a department, in the order of their ids; `nil` when that was not asked.
    public func members(of department: String) -> [String]? { members[department] }

    /// A person by open id.
    public func person(_ openID: String) -> Person? { people[openID] }

    /// The people with a name, nobody when Feishu knew none; more than one where two share an address.
    public func people(named text: String, as kind: AppearanceKind) -> [Person] {
        let ids: [String] =
            switch kind {
            case .openID: [text]
            case .userID: byUserID[text].map { [$0] } ?? []
            case .unionID: byUnionID[text].map { [$0] } ?? []
            case .email: byEmail[Self.key(ofEmail: text)] ?? []
            case .mobile: byMobile[Self.key(ofMobile: text)] ?? []
            case .departmentID: []
            }
        return ids.compactMap { people[$0] }
    }
}
