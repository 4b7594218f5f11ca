import Testing

@testable import FeishuSandbox

/// A company with more departments than usual.
@Suite struct LargeCompanyTests {
    static let company = SandboxCompany(seed: 1, people: 5000, departments: 2000, overlap: 0.5)

    @Test func hasAsManyDepartmentsAsAskedDownToTheSeventhLevel() {
        let departments = Self.company.departments
        #expect(departments.count == 2000)
        #expect(Set(departments.map(\.level)) == [1, 2, 3, 4, 5, 6, 7])
        #expect(Set(departments.map(\.openDepartmentID) + departments.map(\.departmentID)).count == 4000)
        for (index, department) in departments.enumerated() {
            #expect(department.parent.map { departments[$0].level + 1 } ?? 1 == department.level)
            #expect(department.parent ?? -1 < index)
            #expect(department.departmentID.wholeMatch(of: #/[a-zA-Z0-9][a-zA-Z0-9_\-@.]{0,63}/#) != nil)
        }
    }

    @Test func keepsThePeopleAndTheFirstDepartmentsOfTheUsualCompany() {
        let usual = SandboxCompany(seed: 1, people: 5000)
        #expect(Array(Self.company.departments.prefix(usual.departments.count)) == usual.departments)
        #expect(Self.company.people.map(\.openID) == usual.people.map(\.openID))
        #expect(Self.company.people.map(\.mobile) == usual.people.map(\.mobile))
        let few = SandboxCompany(seed: 1, people: 10, departments: 3)
        #expect(few.departments == Array(usual.departments.prefix(3)))
    }

    @Test func overlapsAsHeavilyAsAsked() {
        let people = Self.company.people
        #expect((2250...2900).contains(people.count { $0.departments.count > 1 }))
        #expect(people.allSatisfy { Set($0.departments).count == $0.departments.count && $0.departments.count <= 6 })
        #expect((1...30).contains(people.count { $0.departments.isEmpty }))
    }

    /// The counts kept at hand agree with counting.
    @Test func everyIndexAgreesWithTheList() {
        let company = Self.company
        var below: [Set<Int>] = Array(repeating: [], count: company.departments.count)
        var direct: [[Int]] = Array(repeating: [], count: company.departments.count)
        for (position, person) in company.people.enumerated() where !person.isResigned {
            for department in person.departments {
                direct[department].append(position)
                for place in company.index.path(of: department) { below[place].insert(position) }
            }
        }
        #expect(company.index.members == direct)
        #expect(company.index.memberCounts == below.map(\.count))
        #expect(company.departments.indices.allSatisfy { company.people(under: $0) == below[$0].sorted() })
        #expect(company.index.peopleCount == company.people.count { !$0.isResigned })
    }

    @Test func everyNumberIsOneNobodyElseHas() {
        let mobiles = SandboxCompany(seed: 4, people: 20_000).people.compactMap(\.mobile)
        #expect(Set(mobiles).count == mobiles.count)
        #expect((19_600...19_950).contains(mobiles.count))
        let shapes = [#/\+86161\d{8}/#, #/\+447700900\d{3}/#, #/\+1[2-9]\d\d55501\d\d/#]
        #expect(mobiles.allSatisfy { mobile in shapes.contains { mobile.wholeMatch(of: $0) != nil } })
        #expect(shapes.allSatisfy { shape in mobiles.contains { $0.wholeMatch(of: shape) != nil } })
    }

    @Test func nobodyHasTwoThingsThatCanGoWrong() {
        let people = SandboxCompany(seed: 2, people: 1000).people
        #expect(people.count { $0.isFrozen } == 10)
        #expect(people.count { !$0.isActivated } == 10)
        let special = people.map { [$0.isFrozen, !$0.isActivated, !$0.isVisible, $0.isResigned].count { $0 } }
        #expect(special.allSatisfy { $0 <= 1 })
    }

    @Test func theBotIsInAllGroupsButOne() {
        let chats = SandboxCompany(seed: 1, people: 100).chats
        #expect(chats.map(\.hasBot) == [true, true, true, false])
        #expect(chats.allSatisfy { !$0.members.isEmpty && $0.members == Set($0.members).sorted() })
    }

    @Test func theListingsShowWhatAnAudienceIsMadeOf() throws {
        let company = SandboxCompany(seed: 1, people: 200, departments: 300, overlap: 0.5)
        let json = try WireJSONReader.read(Array(CompanyListing.json.text(of: company).utf8))
        let people = try #require(json["people"]?.array)
        for (shown, person) in zip(people, company.people) {
            #expect(shown["email"]?.string == person.email)
            #expect(shown["mobile"]?.string == person.mobile)
            #expect(shown["frozen"]?.bool == person.isFrozen && shown["activated"]?.bool == person.isActivated)
            #expect(
                shown["departments"]?.strings == person.departments.map { company.departments[$0].openDepartmentID })
        }
        #expect(json["chats"]?.array?.count == 4)
        let ids = CompanyListing.ids.text(of: company)
        #expect(ids.contains("\nemail\t\(company.people[0].email)\t"))
        #expect(ids.contains("\tfrozen\n") && ids.contains("\tnever logged in\n"))
    }
}
