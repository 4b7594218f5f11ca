/// How far the asking is.
public struct ContactProgress: Sendable, Equatable {
    /// Departments whose people are known.
    public var departmentsDone: Int
    /// Departments known so far.
    public var departmentsKnown: Int
    /// People found so far, each once.
    public var peopleFound: Int

    /// Creates a progress.
    public init(departmentsDone: Int, departmentsKnown: Int, peopleFound: Int) {
        self.departmentsDone = departmentsDone
        self.departmentsKnown = departmentsKnown
        self.peopleFound = peopleFound
    }
}
