import JobModel
import Testing

/// The app is not available to some of those who are addressed: how they are counted and named.
struct UnavailabilityTests {
    /// od-a with people 0..<4, od-b with 4..<10, and 10 named singly.
    private static func audience(unavailable: Set<Int>, unasked: Set<Int> = []) throws -> (
        ResolvedAudience, ContactBook
    ) {
        var book = ContactBook()
        for (id, people) in [("od-a", 0..<4), ("od-b", 4..<10)] {
            book.add(ContactBook.Department(openID: id, name: id.suffix(1).uppercased()))
            book.setMembers(people.map { .init(openID: "ou_\($0)") }, of: id)
        }
        book.add(ContactBook.Person(openID: "ou_10"))
        let asked = (0...10).filter { !unasked.contains($0) }.map { ("ou_\($0)", !unavailable.contains($0)) }
        book.setAvailability(Dictionary(uniqueKeysWithValues: asked))
        var audience = Audience()
        audience.departments = ["od-a", "od-b"]
        audience.users.openIDs = ["ou_10"]
        return (try .people(NamedAudience(audience, files: [:]), book: book), book)
    }

    @Test func nobodyIsConcernedOrNobodyWasAsked() throws {
        let (audience, book) = try Self.audience(unavailable: [])
        #expect(Unavailability(audience, book)?.people == 0)
        let (_, silent) = try Self.audience(unavailable: [], unasked: [7])
        #expect(Unavailability(audience, silent) == nil, "of one person it is not known")
    }

    @Test func departmentsAreNamedByHowManyAreConcerned() throws {
        let (audience, book) = try Self.audience(unavailable: [0, 1, 2, 3, 9, 10], unasked: [5])
        let found = try #require(Unavailability(audience, book))
        #expect(found.people == 6 && found.recipients == 11)
        #expect(found.names == #"4 of 4 in "A", 1 of 6 in "B", 1 of 1 in "People named singly""#)
        #expect(found.isAlarming())
        #expect(audience.naming(found).recipients == 11, "whom a message reaches is for Feishu to say")
    }

    @Test func peopleOfNoDepartmentAreNamedByID() {
        let few = Unavailability(people: 2, recipients: 9, ids: ["ou_1", "ou_2"])
        #expect(few.names == "ou_1, ou_2" && !few.isAlarming())
        #expect(Unavailability(people: 5, recipients: 9, ids: ["ou_1", "ou_2", "ou_3"]).names == "ou_1, ou_2, ou_3, …")
    }

    /// As many as a head-count may change by.
    @Test(arguments: [
        (1, 1, false), (5, 9, false), (6, 9, true), (50, 250, false), (51, 250, true), (9_800, 49_000, false),
    ])
    func manyAreAnAlarm(_ people: Int, _ recipients: Int, _ isAlarming: Bool) {
        #expect(Unavailability(people: people, recipients: recipients).isAlarming() == isAlarming)
    }

    @Test func aKeptBookRemembersTheAnswers() throws {
        let (_, book) = try Self.audience(unavailable: [3, 10], unasked: [5])
        #expect(ContactBook(bytes: book.bytes) == book)
        #expect(book.person("ou_3")?.isAvailable == false && book.person("ou_5")?.isAvailable == nil)
    }
}
