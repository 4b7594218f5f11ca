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
        "open_id,v\nou_3,x\n", "user_id,email,v\ne3,x@a.example,x\n",
    ])
    func anyNameLeadsToThePerson(_ csv: String) throws {
        // An e-mail address beside makes the contacts necessary for every one of them.
        #expect(try texts(["a.csv": csv]) { $0.users.emails = ["three@a.example"] } == ["ou_3: x"])
    }

    @Test func anAddressOfTwoPeopleFillsBoth() throws {
        #expect(try texts(["a.csv": "email,v\nshared@a.example,x\n"]) == ["ou_4: x", "ou_5: x"])
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
