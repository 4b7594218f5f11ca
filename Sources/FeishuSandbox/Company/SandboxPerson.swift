/// Somebody of the invented company.
public struct SandboxPerson: Sendable, Equatable {
    /// English name, given name first.
    public internal(set) var name: String
    /// The same person's Chinese name.
    public let chineseName: String
    /// `ou_` and 32 hex digits.
    public let openID: String
    /// `on_` and 32 hex digits.
    public let unionID: String
    /// Eight lower-case letters and digits.
    public let userID: String
    /// An address under the reserved domain `sandbox.example`.
    public let email: String
    /// A number nobody can have, with its country code; nil for the few without one.
    public let mobile: String?
    /// Positions in ``SandboxCompany/departments``; the first is the main one, and none means the root.
    public internal(set) var departments: [Int]
    /// False for the few who are outside the app's availability: counted as valid, never delivered to.
    public internal(set) var isVisible: Bool
    /// True for the few who left: their ids are invalid.
    public internal(set) var isResigned: Bool
    /// True for the few whose account an administrator has frozen.
    ///
    /// What sending to them does is not documented; here they are delivered to like others.
    public internal(set) var isFrozen: Bool
    /// False for the few who have never logged in.
    public internal(set) var isActivated: Bool
    /// True for somebody who has silenced the bot (230053); nobody has unless a test says so.
    public internal(set) var hasOptedOut = false

    /// Whether a message of the bot arrives.
    var isReachable: Bool { isVisible && !hasOptedOut }
}
