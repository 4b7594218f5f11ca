/// What else a tester is called: their other ids, their addresses and numbers, and the departments they are in.
public struct TesterNames: Sendable, Equatable {
    private var names: [AppearanceKind: Set<String>] = [:]

    /// Creates a tester of whom nothing is known besides the id they were named by.
    public init() {}

    /// Enters a name.
    public mutating func add(_ name: String?, as kind: AppearanceKind) {
        guard let name else { return }
        names[kind, default: []].insert(name)
    }

    func hold(_ name: String, as kind: AppearanceKind) -> Bool { names[kind]?.contains(name) == true }
}

/// What Feishu's contacts must be asked before the rows of testers are found in files that call people otherwise.
public struct TesterQuestions: Sendable, Equatable {
    /// The ids of the test.
    public var testers: [String]
    /// The kind of all of them.
    public var kind: AppearanceKind
    /// The addresses that files call people by.
    public var emails: [String]
    /// The numbers that files call people by.
    public var mobiles: [String]
    /// Whether a file has rows for departments.
    public var namesDepartments: Bool
}
