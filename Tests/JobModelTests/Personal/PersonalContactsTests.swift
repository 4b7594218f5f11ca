import Foundation
import StrictJSON
import Testing

@testable import JobModel

/// A value reaches the person whatever their row calls them.
struct PersonalContactsTests {
    private typealias Fixture = PersonalFixture

    private func texts(_ csv: [String: String], text: String = "{{v|-}}", _ change: (inout Audience) -> Void = { _ in })
        throws -> [String]
    {
        var manifest = Fixture.manifest(.text(text), files: csv.keys.sorted())
        change(&manifest.audience)
        return try Fixture.texts(try Fixture.plan(manifest, csv, book: ResolvedAudienceTests.book)).sorted()
    }

    private func refusal(_ csv: [String: String]) throws -> [String] {
        try Fixture.refusal(
            Fixture.manifest(.text("{{v|-}}"), files: csv.keys.sorted()), csv, book: ResolvedAudienceTests.book
        ).map(\.message)
    }

    @Test(arguments: [
        "email,v\nThree@a.example,x\n", "mobile,v\n+8613800138003,x\n", "user_id,v\ne3,x\n", "union_id,v\non_3,x\n",
        "open_id,v\nou_3,x\n", "user_id,email,v\ne3,x@a.example,x\n", "open_id,email,v\nou_3,three@a.example,x\n",
        "open_id,user_id,union_id,mobile,v\nou_3,e3,on_3,13800138003,x\n",
    ])
    func anyNameLeadsToThePerson(_ csv: String) throws {
        // An e-mail address beside makes the contacts necessary for every one of them.
        #expect(try texts(["a.csv": csv]) { $0.users.emails = ["three@a.example"] } == ["ou_3: x"])
    }

    /// A row that names two people would send one of them what is meant for the other.
    @Test(arguments: [
        (
            "open_id,email,v\nou_3,three@a.example,x\nou_6,Three@a.example,y\n", 3, "open_id ou_6",
            "email Three@a.example", "ou_3"
        ),
        ("open_id,mobile,v\nou_6,13800138003,y\n", 2, "open_id ou_6", "mobile 13800138003", "ou_3"),
        ("open_id,user_id,v\nou_6,e7,y\n", 2, "open_id ou_6", "user_id e7", "ou_7"),
        ("union_id,open_id,v\non_7,ou_6,y\n", 2, "open_id ou_6", "union_id on_7", "ou_7"),
        ("user_id,union_id,v\ne6,on_404,y\n", 2, "user_id e6", "union_id on_404", "on_6"),
        ("email,mobile,v\nshared@a.example,13800138003,y\n", 2, "email shared@a.example", "mobile 13800138003", "ou_3"),
    ])
    func aRowOfTwoPeopleIsRefused(_ csv: String, _ line: Int, _ first: String, _ second: String, _ other: String) throws
    {
        var manifest = Fixture.manifest(.text("{{v|-}}"))
        manifest.audience.users.emails = ["three@a.example"]
        let reasons = try Fixture.refusal(manifest, ["a.csv": csv], book: ResolvedAudienceTests.book)
        #expect(reasons.map(\.pointer) == ["/audience/files/0"], "\(reasons)")
        let message = reasons.first?.message ?? ""
        for words in ["a.csv:\(line) ", first, second, other] { #expect(message.contains(words), "\(message)") }
        // Whoever is to be left out must be one person as well.
        manifest.audience.files = []
        manifest.audience.exclude.files = ["a.csv"]
        let excluded = try Fixture.refusal(manifest, ["a.csv": csv], book: ResolvedAudienceTests.book)
        #expect(excluded.first?.message == message && excluded.first?.pointer == "/audience/exclude/files/0")
    }

    @Test(arguments: [
        // Nobody is known by the other name, or one of the two people who share it is meant.
        "open_id,email,v\nou_3,who@a.example,x\n", "open_id,email,v\nou_5,shared@a.example,x\n",
        "email,open_id,v\n,ou_6,x\nthree@a.example,,x\n",
    ])
    func whatDoesNotContradictIsTaken(_ csv: String) throws {
        #expect(try !texts(["a.csv": csv]).isEmpty)
    }

    /// What a row says is one person's, and nobody can tell whose.
    @Test func anAddressOfTwoPeopleFillsNeither() throws {
        #expect(
            try refusal(["a.csv": "email,v\nshared@a.example,x\n"]) == [
                "a.csv:2: shared@a.example is the address of ou_4 and ou_5, and what the row says is one person's"
            ])
    }

    @Test func onePersonUnderTwoNamesHasOneValue() throws {
        #expect(try texts(["a.csv": "email,user_id,v\nthree@a.example,,x\n,e3,x\n"]) == ["ou_3: x"])
        #expect(
            try refusal(["a.csv": "email,user_id,v\nthree@a.example,,x\n,e3,y\n"])
                == ["a.csv:2 and a.csv:3 name one person with different values in \"v\""])
        #expect(
            try refusal(["a.csv": "email,v\nthree@a.example,x\n", "b.csv": "mobile,v\n13800138003,y\n"])
                == ["a.csv:2 and b.csv:2 name one person with different values in \"v\""])
    }

    @Test(arguments: [
        // North holds 4 and 3, South 5 and 3.
        ("department_id,v\nod-n,north\n", ["ou_3: north", "ou_4: north"]),
        ("department_id,v\nod-sales,s\n", ["ou_2: s", "ou_3: s", "ou_4: s", "ou_5: s"]),
        ("department_id,user_id,v\nod-n,,north\n,e3,own\n", ["ou_3: own", "ou_4: north"]),
        ("user_id,department_id,v\ne3,,own\n,od-n,north\n", ["ou_3: own", "ou_4: north"]),
        ("department_id,user_id,v\nod-n,,north\n,e3,\n", ["ou_3: -", "ou_4: north"]),
        ("department_id,v\nod-n,x\nod-s,x\n", ["ou_3: x", "ou_4: x", "ou_5: x"]),
    ])
    func aDepartmentsRowCountsForAllWithoutOneOfTheirOwn(_ csv: String, _ expected: [String]) throws {
        #expect(try texts(["a.csv": csv]) == expected)
    }

    @Test func twoDepartmentsMayNotContradictEachOther() throws {
        #expect(
            try refusal(["a.csv": "department_id,v\nod-n,x\nod-s,y\n"])
                == ["a.csv:2 and a.csv:3 name one person with different values in \"v\""])
    }

    @Test func aDepartmentsRowFillsWhatAFileWithoutTheColumnCannot() throws {
        #expect(
            try texts(["a.csv": "user_id,n\ne4,Ann\n", "b.csv": "department_id,v\nod-n,x\n"], text: "{{n|-}} {{v}}")
                == ["ou_3: - x", "ou_4: Ann x"])
    }

    @Test func wavesAndDepartmentsKeepEverybodysOwn() throws {
        var manifest = Fixture.manifest(.text("{{v}}"))
        let csv = "department_id,user_id,v\nod-group,,all\n" + (1...7).map { ",e\($0),v\($0)\n" }.joined()
        manifest.delivery.waves = Waves(sizes: [.people(1), .people(2)])
        let plan = try Fixture.plan(manifest, ["a.csv": csv], book: ResolvedAudienceTests.book)
        #expect(plan.waveLengths == [1, 2, 4] && Set(plan.batches.map(\.label)).count > 3)
        for (id, content) in try Fixture.contents(plan) {
            #expect(content["text"]?.string == "v" + id.dropFirst(3))
        }
    }

    @Test func leaversNeedNoValue() throws {
        // 8 has resigned, 9 is frozen.
        #expect(
            try texts(["a.csv": "user_id,v\ne6,x\ne8,\ne9,\n"], text: "{{v}}") {
                $0.users.emails = ["three@a.example"]; $0.exclude.users.openIDs = ["ou_3"]
            } == ["ou_6: x"])
    }
}
