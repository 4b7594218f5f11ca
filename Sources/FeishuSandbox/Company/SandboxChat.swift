/// A group chat of the invented company.
public struct SandboxChat: Sendable, Equatable {
    /// `oc_` and 32 hex digits.
    public let chatID: String
    /// What the group is called.
    public let name: String
    /// Positions in ``SandboxCompany/people``, ascending.
    public let members: [Int]
    /// Whether the bot is in it; sending to a group it is not in gives 230002.
    public let hasBot: Bool
}
