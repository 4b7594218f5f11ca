import Testing

@testable import FeishuSandbox

@Suite struct ContactPersonTests {
    static let members = "contact/v3/users/find_by_department?department_id="
    static let byAddress = "contact/v3/users/batch_get_id"

    @Test func membersAreTheDirectOnesAndNoneTwice() async throws {
        try await withProbe({
            $0.enforcesLimits = false
            $0.departments = 90
            $0.overlap = 0.6
            $0.people = 600
        }) { probe async throws in
            let company = probe.company
            for (index, department) in company.departments.enumerated() {
                let shown = try await probe.walk(Self.members + department.openDepartmentID + "&page_size=7")
                let expected = company.people.indices.filter {
                    company.people[$0].departments.contains(index) && !company.people[$0].isResigned
                }
                #expect(shown.map { $0["open_id"]?.string } == expected.map { company.people[$0].openID })
            }
            let root = try await probe.walk(Self.members + "0")
            #expect(root.count == company.people.count { $0.departments.isEmpty && !$0.isResigned })
        }
    }

    @Test func aPersonIsShownWithIDsStateAndDepartments() async throws {
        try await withProbe { probe async throws in
            let company = probe.company
            let frozen = try #require(company.people.firstIndex { $0.isFrozen })
            let asleep = try #require(company.people.firstIndex { !$0.isActivated })
            let left = try #require(company.people.firstIndex { $0.isResigned })
            let list = [frozen, asleep, left].map { "user_ids=\(company.people[$0].unionID)" }.joined(separator: "&")
            let answer = try await probe.get("contact/v3/users/batch?user_id_type=union_id&" + list)
            let people = try #require(answer.json["data"]?["items"]?.array)
            #expect(people.map { $0["status"]?["is_frozen"]?.bool } == [true, false, false])
            #expect(people.map { $0["status"]?["is_activated"]?.bool } == [true, false, true])
            #expect(people.map { $0["status"]?["is_resigned"]?.bool } == [false, false, true])
            let shown = people[0]
            let person = company.people[frozen]
            #expect(shown["open_id"]?.string == person.openID && shown["union_id"]?.string == person.unionID)
            #expect(shown["user_id"]?.string == person.userID && shown["name"]?.string == person.name)
            #expect(shown["email"]?.string == person.email && shown["mobile"]?.string == person.mobile)
            #expect(
                shown["department_ids"]?.strings == person.departments.map { company.departments[$0].openDepartmentID })
            let custom = try await probe.get(
                "contact/v3/users/batch?department_id_type=department_id&user_ids=\(person.openID)")
            #expect(
                custom.json["data"]?["items"]?.array?[0]["department_ids"]?.strings
                    == person.departments.map { company.departments[$0].departmentID })
        }
    }

    @Test func aBatchHoldsFiftyAndLeavesOutStrangers() async throws {
        try await withProbe { probe async throws in
            let ids = probe.company.people.prefix(49).map { "user_ids=\($0.openID)" } + ["user_ids=ou_nobody"]
            let path = "contact/v3/users/batch?" + ids.joined(separator: "&")
            #expect(try await probe.get(path).list("open_id").count == 49)
            #expect(try await probe.get(path + "&user_ids=ou_more").code == 40001)
            #expect(try await probe.get("contact/v3/users/batch").code == 40001)
        }
    }

    @Test func addressesAreFoundEachForItself() async throws {
        try await withProbe { probe async throws in
            let people = probe.company.people
            let chinese = try #require(people.first { $0.mobile?.hasPrefix("+86") == true && !$0.isResigned })
            let foreign = try #require(people.first { $0.mobile?.hasPrefix("+86") == false && !$0.isResigned })
            let short = String(try #require(chinese.mobile).dropFirst(3))
            let body = """
                {"emails":["\(chinese.email.uppercased())","nobody@sandbox.example"],\
                "mobiles":["\(short)","+86\(short)","\(try #require(foreign.mobile))",\
                "\(try #require(foreign.mobile).dropFirst())"]}
                """
            let found = try #require(try await probe.post(Self.byAddress, body).json["data"]?["user_list"]?.array)
            #expect(
                found.map { $0["user_id"]?.string }
                    == [chinese.openID, nil, chinese.openID, chinese.openID, foreign.openID, nil])
            #expect(found[0]["email"]?.string == chinese.email.uppercased() && found[2]["mobile"]?.string == short)
            #expect(found[0]["status"]?["is_activated"]?.bool == chinese.isActivated && found[1]["status"] == nil)
            let unions = try await probe.post(Self.byAddress + "?user_id_type=union_id", body)
            #expect(unions.list("user_id", of: "user_list").first == chinese.unionID)
        }
    }

    @Test func whoHasLeftIsFoundOnlyWhenAskedFor() async throws {
        try await withProbe { probe async throws in
            let left = try #require(probe.company.people.first { $0.isResigned })
            for (flag, id) in [
                ("", nil), (",\"include_resigned\":false", nil), (",\"include_resigned\":true", left.openID),
            ] {
                let answer = try await probe.post(Self.byAddress, "{\"emails\":[\"\(left.email)\"]\(flag)}")
                #expect(answer.json["data"]?["user_list"]?.array?[0]["user_id"]?.string == id)
            }
        }
    }

    @Test(arguments: [
        (51, 0, 99_992_402), (0, 51, 99_992_402), (50, 50, 0), (0, 0, 0),
    ])
    func takesFiftyOfEach(_ emails: Int, _ mobiles: Int, _ code: Int) async throws {
        try await withProbe { probe async throws in
            let lists = "{\"emails\":\((0..<emails).map { "a\($0)@b" }),\"mobiles\":\((0..<mobiles).map { "1\($0)" })}"
            let answer = try await probe.post(Self.byAddress, lists)
            #expect(answer.code == code)
            if code == 0 { #expect(answer.json["data"]?["user_list"]?.array?.count == emails + mobiles) }
        }
    }

    @Test(arguments: [
        ("", 9499), ("[]", 9499), ("{\"emails\":\"a\"}", 99_992_402), ("{\"emails\":[1]}", 99_992_402),
        ("{\"include_resigned\":1}", 99_992_402),
    ])
    func refusesMalformedBodies(_ body: String, _ code: Int) async throws {
        try await withProbe { probe async throws in
            #expect(try await probe.post(Self.byAddress, body).code == code)
        }
    }

    @Test func namesAreToldWhateverTheRange() async throws {
        try await withProbe({ $0.app.contactRange = .only(departments: [], people: []) }) { probe async throws in
            let people = probe.company.people.prefix(2)
            let body = "{\"user_ids\":\(people.map(\.openID) + ["ou_nobody"])}"
            let answer = try await probe.post("contact/v3/users/basic_batch", body)
            #expect(answer.list("user_id", of: "users") == people.map(\.openID))
            #expect(answer.list("name", of: "users") == people.map(\.name))
            let many = "{\"user_ids\":\((0..<11).map { "ou_\($0)" })}"
            #expect(try await probe.post("contact/v3/users/basic_batch", many).code == 99_992_402)
            #expect(try await probe.post("contact/v3/users/basic_batch", "{}").code == 99_992_402)
        }
    }
}
