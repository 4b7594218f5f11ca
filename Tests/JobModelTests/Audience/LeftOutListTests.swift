import JobModel
import Testing

/// Everybody who gets nothing, one by one, where a plan keeps the first of each reason.
struct LeftOutListTests {
    private static func list(
        _ unit: AudienceUnit = .people, book: ContactBook? = ResolvedAudienceTests.book,
        _ change: (inout Audience) -> Void
    ) throws -> [String] {
        var audience = Audience()
        change(&audience)
        var lines: [String] = []
        try NamedAudience(audience).tellLeftOut(unit, book: book) { entry in
            lines.append("\(entry.cause.word) \(entry.name) \(entry.openID ?? "-") \(entry.place)")
        }
        return lines
    }

    @Test func namesEveryReasonWithIDsAndPlaces() throws {
        var book = ResolvedAudienceTests.book
        book.add(ContactBook.Person(openID: "ou_5", userID: "e5", isAvailable: false))
        book.add(ContactBook.Person(openID: "ou_6", userID: "e6", isAvailable: false))
        let lines = try Self.list(book: book) {
            $0.departments = ["od-s", "od-fin"]
            $0.users.userIDs = ["e3", "e404"]
            $0.users.emails = ["nobody@a.example"]
            $0.exclude.users.userIDs = ["e6"]
        }
        #expect(
            lines == [
                "unavailable ou_5 ou_5 South (od-s)", "excluded ou_6 ou_6 Finance (od-fin)",
                "resigned ou_8 ou_8 Finance (od-fin)", "frozen ou_9 ou_9 Finance (od-fin)",
                "duplicate e3 ou_3 /audience/users/user_ids/0", "unknown_id e404 - /audience/users/user_ids/1",
                "unknown_address nobody@a.example - /audience/users/emails/0",
            ])
    }

    @Test func isWholeWhereAPlanKeepsTwenty() throws {
        let ids = (0..<500).map { "ou_\($0)" }
        let change = { (audience: inout Audience) in
            audience.users.openIDs = ids + ["ou_500"]
            audience.exclude.users.openIDs = ids
        }
        #expect(
            try Self.list(book: nil, change)
                == ids.enumerated().map { "excluded \($1) \($1) /audience/users/open_ids/\($0)" })
        var audience = Audience()
        change(&audience)
        #expect(try ResolvedAudience.withoutContacts(NamedAudience(audience)).leftOut.examples.count == 20)
    }

    @Test func holdsRepeatedDepartmentsAndGroups() throws {
        #expect(
            try Self.list(.departments) { $0.departments = ["od-sales", "c-sales"] }
                == ["duplicate c-sales - /audience/departments/1"])
        #expect(
            try Self.list(.chats, book: nil) { $0.chats = ["oc_1", "oc_1"] } == ["duplicate oc_1 - /audience/chats/1"])
    }
}
