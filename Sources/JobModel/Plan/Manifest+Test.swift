extension Manifest {
    /// Most people a test goes to; a larger circle deserves a manifest, a confirmation and an approval of its own.
    public static let mostTestRecipients = 20

    /// The same message to a few named people, all at once.
    ///
    /// - Parameter ids: Ids of one kind: `ou_…`, `on_…`, or else user ids.
    /// - Returns: The job with these people as its whole audience, without waves, approval and schedule.
    /// - Throws: ``PlanRefusal`` when an id is none, or when there are too many.
    public func test(to ids: [String]) throws(PlanRefusal) -> Manifest {
        guard ids.count <= Self.mostTestRecipients else {
            throw PlanRefusal(
                .data, "/audience", "a test goes to at most \(Self.mostTestRecipients) people, not \(ids.count)",
                hint: "make a manifest for a larger circle")
        }
        var test = self
        test.audience = Audience()
        for id in ids {
            if let problem = Self.problem(withTester: id) {
                throw PlanRefusal(.data, "/audience", problem.message, hint: problem.hint)
            }
            switch Self.kind(of: id) {
            case .openID: test.audience.users.openIDs.append(id)
            case .unionID: test.audience.users.unionIDs.append(id)
            default: test.audience.users.userIDs.append(id)
            }
        }
        test.delivery.waves = nil
        test.delivery.pinsInChats = false
        test.approval = Approval()
        test.schedule = nil
        return test
    }

    /// Why a test cannot go to what somebody wrote; `nil` when it looks like an id of a person.
    public static func problem(withTester id: String) -> ShapeProblem? {
        // A user id may look like this, but here it is a slip more often than an id.
        guard ContactShape.problem(withEmail: id) != nil, !id.hasPrefix("+") else {
            return ShapeProblem("\(Quoting.quoted(id)) is no id: a test goes to open_ids, user_ids or union_ids")
        }
        return RecipientShape.problem(with: id, as: kind(of: id))
    }

    private static func kind(of id: String) -> IDKind {
        if id.hasPrefix("ou_") { return .openID }
        return id.hasPrefix("on_") ? .unionID : .userID
    }
}
