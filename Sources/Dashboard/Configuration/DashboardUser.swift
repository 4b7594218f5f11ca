/// What somebody may do; each role may do what those before it may.
public enum DashboardRole: String, Sendable, CaseIterable, Comparable {
    /// Looks.
    case viewer
    /// Pauses, resumes, cancels and recalls.
    case author
    /// Approves as well, but never their own run.
    case approver

    /// Whether one may less than the other.
    public static func < (one: DashboardRole, other: DashboardRole) -> Bool { one.rank < other.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .author: 1
        case .approver: 2
        }
    }
}

/// Somebody who may log in.
public struct DashboardUser: Sendable, Equatable {
    /// The name they log in with, which the audit keeps.
    public var name: String
    /// What they may do.
    public var role: DashboardRole
    /// SHA-256 of their token; the token itself is nowhere.
    public var tokenSHA256: [UInt8]
    /// The login names under which the same person uses the command line: four eyes are not two logins.
    public var logins: [String]

    /// Creates a user.
    public init(name: String, role: DashboardRole, tokenSHA256: [UInt8], logins: [String] = []) {
        self.name = name
        self.role = role
        self.tokenSHA256 = tokenSHA256
        self.logins = logins
    }
}
