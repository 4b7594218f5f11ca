import JobModel
import Testing

/// Rows with values that name somebody twice, where nobody asks whether both names are one person's.
struct UncomparedRowsTests {
    private static func warnings(_ csv: String, isPersonal: Bool = true) throws -> [PlanRemark] {
        let reader = AudienceFileReader(keeping: isPersonal ? .all : .none)
        let file = try #require(reader.read(bytes: Array(csv.utf8), name: "pay.csv").file)
        var audience = Audience()
        audience.files = ["pay.csv"]
        return try ResolvedAudience.withoutContacts(NamedAudience(audience, files: ["pay.csv": file])).warnings
    }

    @Test func areWarnedOfWithTheirColumns() throws {
        let csv = "open_id,email,mobile,name\nou_1,,,Ann\nou_2,bo@a.example,13800138000,Bo\nou_3,cy@a.example,,Cy\n"
        #expect(
            try Self.warnings(csv) == [
                .uncompared(rows: 2, by: .openID, beside: [.email, .mobile], place: "pay.csv:3")
            ])
        #expect(try Self.warnings(csv, isPersonal: false).isEmpty, "everybody reads the same")
    }

    @Test func nobodyIsWarnedOfOneName() throws {
        #expect(try Self.warnings("open_id,name\nou_1,Ann\nou_2,Bo\n").isEmpty)
        #expect(try Self.warnings("open_id,email,name\nou_1,,Ann\n").isEmpty, "the second column is empty")
    }

    /// Where nobody is named by an address, an app need not be allowed to look any up.
    @Test func addressesBesideDepartmentsAreNotComparedEither() throws {
        let csv = "open_id,email,name\nou_10,an@a.example,Ann\n"
        let file = try #require(AudienceFileReader(keeping: .all).read(bytes: Array(csv.utf8), name: "p.csv").file)
        var audience = Audience()
        audience.files = ["p.csv"]
        audience.departments = ["od-s"]
        let warnings = {
            try ResolvedAudience.people(
                NamedAudience(audience, files: ["p.csv": file]), book: ResolvedAudienceTests.book
            ).warnings
        }
        #expect(try warnings() == [.uncompared(rows: 1, by: .openID, beside: [.email], place: "p.csv:2")])
        audience.users.emails = ["three@a.example"]
        #expect(try warnings().isEmpty)
    }

    /// What the warning advises: a row that only its second column names makes the contacts be asked.
    @Test func oneEmptyCellHasTheContactsAsked() throws {
        let csv = "open_id,email,name\nou_1,an@a.example,Ann\n,bo@a.example,Bo\n"
        let file = try #require(AudienceFileReader(keeping: .all).read(bytes: Array(csv.utf8), name: "p.csv").file)
        var audience = Audience()
        audience.files = ["p.csv"]
        let named = try NamedAudience(audience, files: ["p.csv": file])
        #expect(named.onlyKind == nil)
        #expect(Set(ContactQuestions(named).emails) == ["an@a.example", "bo@a.example"])
    }
}
