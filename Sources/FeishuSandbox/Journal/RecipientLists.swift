/// Ids by kind, as batch_send takes and returns them.
public struct RecipientLists: Sendable, Equatable {
    /// Custom `department_id`s and `open_department_id`s, mixed.
    public var departmentIDs: [String] = []
    /// Open ids, `ou_…`.
    public var openIDs: [String] = []
    /// The tenant's own user ids.
    public var userIDs: [String] = []
    /// Union ids, `on_…`.
    public var unionIDs: [String] = []

    /// Empty lists.
    public init() {}

    /// How many ids the four lists hold.
    public var count: Int {
        departmentIDs.count + openIDs.count + userIDs.count + unionIDs.count
    }
}
