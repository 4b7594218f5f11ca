import Testing

@testable import FeishuSandbox

/// Scopes and the contact range: what a call may be asked, and what of its answer is shown.
@Suite struct ContactRightsTests {
    static let organisation = ["contact:contact.base:readonly", "contact:department.organize:readonly"]

    @Test(
        arguments: [
            ("contact/v3/departments/0", nil, organisation),
            ("contact/v3/departments/batch?department_ids=a", nil, organisation),
            ("contact/v3/departments/0/children", nil, organisation),
            ("contact/v3/users/find_by_department?department_id=0", nil, organisation),
            ("contact/v3/users/batch?user_ids=a", nil, organisation), ("contact/v3/scopes", nil, [organisation[0]]),
            ("contact/v3/users/batch_get_id", "{}", ["contact:user.id:readonly"]),
            ("contact/v3/users/basic_batch", "{}", ["contact:user.basic_profile:readonly"]),
            (
                "application/v6/applications/cli_sandbox/visibility/check_white_black_list", "{}",
                ["application:application:self_manage", "admin:app.info:readonly"]
            ),
        ] as [(String, String?, [String])])
    func withoutItsScopesACallNamesThem(_ path: String, _ body: String?, _ scopes: [String]) async throws {
        try await withProbe { probe async throws in
            func ask() async throws -> Answer {
                if let body { return try await probe.post(path, body) }
                return try await probe.get(path)
            }
            try probe.core.change(appID: "cli_sandbox", granting: [], revoking: Set(scopes))
            let refused = try await ask()
            #expect(refused.status == 400 && refused.code == 99_991_672)
            #expect(refused.missingScopes == scopes)
            // Any one of them opens the call.
            for scope in scopes {
                try probe.core.change(appID: "cli_sandbox", granting: [scope], revoking: [])
                #expect(try await ask().code != 99_991_672)
                try probe.core.change(appID: "cli_sandbox", granting: [], revoking: [scope])
            }
        }
    }

    @Test(arguments: [
        ("contact:user.employee_id:readonly", ["user_id"]), ("contact:user.base:readonly", ["en_name", "name"]),
        ("contact:user.email:readonly", ["email"]), ("contact:user.phone:readonly", ["mobile", "mobile_visible"]),
        ("contact:user.employee:readonly", ["status"]), ("contact:user.department:readonly", ["department_ids"]),
    ])
    func aFieldOfAPersonNeedsItsScope(_ scope: String, _ fields: [String]) async throws {
        try await withProbe { probe async throws in
            let person = try #require(probe.company.people.first { $0.mobile != nil })
            func shown() async throws -> Set<String> {
                let answer = try await probe.get("contact/v3/users/batch?user_ids=\(person.openID)")
                return Set(answer.json["data"]?["items"]?.array?[0].members?.map(\.key) ?? [])
            }
            let all = try await shown()
            try probe.core.change(appID: "cli_sandbox", granting: [], revoking: [scope])
            #expect(all.subtracting(try await shown()) == Set(fields))
        }
    }

    @Test(arguments: [
        ("contact:department.base:readonly", ["department_id", "i18n_name", "name"]),
        (
            "contact:department.organize:readonly",
            ["member_count", "order", "parent_department_id", "primary_member_count"]
        ),
    ])
    func aFieldOfADepartmentNeedsItsScope(_ scope: String, _ fields: [String]) async throws {
        try await withProbe { probe async throws in
            func shown() async throws -> Set<String> {
                let answer = try await probe.get("contact/v3/departments/0/children?page_size=1")
                return Set(answer.json["data"]?["items"]?.array?[0].members?.map(\.key) ?? [])
            }
            let all = try await shown()
            try probe.core.change(appID: "cli_sandbox", granting: [], revoking: [scope])
            #expect(all.subtracting(try await shown()) == Set(fields))
        }
    }

    @Test func userIDsMayBeSpokenOfWithTheirScopeOnly() async throws {
        try await withProbe { probe async throws in
            let path = "contact/v3/users/batch?user_id_type=user_id&user_ids=\(probe.company.people[0].userID)"
            #expect(try await probe.get(path).list("open_id") == [probe.company.people[0].openID])
            try probe.core.change(appID: "cli_sandbox", granting: [], revoking: ["contact:user.employee_id:readonly"])
            let refused = try await probe.get(path)
            #expect(refused.code == 99_991_672 && refused.missingScopes == ["contact:user.employee_id:readonly"])
        }
    }

    @Test func beyondTheRangeDepartmentsAreRefusedAndPeopleUnseen() async throws {
        try await withProbe({ $0.people = 600 }) { probe async throws in
            let company = probe.company
            let inside = try #require(company.people.first { $0.departments == [0] })
            let guest = try #require(
                company.people.first { !$0.departments.contains { company.index.path(of: $0).contains(0) } })
            let outside = try #require(
                company.people.last {
                    $0 != guest && !$0.departments.contains { company.index.path(of: $0).contains(0) }
                })
            let range = #"{"contact_range":{"departments":["eng"],"people":["\#(guest.openID)"]}}"#
            #expect(try await probe.call("POST", "/sandbox/app", range).status == 200)

            let kind = "department_id_type=department_id"
            for (path, status, code) in [
                ("departments/eng-platform?" + kind, 200, 0), ("departments/fin?" + kind, 403, 40004),
                ("departments/0?" + kind, 403, 40004), ("departments/0/children?" + kind, 403, 40004),
                ("departments/eng/children?fetch_child=true&" + kind, 200, 0),
                ("departments/fin/children?" + kind, 403, 40004),
                ("users/find_by_department?department_id=eng&" + kind, 200, 0),
                ("users/find_by_department?department_id=fin&" + kind, 403, 40004),
                ("users/find_by_department?department_id=0", 403, 40004),
            ] {
                let answer = try await probe.get("contact/v3/" + path)
                #expect(answer.status == status && answer.code == code, "\(path) \(answer.text)")
            }
            let departments = try await probe.get(
                "contact/v3/departments/batch?department_ids=eng&department_ids=fin&" + kind)
            #expect(departments.list("department_id") == ["eng"])
            let ids = [inside, outside, guest].map { "user_ids=\($0.openID)" }.joined(separator: "&")
            #expect(
                try await probe.get("contact/v3/users/batch?" + ids).list("open_id") == [inside.openID, guest.openID])
            let found = try await probe.post(
                "contact/v3/users/batch_get_id", "{\"emails\":\([inside, outside, guest].map(\.email))}")
            #expect(
                found.json["data"]?["user_list"]?.array?.map { $0["user_id"]?.string } == [
                    inside.openID, nil, guest.openID,
                ])
            // Sending asks for the availability, not for the contact range.
            #expect(
                try await probe.sendText(to: "\"open_ids\":[\"\(outside.openID)\"]").json["data"]?["invalid_open_ids"]
                    == .array([]))
            let scopes = try await probe.get("contact/v3/scopes?" + kind)
            #expect(scopes.json["data"]?["department_ids"]?.strings == ["eng"])
            #expect(scopes.json["data"]?["user_ids"]?.strings == [guest.openID])
            #expect(try await probe.call("POST", "/sandbox/app", #"{"contact_range":"all"}"#).status == 200)
            #expect(try await probe.get("contact/v3/departments/fin?" + kind).code == 0)
        }
    }

    @Test func theWholeRangeIsItsFirstLevelAndThePeopleUnderTheRoot() async throws {
        try await withProbe({
            $0.departments = 100
            $0.people = 2000
        }) { probe async throws in
            let company = probe.company
            var (departments, people): ([String], [String]) = ([], [])
            var token = ""
            repeat {
                let answer = try await probe.get("contact/v3/scopes?page_size=3&page_token=" + Probe.encoded(token))
                let data = try #require(answer.json["data"])
                departments += data["department_ids"]?.strings ?? []
                people += data["user_ids"]?.strings ?? []
                #expect((data["department_ids"]?.array?.count ?? 0) + (data["user_ids"]?.array?.count ?? 0) <= 3)
                token = data["page_token"]?.string ?? ""
            } while !token.isEmpty
            #expect(departments == company.departments.filter { $0.level == 1 }.map(\.openDepartmentID))
            #expect(people == company.index.rootMembers.map { company.people[$0].openID })
            #expect(!people.isEmpty)
            #expect(try await probe.get("contact/v3/scopes?page_size=101").code == 40011)
        }
    }

    @Test func anUnknownPlaceIsNoRange() {
        var configuration = SandboxConfiguration()
        configuration.people = 10
        configuration.app.contactRange = .only(departments: ["nowhere"], people: [])
        #expect(throws: SandboxError.self) { try SandboxCore(configuration) }
    }
}
