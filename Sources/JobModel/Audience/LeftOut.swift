/// Why somebody whom an audience names is not among its recipients; the raw values are shown and hashed.
public enum LeftOutReason: String, Sendable, CaseIterable {
    /// `audience.exclude` leaves them out.
    case excluded
    /// They have left the company.
    case resigned
    /// An administrator has suspended their account.
    case frozen
    /// They may have got the very message already, and whoever sends it wants nobody to get it twice.
    case alreadySent = "already_sent"
    /// They are among the recipients already.
    case duplicate
    /// Feishu's contacts do not know the id, or the person is outside the app's contact range: Feishu does not say which.
    case unknownID = "unknown_id"
    /// Feishu's contacts know nobody with the e-mail address or mobile number, or nobody the app may see.
    case unknownAddress = "unknown_address"

    /// The reason for people, after a number.
    public var words: String {
        switch self {
        case .excluded: "excluded"
        case .resigned: "resigned"
        case .frozen: "frozen"
        case .alreadySent: "who may have the message already"
        case .duplicate: "named more than once"
        case .unknownID: "with an id that Feishu does not know or the app may not see"
        case .unknownAddress: "with an address or number that Feishu does not know or the app may not see"
        }
    }
}

/// How somebody came to be left out by the manifest, or to be named again: what a number of them consists of.
public enum LeftOutOrigin: String, Sendable, CaseIterable {
    /// Named themselves in `audience.exclude`, by an id, an address or a number.
    case excludedByName = "excluded_by_name"
    /// A member of a department that `audience.exclude` names, and not named there themselves.
    case excludedWithDepartment = "excluded_with_department"
    /// Named themselves twice, in lists or files.
    case repeatedByName = "repeated_by_name"
    /// Named themselves, and a member of a department that is named.
    case repeatedByNameAndDepartment = "repeated_by_name_and_department"
    /// A member of two of the departments.
    case repeatedInDepartments = "repeated_in_departments"
}

/// One appearance that leads to nobody.
public struct LeftOut: Sendable, Equatable {
    /// Why.
    public var reason: LeftOutReason
    /// What was named; for somebody who came with a department their open id.
    public var name: String
    /// Where: a JSON pointer, `file:line`, or the department they came with; of whoever may have the message already, the run.
    public var place: String

    /// Creates an entry.
    public init(reason: LeftOutReason, name: String, place: String) {
        self.reason = reason
        self.name = name
        self.place = place
    }
}

/// Everybody who was left out: how many for each reason, and the first of each.
public struct LeftOuts: Sendable, Equatable {
    /// Most examples of each reason.
    public static let examplesPerReason = 20

    /// How many appearances, by reason; reasons without any are missing.
    public internal(set) var totals: [LeftOutReason: Int] = [:]
    /// What the exclusions and the repetitions consist of, as far as that is known; origins without any are missing.
    public internal(set) var origins: [LeftOutOrigin: Int] = [:]
    /// The first appearances of each reason, in the order of the audience.
    public internal(set) var examples: [LeftOut] = []

    /// Creates a list of nobody.
    public init() {}

    /// How many appearances for some reasons together.
    public func count(_ reasons: LeftOutReason...) -> Int { reasons.reduce(0) { $0 + (totals[$1] ?? 0) } }

    /// The totals as a phrase: `3 excluded, 1 resigned`.
    public var words: String {
        LeftOutReason.allCases.compactMap { reason in totals[reason].map { "\($0) \(reason.words)" } }
            .joined(separator: ", ")
    }

    mutating func add(
        _ reason: LeftOutReason, count: Int = 1, origin: LeftOutOrigin? = nil,
        example: () -> (name: String, place: String)
    ) {
        if let origin { origins[origin, default: 0] += count }
        let before = totals[reason] ?? 0
        totals[reason] = before + count
        guard before < Self.examplesPerReason else { return }
        let (name, place) = example()
        examples.append(LeftOut(reason: reason, name: name, place: place))
    }
}
