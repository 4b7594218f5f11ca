import Testing

@testable import FeishuSandbox

@Suite struct CompanyTests {
    static let company = SandboxCompany(seed: 1, people: 1000)

    /// FNV-1a over the ids, names and head counts the first sandbox printed: one number that must never change, whatever
    /// the listings have come to show besides.
    static func fingerprint(_ company: SandboxCompany) -> UInt64 {
        var lines: [String] = []
        for department in company.departments {
            lines.append("open_department_id\t\(department.openDepartmentID)\t\(department.name)")
            lines.append("department_id\t\(department.departmentID)\t\(department.name)")
        }
        for person in company.people {
            let note = person.isResigned ? "resigned" : person.isVisible ? person.name : "invisible"
            lines.append("open_id\t\(person.openID)\t\(note)")
            lines.append("union_id\t\(person.unionID)\t\(note)")
            lines.append("user_id\t\(person.userID)\t\(note)")
        }
        lines += company.chatIDs.map { "chat_id\t\($0)\t" }
        lines += company.imageKeys.map { "image_key\t\($0)\t" }
        for template in company.templates {
            let note = template.isVisible ? template.versions.joined(separator: ",") : "not visible to the app"
            lines.append("template_id\t\(template.id)\t\(note)")
        }
        for (index, department) in company.departments.enumerated() {
            let indent = String(repeating: "  ", count: department.level - 1)
            let count = company.people(under: index).count
            lines.append("\(indent)\(department.name) \(department.chineseName) (\(department.departmentID)): \(count)")
        }
        lines.append("people 1000, invisible 10, resigned 5")
        return (lines.joined(separator: "\n") + "\n").utf8.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
    }

    /// Example manifests name these ids; when this fails, the company has changed and every one of them is wrong.
    @Test func staysTheSameForASeed() {
        let company = Self.company
        #expect(company.people[0].openID == "ou_440e962df38ae6f390d97cb056ebf870")
        #expect(company.people[0].unionID == "on_4d9758ed47114aec84aa4c7ef94bd545")
        #expect(company.people[0].userID == "qtpf7yyy")
        #expect(company.people[999].openID == "ou_3d4305163d7bc3402fad3079834a3891")
        #expect(company.departments[0].openDepartmentID == "od-de8e5ef1e817dfbd244b9b4ab54e7e9f")
        #expect(company.departments[0].departmentID == "eng")
        #expect(company.chatIDs[0] == "oc_b2b24ea6d0c8ad64eb88760d5c58e71a")
        #expect(company.imageKeys[0] == "img_v3_8f49c73abb48cd61194e38e9faf00f88")
        #expect(Self.fingerprint(company) == 15_857_546_313_441_504_276)
    }

    @Test func differsBetweenSeeds() {
        let other = SandboxCompany(seed: 2, people: 1000)
        #expect(Set(other.people.map(\.openID)).isDisjoint(with: Self.company.people.map(\.openID)))
        #expect(
            Set(other.departments.map(\.openDepartmentID)).isDisjoint(
                with: Self.company.departments.map(\.openDepartmentID)))
    }

    @Test func aLargerCompanyKeepsTheIDsOfASmallerOne() {
        let small = SandboxCompany(seed: 1, people: 50)
        #expect(small.people.map(\.openID) == Self.company.people.prefix(50).map(\.openID))
        #expect(small.people.map(\.departments) == Self.company.people.prefix(50).map(\.departments))
        #expect(small.departments == Self.company.departments)
    }

    @Test func idsHaveFeishusShapes() {
        for person in Self.company.people {
            #expect(person.openID.wholeMatch(of: #/ou_[0-9a-f]{32}/#) != nil)
            #expect(person.unionID.wholeMatch(of: #/on_[0-9a-f]{32}/#) != nil)
            #expect(person.userID.wholeMatch(of: #/[0-9a-z]{8}/#) != nil)
            #expect(person.email.hasSuffix("@sandbox.example"))
        }
        for department in Self.company.departments {
            #expect(department.openDepartmentID.wholeMatch(of: #/od-[0-9a-f]{32}/#) != nil)
            #expect(department.departmentID.wholeMatch(of: #/[a-z][a-z-]*/#) != nil)
            #expect(!department.departmentID.hasPrefix("od-"))
        }
    }

    @Test func noIDOccursTwice() {
        let company = Self.company
        #expect(Set(company.people.map(\.openID)).count == 1000)
        #expect(Set(company.people.map(\.unionID)).count == 1000)
        #expect(Set(company.people.map(\.userID)).count == 1000)
        let departments = company.departments
        #expect(
            Set(departments.map(\.openDepartmentID) + departments.map(\.departmentID)).count == 2 * departments.count)
    }

    @Test func hasThreeLevelsWithParentsFirst() {
        let departments = Self.company.departments
        #expect(Set(departments.map(\.level)) == [1, 2, 3])
        for (index, department) in departments.enumerated() {
            guard let parent = department.parent else {
                #expect(department.level == 1)
                continue
            }
            #expect(parent < index)
            #expect(departments[parent].level == department.level - 1)
        }
    }

    @Test func hasItsShareOfSpecialPeople() {
        let people = Self.company.people
        #expect(people.count { !$0.isVisible } == 10)
        #expect(people.count { $0.isResigned } == 5)
        #expect(!people.contains { $0.isResigned && !$0.isVisible })
        let several = people.count { $0.departments.count > 1 }
        #expect((25...80).contains(several))
    }

    @Test(arguments: [0, 1, 49, 50, 137])
    func worksAtAnySize(_ size: Int) {
        let company = SandboxCompany(seed: 9, people: size)
        #expect(company.people.count == size)
        #expect(company.people.count { !$0.isVisible } == (size >= 50 ? 1 : 0))
        #expect(company.people.count { $0.isResigned } == (size >= 50 ? 1 : 0))
    }

    @Test func aDepartmentReachesItsSubDepartmentsOnce() {
        let company = Self.company
        for (index, department) in company.departments.enumerated() {
            let reached = company.people(under: index)
            #expect(Set(reached).count == reached.count)
            #expect(!reached.contains { company.people[$0].isResigned })
            guard let parent = department.parent else { continue }
            #expect(Set(reached).isSubset(of: company.people(under: parent)))
        }
        let tops = company.departments.indices.filter { company.departments[$0].level == 1 }
        let everyone = Set(tops.flatMap { company.people(under: $0) })
        #expect(everyone.count == company.people.count { !$0.isResigned })
    }

    @Test func findsADepartmentByEitherID() {
        let department = Self.company.departments[5]
        #expect(Self.company.department(id: department.departmentID) == 5)
        #expect(Self.company.department(id: department.openDepartmentID) == 5)
        #expect(Self.company.department(id: "0") == nil)
    }

    @Test func listsEveryIDOnALineOfItsOwn() {
        let company = SandboxCompany(seed: 3, people: 60)
        let lines = CompanyListing.ids.text(of: company).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
        #expect(lines.allSatisfy { $0.count == 3 })
        #expect(lines.count { $0[0] == "open_id" } == 60)
        #expect(lines.count { $0[0] == "open_id" && $0[2] == "resigned" } == 1)
        #expect(lines.count { $0[0] == "department_id" } == company.departments.count)
        #expect(Set(lines.map { String($0[0]) }).isSuperset(of: ["chat_id", "image_key", "template_id"]))
    }

    @Test func printsATreeWithHeadCounts() {
        let tree = CompanyListing.tree.text(of: Self.company)
        #expect(tree.contains("\n  Platform 平台研发部 (eng-platform): "))
        #expect(tree.hasSuffix("people 1000, invisible 10, resigned 5, frozen 10, never logged in 10\n"))
    }

    @Test func printsJSONThatNamesParentsByTheirOpenID() throws {
        let json = try WireJSONReader.read(Array(CompanyListing.json.text(of: Self.company).utf8))
        let departments = try #require(json["departments"]?.array)
        #expect(departments[0]["parent"]?.string == "0")
        #expect(departments[1]["parent"]?.string == departments[0]["open_department_id"]?.string)
        #expect(json["people"]?.array?.count == 1000)
    }
}
