import JobModel
import Testing

/// Departments that share people, by what is known of their places.
struct DepartmentOverlapTests {
    /// Department a holds b, which holds c, and x stands beside them; what is below p is known from its listing alone.
    private static var book: ContactBook {
        var book = ContactBook()
        for (id, custom, parent) in [
            ("od-a", "ca", "0"), ("od-b", "cb", "od-a"), ("od-c", "cc", "od-b"), ("od-x", "cx", "0"),
        ] {
            book.add(ContactBook.Department(openID: id, customID: custom, name: id, parentID: parent))
        }
        for id in ["od-p", "od-q"] { book.add(ContactBook.Department(openID: id, name: id)) }
        book.setListed(["od-q"], below: "od-p")
        return book
    }

    @Test(arguments: [
        (["ca"], ["od-a"], ["ca"]), (["od-a"], ["ca"], ["od-a"]), (["od-c"], ["ca"], ["od-c"]),
        (["ca"], ["od-c"], ["ca"]), (["cx"], ["od-a"], []), (["cx", "cc"], ["od-b"], ["cc"]),
        (["od-q"], ["od-p"], ["od-q"]), (["od-p"], ["od-q"], ["od-p"]), (["od-q"], ["od-a"], []),
        (["nobody"], ["od-a"], []), (["od-a"], [], []),
    ])
    func sharePeople(_ some: [String], _ others: [String], _ shared: [String]) {
        #expect(Self.book.departments(some, sharingPeopleWith: others) == shared)
    }
}
