import JobStore
import Testing

@testable import LarkcastCLI

/// Who is somebody else.
struct PersonTests {
    @Test(
        arguments: [
            ("1001\n", nil, 1001), ("1001", "1002", 1001), ("4294967295", nil, nil), ("4294967295", "1002", 1002),
            (nil, "1002", 1002), (nil, nil, nil), ("", "", nil), ("-1", nil, nil), ("x", "0", 0),
        ] as [(String?, String?, Int64?)])
    func theLoginIsWhoItIs(_ login: String?, _ sudo: String?, _ expected: Int64?) {
        #expect(Person.userID(login: login, sudo: sudo) == expected)
    }

    @Test(
        arguments: [
            ("Li Na", nil, false), ("wang", nil, true), ("WANG", nil, true), ("Li Na", 1001, true),
            ("Li Na", 1002, false),
            ("wang", 1002, true),
        ] as [(String, Int64?, Bool)])
    func aNameOfOnesOwnIsNotAnotherPerson(_ name: String, _ person: Int64?, _ isAuthor: Bool) {
        let author = AuditActor(name: "wang", userID: 1001)
        #expect(Person.isAuthor(author, name, person: person) == isAuthor)
    }

    /// The audit names both who a command ran as and who asked for that.
    @Test(arguments: [("lina", true), ("LiNa", true), ("root", false), ("wang", false), ("root (sudo by lina)", true)])
    func whoeverStandsBehindSudoIsTheAuthor(_ name: String, _ isAuthor: Bool) {
        let author = AuditActor(name: "root (sudo by lina)", userID: 0)
        #expect(Person.isAuthor(author, name, person: nil) == isAuthor)
    }
}
