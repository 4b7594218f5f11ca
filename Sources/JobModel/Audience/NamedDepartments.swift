/// The departments an audience names, and those it names again, by either of their ids.
struct NamedDepartments {
    /// Most departments that are named again and told one by one.
    private static let mostNamed = 3

    private var openIDs: Set<String> = []
    private var repeated = 0
    private var first: [String] = []

    /// Notes a department; `words` are its name and where it is named this time.
    mutating func note(
        _ appearance: Appearance, in book: ContactBook, words: (_ openID: String) -> (name: String, place: String)
    ) {
        guard let id = book.openID(ofDepartment: appearance.text), !openIDs.insert(id).inserted else { return }
        repeated += 1
        if first.count < Self.mostNamed {
            let (name, place) = words(id)
            first.append("\(Quoting.quoted(name)) (\(place))")
        }
    }

    /// What there is to say of those that are named again; `nil` when none is.
    var remark: PlanRemark? { repeated > 0 ? .repeatedDepartments(repeated, first: first) : nil }
}
