/// Who does something: a person at a terminal, or the service itself.
public struct AuditActor: Sendable, Hashable {
    /// The login name, or the service's.
    public var name: String
    /// The numeric user id, when there is one.
    public var userID: Int64?
    /// The terminal they sit at, such as `/dev/pts/3`; kept in the detail of what they did.
    public var terminal: String?
    /// What they did it through when that was no terminal, such as `dashboard`; kept in the detail too.
    public var via: String?

    /// Creates an actor.
    public init(name: String, userID: Int64? = nil, terminal: String? = nil, via: String? = nil) {
        self.name = name
        self.userID = userID
        self.terminal = terminal
        self.via = via
    }

    /// The program itself, where no person decided.
    public static let larkcast = AuditActor(name: "larkcast")
}
