import Testing

@testable import FeishuSandbox

@Suite struct ApplicationTests {
    static let path = "application/v6/applications/cli_sandbox/visibility/check_white_black_list"

    @Test func scopesAreToldGrantedOrNot() async throws {
        try await withProbe { probe async throws in
            try probe.core.change(appID: "cli_sandbox", granting: [], revoking: ["im:resource"])
            let answer = try await probe.get("application/v6/scopes")
            let scopes = try #require(answer.json["data"]?["scopes"]?.array)
            #expect(Set(scopes.compactMap { $0["scope_name"]?.string }) == SandboxApp.allScopes)
            for scope in scopes {
                let isMissing = scope["scope_name"]?.string == "im:resource"
                #expect(scope["grant_status"]?.integer == (isMissing ? 2 : 1))
            }
        }
    }

    @Test func theInvisibleAreOnTheBlackList() async throws {
        try await withProbe { probe async throws in
            let people = probe.company.people
            let invisible = try #require(people.first { !$0.isVisible })
            let left = try #require(people.first { $0.isResigned })
            let ids = [people[0].openID, invisible.openID, left.openID, "ou_nobody"]
            let answer = try await probe.post(
                Self.path, "{\"user_ids\":\(ids),\"department_ids\":[\"eng\",\"nowhere\"],\"group_ids\":[\"g1\"]}")
            let users = try #require(answer.json["data"]?["user_visibility_list"]?.array)
            #expect(users.map { $0["user_id"]?.string } == ids)
            #expect(users.map { $0["in_white_list"]?.bool } == [true, true, false, false])
            #expect(users.map { $0["in_black_list"]?.bool } == [false, true, false, false])
            let departments = try #require(answer.json["data"]?["department_visibility_list"]?.array)
            #expect(departments.map { $0["in_white_list"]?.bool } == [true, false])
            #expect(answer.list("group_id", of: "group_visibility_list") == ["g1"])
        }
    }

    @Test(arguments: [
        ("", "[1]", 210_001), ("", "{\"user_ids\":1}", 210_001), ("?department_id_type=x", "{}", 99_992_402),
        ("", "{}", 0),
    ])
    func refusesWhatIsMalformed(_ query: String, _ body: String, _ code: Int) async throws {
        try await withProbe { probe async throws in
            #expect(try await probe.post(Self.path + query, body).code == code)
            let many = "{\"department_ids\":\((0..<101).map { "d\($0)" })}"
            #expect(try await probe.post(Self.path, many).code == 210_001)
        }
    }

    @Test func anotherAppMayBeAskedAboutWithItsScope() async throws {
        try await withProbe { probe async throws in
            let other = Self.path.replacing("cli_sandbox", with: "cli_sandbox_other")
            #expect(try await probe.post(other, "{}").code == 0)
            #expect(try await probe.post(Self.path.replacing("cli_sandbox", with: "cli_none"), "{}").code == 210_001)
            try probe.core.change(appID: "cli_sandbox", granting: [], revoking: ["admin:app.info:readonly"])
            #expect(try await probe.post(other, "{}").missingScopes == ["admin:app.info:readonly"])
            #expect(try await probe.post(Self.path, "{}").code == 0)
        }
    }
}
