import JobModel
import StrictJSON
import Testing

/// Who is addressed, and what is said of everybody else.
struct ResolvedAudienceTests {
    /// Group ⊃ (Sales ⊃ (North, South), Finance); Support ⊃ North of its own.
    static let book: ContactBook = {
        var book = ContactBook()
        for (id, name, parent) in [
            ("od-group", "Group", "0"), ("od-sales", "Sales", "od-group"), ("od-n", "North", "od-sales"),
            ("od-s", "South", "od-sales"), ("od-fin", "Finance", "od-group"), ("od-sup", "Support", "0"),
            ("od-sn", "North", "od-sup"), ("od-void", "Void", "0"),
        ] {
            book.add(ContactBook.Department(openID: id, customID: "c-\(id.dropFirst(3))", name: name, parentID: parent))
        }
        let person = { (number: Int) in
            ContactBook.Person(
                openID: "ou_\(number)", userID: "e\(number)", unionID: "on_\(number)", isResigned: number == 8,
                isFrozen: number == 9)
        }
        for (department, numbers) in [
            ("od-group", [1]), ("od-sales", [2]), ("od-n", [4, 3]), ("od-s", [5, 3]), ("od-fin", [6, 8, 9]),
            ("od-sup", []), ("od-sn", [7, 1]), ("od-void", []),
        ] {
            book.setMembers(numbers.map(person), of: department)
        }
        book.add(person(10))
        book.add(person(3), email: "three@a.example", mobile: nil)
        book.add(person(3), email: nil, mobile: "13800138003")
        book.add(person(4), email: "shared@a.example", mobile: nil)
        book.add(person(5), email: "shared@a.example", mobile: nil)
        return book
    }()

    static func resolve(_ change: (inout Audience) -> Void) throws -> ResolvedAudience {
        var audience = Audience()
        change(&audience)
        return try .people(NamedAudience(audience), book: book)
    }

    private static func text(_ audience: ResolvedAudience) -> [String] {
        audience.groups.map {
            "\($0.label ?? "-"): \($0.recipients.map { String($0.dropFirst(3)) }.joined(separator: " "))"
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var groups: [String]
        var leftOut: [LeftOutReason: Int] = [:]
        var change: @Sendable (inout Audience) -> Void
        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(
            name: "a department and all below, each in its own group",
            groups: ["Group: 1", "Finance: 6", "Sales: 2", "Group / Sales / North: 3 4", "South: 5"],
            leftOut: [.resigned: 1, .frozen: 1, .duplicate: 1]
        ) { $0.departments = ["od-group"] },
        Case(name: "by its custom id", groups: ["South: 3 5"]) { $0.departments = ["c-s"] },
        Case(
            name: "a parent and its child", groups: ["Sales: 2", "Group / Sales / North: 3 4", "South: 5"],
            leftOut: [.duplicate: 3]
        ) { $0.departments = ["od-sales", "od-s"] },
        Case(
            name: "the child first", groups: ["South: 3 5", "Sales: 2", "Group / Sales / North: 4"],
            leftOut: [.duplicate: 3]
        ) { $0.departments = ["od-s", "od-sales"] },
        Case(name: "people named singly", groups: ["-: 10 3"]) {
            $0.users.openIDs = ["ou_10"]
            $0.users.userIDs = ["e3"]
        },
        Case(name: "one person under five names", groups: ["-: 3"], leftOut: [.duplicate: 4]) {
            $0.users.openIDs = ["ou_3"]
            $0.users.userIDs = ["e3"]
            $0.users.unionIDs = ["on_3"]
            $0.users.emails = ["Three@A.example"]
            $0.users.mobiles = ["+8613800138003"]
        },
        Case(name: "an address of two people", groups: ["-: 4 5"]) { $0.users.emails = ["shared@a.example"] },
        Case(
            name: "a department and people", groups: ["South: 3 5", "People named singly: 10"],
            leftOut: [.duplicate: 1]
        ) {
            $0.departments = ["od-s"]
            $0.users.openIDs = ["ou_10", "ou_5"]
        },
        Case(name: "left out under another id", groups: ["South: 5"], leftOut: [.excluded: 1]) {
            $0.departments = ["od-s"]
            $0.exclude.users.emails = ["three@a.example"]
        },
        Case(name: "left out by a department they are also in", groups: ["Support / North: 7"], leftOut: [.excluded: 1])
        {
            $0.departments = ["od-sup"]
            $0.exclude.departments = ["od-group"]
        },
        Case(
            name: "left out as often as they appear", groups: ["Group / Sales / North: 4", "South: 5"],
            leftOut: [.excluded: 3]
        ) {
            $0.departments = ["od-n", "od-s"]
            $0.users.openIDs = ["ou_3"]
            $0.exclude.users.userIDs = ["e3"]
        },
        Case(name: "unknown", groups: ["-: 10"], leftOut: [.unknownID: 2, .unknownAddress: 2]) {
            $0.users.openIDs = ["ou_10", "ou_404"]
            $0.users.userIDs = ["e404"]
            $0.users.emails = ["who@a.example"]
            $0.users.mobiles = ["13800138404"]
        },
        Case(name: "unknown and left out by the same word", groups: ["-: 10"], leftOut: [.excluded: 2]) {
            $0.users.openIDs = ["ou_10", "ou_404"]
            $0.users.emails = ["who@a.example"]
            $0.exclude.users.openIDs = ["ou_404"]
            $0.exclude.users.emails = ["who@a.example"]
        },
        Case(name: "leavers and frozen accounts named singly", groups: ["-: 10"], leftOut: [.resigned: 1, .frozen: 1]) {
            $0.users.openIDs = ["ou_8", "ou_9", "ou_10"]
        },
        Case(name: "a leaver who is left out anyway", groups: ["Finance: 6"], leftOut: [.excluded: 1, .frozen: 1]) {
            $0.departments = ["od-fin"]
            $0.exclude.users.openIDs = ["ou_8"]
        },
        Case(name: "a department without people", groups: ["South: 3 5"]) { $0.departments = ["od-void", "od-s"] },
    ])
    func resolves(_ item: Case) throws {
        let audience = try Self.resolve(item.change)
        #expect(Self.text(audience) == item.groups)
        #expect(audience.leftOut.totals == item.leftOut)
        #expect(audience.addsUp)
        #expect(audience.kind == .openID && audience.unit == .people && audience.isFromContacts)
    }

    /// A sum of 62 tells nobody whether the right department was left out.
    @Test func tellsWhatExclusionsAndRepetitionsConsistOf() throws {
        let audience = try Self.resolve {
            $0.departments = ["od-group", "od-sup"]
            $0.users.openIDs = ["ou_10", "ou_5", "ou_7"]
            $0.users.userIDs = ["e10"]
            $0.users.unionIDs = ["on_10"]
            $0.exclude.departments = ["od-fin"]
            $0.exclude.users.openIDs = ["ou_6", "ou_7"]
        }
        let origins = audience.leftOut.origins
        #expect(origins[.excludedByName] == 3, "6 in Finance, and 7 in a department and by name")
        #expect(origins[.excludedWithDepartment] == 2, "8 and 9")
        #expect(audience.leftOut.count(.excluded) == 5)
        #expect(origins[.repeatedInDepartments] == 2, "3 in North and South, 1 in Group and Support")
        #expect(origins[.repeatedByNameAndDepartment] == 1, "5 in South and by name")
        #expect(origins[.repeatedByName] == 2, "10 by three ids")
        #expect(audience.leftOut.count(.duplicate) == 5)
        #expect(LeftOuts(json: audience.leftOut.json) == audience.leftOut)
        #expect(
            LeftOuts(json: ["totals": ["excluded": 2], "examples": []])?.origins == [:], "as an older larkcast kept it")
    }

    @Test func addressesOfSeveralPeopleAreTold() throws {
        let audience = try Self.resolve { $0.users.emails = ["shared@a.example", "three@a.example"] }
        #expect(
            audience.warnings == [
                .sharedAddresses(1, first: ["shared@a.example (/audience/users/emails/0) is ou_4 and ou_5"])
            ])
        let left = try Self.resolve {
            $0.users.emails = ["shared@a.example"]
            $0.exclude.users.openIDs = ["ou_5"]
        }
        #expect(left.warnings.isEmpty, "only one of them gets it")
    }

    /// What a row says about somebody nobody else may read.
    @Test(arguments: [true, false])
    func whatIsOnePersonsGoesToNoOther(_ isPersonal: Bool) throws {
        let bytes = Array("email,name\nthree@a.example,Cy\nshared@a.example,Di\n".utf8)
        let reader = AudienceFileReader(keeping: isPersonal ? .all : .none)
        let file = try #require(reader.read(bytes: bytes, name: "a.csv").file)
        var audience = Audience()
        audience.files = ["a.csv"]
        let named = try NamedAudience(audience, files: ["a.csv": file])
        guard isPersonal else {
            #expect(try ResolvedAudience.people(named, book: Self.book).recipients == 3)
            return
        }
        let refusal = #expect(throws: PlanRefusal.self) { try ResolvedAudience.people(named, book: Self.book) }
        #expect(
            refusal?.reasons.map(\.message) == [
                "a.csv:3: shared@a.example is the address of ou_4 and ou_5, and what the row says is one person's"
            ])
    }

    /// Everybody is counted as often as they are named; that a whole department is named again is noted.
    @Test func aDepartmentNamedAgainIsNoted() throws {
        let audience = try Self.resolve { $0.departments = ["od-fin", "c-fin", "od-s", "od-fin"] }
        let once = try Self.resolve { $0.departments = ["od-fin", "od-s"] }
        #expect(audience.addsUp && audience.recipients == once.recipients)
        #expect(audience.targeted > once.targeted && audience.duplicate > once.duplicate)
        #expect(
            audience.notes == [
                .repeatedDepartments(
                    2,
                    first: ["\"Finance\" (/audience/departments/1)", "\"Finance\" (/audience/departments/3)"])
            ])
        #expect(once.notes.isEmpty)
    }

    @Test func saysOfEverybodyWhyAndWhere() throws {
        let audience = try Self.resolve {
            $0.departments = ["od-fin"]
            $0.users.emails = ["who@a.example"]
            $0.users.openIDs = ["ou_6"]
        }
        #expect(
            audience.leftOut.examples == [
                LeftOut(reason: .resigned, name: "ou_8", place: "Finance (od-fin)"),
                LeftOut(reason: .frozen, name: "ou_9", place: "Finance (od-fin)"),
                LeftOut(reason: .duplicate, name: "ou_6", place: "/audience/users/open_ids/0"),
                LeftOut(reason: .unknownAddress, name: "who@a.example", place: "/audience/users/emails/0"),
            ])
        #expect((audience.excluded, audience.duplicate, audience.unreachable) == (2, 1, 1))
    }

    @Test func exampleListsAreCutAndTotalsAreNot() throws {
        let audience = try Self.resolve {
            $0.users.openIDs = ["ou_10"] + (0..<50).map { "ou_x\($0)" }
        }
        #expect(audience.leftOut.totals == [.unknownID: 50])
        #expect(audience.leftOut.examples.count == LeftOuts.examplesPerReason)
    }

    @Test func whoCannotBeLeftOutBecauseNobodyKnowsThemIsAWarning() throws {
        let audience = try Self.resolve {
            $0.users.openIDs = ["ou_10"]
            $0.exclude.users.userIDs = ["e404", "e3"]
            $0.exclude.users.emails = ["who@a.example"]
        }
        #expect(audience.warnings.count == 2, "e3 is known, and nobody's of the audience")
        #expect(audience.warnings[0].text.hasPrefix("2 of the people to be left out are unknown"))
        #expect(
            audience.warnings[0].text.hasSuffix(
                "\"e404\" (/audience/exclude/users/user_ids/0), \"who@a.example\" (/audience/exclude/users/emails/0)"))
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var pointer: String
        var message: String
        var change: @Sendable (inout Audience) -> Void
        var testDescription: String { message }
    }

    @Test(arguments: [
        Refused(pointer: "/audience/departments/1", message: "knows no department \"od-gone\"") {
            $0.departments = ["od-s", "od-gone"]
        },
        Refused(pointer: "/audience/exclude/departments/0", message: "knows no department \"od-gone\"") {
            $0.departments = ["od-s"]
            $0.exclude.departments = ["od-gone"]
        },
        Refused(pointer: "/audience/exclude", message: "every one of the 2 recipients is excluded") {
            $0.departments = ["od-s"]
            $0.exclude.departments = ["od-group"]
        },
        Refused(pointer: "/audience", message: "nobody is left of the 3 people named: 1 excluded, 1 resigned, 1 frozen")
        {
            $0.departments = ["od-fin"]
            $0.exclude.users.openIDs = ["ou_6"]
        },
        Refused(pointer: "/audience", message: "there is nobody in the departments") { $0.departments = ["od-void"] },
        Refused(
            pointer: "/audience",
            message: "nobody is left of the one person named: 1 with an address or number that Feishu does not know or "
                + "the app may not see; the first: \"who@a.example\" (/audience/users/emails/0)"
        ) {
            $0.users.emails = ["who@a.example"]
        },
        Refused(
            pointer: "/audience",
            message: "see; the first: \"0@a.example\" (/audience/users/emails/0), \"1@a.example\" "
                + "(/audience/users/emails/1), \"2@a.example\" (/audience/users/emails/2), …"
        ) {
            $0.users.emails = (0..<4).map { "\($0)@a.example" }
        },
        Refused(pointer: "/audience/exclude", message: "the only recipient is excluded, nobody is left") {
            $0.users.openIDs = ["ou_2"]
            $0.exclude.users.openIDs = ["ou_2"]
        },
    ])
    func refuses(_ item: Refused) throws {
        let error = #expect(throws: PlanRefusal.self) { _ = try Self.resolve(item.change) }
        let reason = try #require(error?.reasons.first)
        #expect(reason.pointer == item.pointer)
        #expect(reason.message.contains(item.message), "\(reason.message)")
        #expect(reason.hint?.isEmpty == false)
    }

    @Test func halfABookIsNoBook() {
        var book = ContactBook()
        book.add(ContactBook.Department(openID: "od-1", name: "One"))
        book.add(ContactBook.Department(openID: "od-2", name: "Two", parentID: "od-1"))
        book.setMembers([ContactBook.Person(openID: "ou_1")], of: "od-1")
        var audience = Audience()
        audience.departments = ["od-1"]
        let error = #expect(throws: PlanRefusal.self) {
            _ = try ResolvedAudience.people(NamedAudience(audience), book: book)
        }
        #expect(error?.reasons.first?.message == "who is in the department \"Two\" was not asked")
    }

    @Test func aDepartmentLeftOutIsNotNeededWhenNobodyIsThere() {
        let error = #expect(throws: PlanRefusal.self) {
            _ = try Self.resolve {
                $0.users.emails = ["who@a.example"]
                $0.exclude.departments = ["od-unasked"]
            }
        }
        #expect(error?.reasons.first?.pointer == "/audience", "not a word about a department that nobody asked for")
    }

    @Test func theSnapshotTellsWhoIsInAndWhoIsNotAndWhy() throws {
        let base = try Self.resolve { $0.departments = ["od-s", "od-n"] }
        let turned = try Self.resolve { $0.departments = ["od-n", "od-s"] }
        #expect(base.snapshotSHA256 == turned.snapshotSHA256, "order does not count")
        let fewer = try Self.resolve {
            $0.departments = ["od-s"]; $0.users.openIDs = ["ou_4"]
        }
        #expect(fewer.audienceSHA256 == base.audienceSHA256, "the same people")
        #expect(fewer.snapshotSHA256 != base.snapshotSHA256, "but nobody was named twice")
        let other = try Self.resolve {
            $0.departments = ["od-s", "od-n"]; $0.exclude.users.openIDs = ["ou_4"]
        }
        #expect(other.audienceSHA256 != base.audienceSHA256)
    }

    @Test func namesOfDepartmentsAreOneLine() throws {
        var book = ContactBook()
        book.add(ContactBook.Department(openID: "od-1", name: "A\nB\u{202E}" + String(repeating: "x", count: 300)))
        book.setMembers([ContactBook.Person(openID: "ou_1")], of: "od-1")
        book.add(ContactBook.Department(openID: "od-2", name: ""))
        book.setMembers([ContactBook.Person(openID: "ou_2")], of: "od-2")
        var audience = Audience()
        audience.departments = ["od-1", "od-2"]
        let labels = try ResolvedAudience.people(NamedAudience(audience), book: book).groups.map(\.label)
        #expect(labels[0]?.hasPrefix("A\\u{a}B\\u{202e}xxx") == true && labels[0]?.unicodeScalars.count ?? 999 < 150)
        #expect(labels[1] == "od-2", "a department whose name the app may not see is called by its id")
    }
}
