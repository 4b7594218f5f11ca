import JobModel
import Testing

/// Departments that are addressed themselves.
struct DepartmentsModeTests {
    private static func resolve(_ ids: [String], book: ContactBook? = ResolvedAudienceTests.book) throws
        -> ResolvedAudience
    {
        var audience = Audience()
        audience.departments = ids
        return try .departments(NamedAudience(audience), book: book)
    }

    @Test func goOutAsTheyAreNamed() throws {
        let audience = try Self.resolve(["od-sales", "c-sup", "od-sup", "od-sales"])
        #expect(audience.groups.map(\.recipients) == [["od-sales", "c-sup"]])
        #expect(audience.unit == .departments && audience.kind == .departmentID)
        #expect(audience.leftOut.totals == [.duplicate: 2], "the other id of a department is a repetition too")
        #expect(audience.addsUp && audience.warnings.isEmpty)
    }

    @Test(arguments: [
        (["od-sales", "od-n"], "\"North\" (od-n) lies inside \"Sales\" (od-sales)", "/audience/departments/1"),
        (["c-n", "c-group"], "\"North\" (od-n) lies inside \"Group\" (od-group)", "/audience/departments/0"),
    ])
    func refuseAnOverlapWithThePair(_ ids: [String], _ message: String, _ pointer: String) throws {
        let error = #expect(throws: PlanRefusal.self) { _ = try Self.resolve(ids) }
        let reason = try #require(error?.reasons.first)
        #expect(reason.message.hasPrefix(message), "\(reason.message)")
        #expect(reason.pointer == pointer && error?.reasons.count == 1)
    }

    @Test func namesEveryOverlapAtOnce() {
        let error = #expect(throws: PlanRefusal.self) {
            _ = try Self.resolve(["od-n", "od-group", "od-fin", "od-sup"])
        }
        #expect(error?.reasons.count == 2)
    }

    @Test func anUnknownOneIsNamed() {
        let error = #expect(throws: PlanRefusal.self) { _ = try Self.resolve(["od-sup", "gone"]) }
        #expect(error?.reasons.map(\.pointer) == ["/audience/departments/1"])
    }

    @Test func theRootIsRefusedWithWhatToDoInstead() {
        let error = #expect(throws: PlanRefusal.self) { _ = try Self.resolve(["0"]) }
        #expect(error?.reasons.first?.message.contains("root department") == true)
        #expect(error?.reasons.first?.hint?.contains("first-level departments") == true)
    }

    @Test func headCountsAreShown() throws {
        var book = ContactBook()
        book.add(ContactBook.Department(openID: "od-1", name: "One", parentID: "0", memberCount: 1200))
        book.add(ContactBook.Department(openID: "od-2", name: "Two", parentID: "0"))
        #expect(
            try Self.resolve(["od-1", "od-2"], book: book).notes.map(\.text) == [
                "\"One\" (od-1) has 1200 people, sub-departments included",
                "\"Two\" (od-2) has an unknown number of people, sub-departments included",
            ])
    }

    @Test func withoutContactsTheCheckIsLeftOutAndSaysSo() throws {
        #expect(try Self.resolve(["od-1"], book: nil).warnings == [])
        let two = try Self.resolve(["od-1", "od-2"], book: nil)
        #expect(two.groups.map(\.recipients) == [["od-1", "od-2"]])
        #expect(two.warnings.count == 1 && two.warnings[0].text.contains("could not be checked"))
    }

    @Test func takeNobodyElse() throws {
        var audience = Audience()
        audience.departments = ["od-sup"]
        audience.users.openIDs = ["ou_1"]
        #expect(throws: PlanRefusal.self) { try ResolvedAudience.departments(NamedAudience(audience), book: nil) }
    }
}
