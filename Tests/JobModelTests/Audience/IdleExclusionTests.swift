import JobModel
import Testing

/// Names to be left out that nobody of the audience has: a standing list, or a slip.
struct IdleExclusionTests {
    @Test func exclusionsThatLeaveNobodyOutAreWarnedOf() throws {
        let audience = try ResolvedAudienceTests.resolve {
            $0.departments = ["od-s"]
            $0.exclude.users.openIDs = ["ou_3", "ou_typo"]
            $0.exclude.users.userIDs = ["e7", "e404"]
        }
        #expect(
            audience.warnings == [
                .unknownExclusions(1, first: ["\"e404\" (/audience/exclude/users/user_ids/1)"]),
                .idleExclusions(
                    2,
                    first: [
                        "\"ou_typo\" (/audience/exclude/users/open_ids/1)",
                        "\"e7\" (/audience/exclude/users/user_ids/0)",
                    ]),
            ], "an id that Feishu does not know is told by itself")
        #expect(audience.notes.isEmpty)

        var one = Audience()
        one.users.userIDs = ["u1", "u2", "u3"]
        one.exclude.users.userIDs = ["U2", "u3"]
        let alone = try ResolvedAudience.withoutContacts(NamedAudience(one))
        #expect(
            alone.warnings == [.idleExclusions(1, first: ["\"U2\" (/audience/exclude/users/user_ids/0)"])])
        #expect(alone.recipients == 2)
    }

    @Test func anExcludedDepartmentOfNobodyIsWarnedOfToo() throws {
        let excluding = { (departments: [String]) in
            try ResolvedAudienceTests.resolve {
                $0.departments = ["od-s"]
                $0.exclude.departments = departments
            }.warnings
        }
        #expect(
            try excluding(["od-fin", "od-n", "c-sup", "od-void"]) == [
                .idleExclusions(
                    3,
                    first: [
                        "\"od-fin\" (/audience/exclude/departments/0)", "\"c-sup\" (/audience/exclude/departments/2)",
                        "\"od-void\" (/audience/exclude/departments/3)",
                    ])
            ])
        #expect(try excluding(["od-n"]).isEmpty)
    }

    /// Somebody's own word that they are in an excluded department is enough, where the list of it is cut short.
    @Test func aDepartmentThatLeavesSomebodyOutByTheirOwnWordIsNotIdle() throws {
        var book = ResolvedAudienceTests.book
        book.add(ContactBook.Person(openID: "ou_11", userID: "e11", departmentIDs: ["od-void"]))
        var audience = Audience()
        audience.users.userIDs = ["e11", "e3"]
        audience.exclude.departments = ["od-void"]
        let resolved = try ResolvedAudience.people(NamedAudience(audience), book: book)
        #expect(resolved.excluded == 1 && resolved.warnings.isEmpty)
    }
}
