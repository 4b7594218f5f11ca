/// What Feishu's contacts must be asked before it is known who an audience is, and nothing more.
///
/// - Nothing, when everybody who is in or left out is named by one kind of id.
/// - Departments are expanded: those that are in first; those that are left out only when somebody is there to be left out.
/// - People who are in are looked up by whatever id they have, so that everybody is known by the one open id, and leavers
///   and unknown ids show. Whoever comes with a department needs no look-up of their own.
/// - People who are left out are looked up only by ids other than the open id.
/// - E-mail addresses and mobile numbers are turned into open ids. Where any are, those that stand in a row of a file beside
///   another id are asked for as well: they show whether the row names one person.
public struct ContactQuestions: Sendable, Equatable {
    /// Departments whose people are in, each once, in order.
    public private(set) var departments: [String] = []
    /// Departments whose people are left out, each once, in order.
    public private(set) var excludedDepartments: [String] = []
    /// Open ids of people.
    public private(set) var openIDs: [String] = []
    /// User ids of people.
    public private(set) var userIDs: [String] = []
    /// Union ids of people.
    public private(set) var unionIDs: [String] = []
    /// E-mail addresses.
    public private(set) var emails: [String] = []
    /// Mobile numbers.
    public private(set) var mobiles: [String] = []

    /// Decides what to ask.
    public init(_ audience: NamedAudience) {
        guard audience.onlyKind == nil else { return }
        var seen: [AppearanceKind: Set<String>] = [:]
        audience.forEachIncluded { (appearance) throws(Never) in
            guard seen[appearance.kind, default: []].insert(appearance.text).inserted else { return }
            switch appearance.kind {
            case .departmentID: departments.append(appearance.text)
            case .openID: openIDs.append(appearance.text)
            case .userID: userIDs.append(appearance.text)
            case .unionID: unionIDs.append(appearance.text)
            case .email: emails.append(appearance.text)
            case .mobile: mobiles.append(appearance.text)
            }
        }
        var seenDepartments: Set<String> = []
        audience.forEachExcluded { (appearance) throws(Never) in
            if appearance.kind == .departmentID {
                if seenDepartments.insert(appearance.text).inserted { excludedDepartments.append(appearance.text) }
                return
            }
            guard appearance.kind != .openID, seen[appearance.kind, default: []].insert(appearance.text).inserted else {
                return
            }
            switch appearance.kind {
            case .userID: userIDs.append(appearance.text)
            case .unionID: unionIDs.append(appearance.text)
            case .email: emails.append(appearance.text)
            case .mobile: mobiles.append(appearance.text)
            case .openID, .departmentID: break
            }
        }
        addOthers(of: audience, &seen)
    }

    /// Adds what shows that a row names two people; an app that may look up no addresses has none to ask for.
    private mutating func addOthers(of audience: NamedAudience, _ seen: inout [AppearanceKind: Set<String>]) {
        guard !emails.isEmpty || !mobiles.isEmpty else { return }
        for case .file(let file, _) in audience.included + audience.excluded {
            for other in file.others where seen[other.kind, default: []].insert(other.text).inserted {
                if other.kind == .email { emails.append(other.text) }
                if other.kind == .mobile { mobiles.append(other.text) }
            }
        }
    }

    /// SHA-256 over the questions, in lower-case hex: the same ones have the same, whatever job asks them.
    public var sha256: String {
        var hash = PlanHash()
        for list in [departments, excludedDepartments, openIDs, userIDs, unionIDs, emails, mobiles] {
            hash.add(list.count)
            for name in list.sorted() { hash.add(name) }
        }
        return hash.hex()
    }

    /// Departments whose people are listed, so that their number can be compared with Feishu's count.
    public var countedDepartments: [String] { departments + excludedDepartments }

    private init() {}
}
