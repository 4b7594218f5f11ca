/// Somebody of the invented company.
public struct SandboxPerson: Sendable, Equatable {
    /// English name, given name first.
    public let name: String
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
    /// Positions in ``SandboxCompany/departments``; the first is the main one.
    public let departments: [Int]
    /// False for the few who are outside the app's availability: counted as valid, never delivered to.
    public let isVisible: Bool
    /// True for the few who left: their ids are invalid.
    public let isResigned: Bool
}
