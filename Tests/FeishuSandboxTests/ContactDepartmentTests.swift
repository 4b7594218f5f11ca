import Testing

@testable import FeishuSandbox

@Suite struct ContactDepartmentTests {
    static let path = "contact/v3/departments/"

    @Test func aDepartmentTellsItsNameItsPlaceAndItsHeads() async throws {
        try await withProbe { probe async throws in
            let company = probe.company
            let position = try #require(company.department(id: "eng-platform"))
            let department = company.departments[position]
            let answer = try await probe.get(Self.path + department.openDepartmentID)
            let shown = try #require(answer.json["data"]?["department"])
            #expect(shown["name"]?.string == "Platform" && shown["i18n_name"]?["zh_cn"]?.string == "平台研发部")
            #expect(shown["department_id"]?.string == "eng-platform")
            #expect(shown["open_department_id"]?.string == department.openDepartmentID)
            #expect(shown["parent_department_id"]?.string == company.departments[0].openDepartmentID)
            #expect(shown["member_count"]?.integer == company.people(under: position).count)
            #expect(shown["order"]?.string == "1")
            #expect(shown["status"]?["is_deleted"]?.bool == false)
            let custom = try await probe.get(Self.path + "eng-platform?department_id_type=department_id")
            #expect(custom.json["data"]?["department"]?["parent_department_id"]?.string == "eng")
            let top = try await probe.get(Self.path + "eng?department_id_type=department_id")
            #expect(top.json["data"]?["department"]?["parent_department_id"]?.string == "0")
            let root = try await probe.get(Self.path + "0")
            #expect(root.json["data"]?["department"]?["member_count"]?.integer == company.index.peopleCount)
        }
    }

    @Test(arguments: [
        ("od-00000000000000000000000000000000", 400, 40015),
        // The custom id is not one of the default kind.
        ("eng", 400, 40015), ("nowhere?department_id_type=department_id", 400, 40015),
        ("eng?department_id_type=number", 400, 99_992_402), ("a%20b", 400, 99_992_402),
        ("eng?department_id_type=department_id&user_id_type=name", 400, 99_992_402),
    ])
    func refusesWhatIsNoDepartment(_ rest: String, _ status: Int, _ code: Int) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.get(Self.path + rest)
            #expect(answer.status == status && answer.code == code, "\(answer.text)")
        }
    }

    @Test func aBatchLeavesOutWhatDoesNotExist() async throws {
        try await withProbe { probe async throws in
            let kind = "&department_id_type=department_id"
            let answer = try await probe.get(
                Self.path + "batch?department_ids=fin&department_ids=nowhere&department_ids=eng" + kind)
            #expect(answer.list("department_id") == ["fin", "eng"])
            let most = (0..<50).map { "department_ids=d\($0)" }.joined(separator: "&")
            #expect(try await probe.get(Self.path + "batch?" + most + kind).code == 0)
            #expect(try await probe.get(Self.path + "batch?department_ids=eng&" + most + kind).code == 40001)
            #expect(try await probe.get(Self.path + "batch?department_id_type=department_id").code == 40001)
        }
    }

    @Test func childrenAreTheNextLevelOrAllBelow() async throws {
        try await withProbe({ $0.enforcesLimits = false }) { probe async throws in
            let company = probe.company
            let eng = company.departments[0].openDepartmentID
            let direct = try await probe.walk(Self.path + "\(eng)/children?page_size=50")
            #expect(
                direct.map { $0["department_id"]?.string }
                    == ["eng-platform", "eng-apps", "eng-quality", "eng-data"])
            let all = try await probe.walk(Self.path + "\(eng)/children?fetch_child=true&page_size=3")
            let below = company.departments.indices.filter { company.index.path(of: $0).dropFirst().contains(0) }
            #expect(
                all.map { $0["open_department_id"]?.string } == below.map { company.departments[$0].openDepartmentID })
            let top = try await probe.walk(Self.path + "0/children?page_size=5&fetch_child=false")
            #expect(top.count == company.departments.count { $0.level == 1 })
            let everything = try await probe.walk(Self.path + "0/children?page_size=50&fetch_child=true")
            #expect(everything.count == company.departments.count)
            let leaf = try #require(company.departments.last).openDepartmentID
            let none = try await probe.get(Self.path + "\(leaf)/children")
            #expect(none.code == 0 && none.json["data"]?["has_more"]?.bool == false)
            #expect(none.json["data"]?["items"] == nil && none.json["data"]?["page_token"] == nil)
        }
    }

    @Test func aTreeTooLargeIsNotWalked() async throws {
        try await withProbe({ $0.departments = 600 }) { probe async throws in
            let answer = try await probe.get(Self.path + "0/children?fetch_child=true")
            #expect(answer.code == 43010 && answer.status == 400)
            #expect(try await probe.get(Self.path + "0/children").code == 0)
            let eng = probe.company.departments[0].openDepartmentID
            #expect(try await probe.get(Self.path + "\(eng)/children?fetch_child=true").code == 0)
            #expect(try await probe.get(Self.path + "\(eng)/children?fetch_child=True").code == 0)
            #expect(try await probe.get(Self.path + "\(eng)/children?fetch_child=yes").code == 99_992_402)
        }
        try await withProbe({ $0.policy.recursionLimit = 11 }) { probe async throws in
            let company = probe.company
            let eng = company.departments[0].openDepartmentID
            #expect(company.index.subtree(of: 0).count > 12)
            #expect(try await probe.get(Self.path + "\(eng)/children?fetch_child=true").code == 43010)
        }
    }
}
