/// A column of a personal message, and for how many people its default is written.
public struct DefaultedColumn: Sendable, Equatable {
    /// The column's name.
    public var column: String
    /// How many people have no value in it.
    public var people: Int

    /// Creates a figure.
    public init(column: String, people: Int) {
        self.column = column
        self.people = people
    }
}
