import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct ContactCodeTests {
    private static let path =
        "/open-apis/contact/v3/departments/od-1?department_id_type=open_department_id&user_id_type=open_id"

    private func error(_ body: String, status: Int = 400) async throws -> FeishuError {
        try #require(
            try await refusal(.get, Self.path, .answered(status, body)) { client async throws(FeishuError) in
                try await client.department("od-1", .open)
            })
    }

    @Test(
        arguments: [
            (40_004, .permission, "Add the department under"), (40_014, .permission, "Add the parent department"),
            (41_050, .permission, "Add the person"), (40_015, .notFound, "It was deleted"),
            (40_008, .notFound, "Look the department up"), (40_011, .invalidRequest, "Report this as a defect"),
            (40_012, .invalidRequest, "Begin the listing again"), (43_010, .invalidRequest, "List it level by level"),
            (40_162, .invalidRequest, "List it level by level"), (40_001, .invalidRequest, "Correct the id"),
            (40_003, .server, "If it lasts"), (41_012, .invalidRequest, "Check the id"),
            (42_008, .credentials, "Check that the app is installed"), (210_001, .invalidRequest, "Correct the ids"),
            (212_100, .permission, "Ask a tenant administrator"),
        ] as [(Int, FeishuError.Kind, String)])
    func givesEachCodeItsMeaningAndNextStep(_ code: Int, _ kind: FeishuError.Kind, _ hint: String) async throws {
        for status in [200, 400, 403] {
            let error = try await error(#"{"code":\#(code),"msg":"refused"}"#, status: status)
            #expect(error.kind == kind)
            #expect(error.hint?.hasPrefix(hint) == true)
            #expect(error.hint?.hasSuffix(".") == true)
            #expect(error.isPageTokenRefused == (code == 40_012))
            #expect(error.isTooLargeToRecurse == (code == 43_010 || code == 40_162))
        }
    }

    @Test(arguments: [99_991_672, 99_991_679, 40_004, 11_204])
    func namesTheMissingScopeAndWhereToGrantIt(_ code: Int) async throws {
        let body = """
            {"code":\(code),"msg":"Access denied","error":{"permission_violations":[{"type":"action_scope_required",\
            "subject":"contact:contact.base:readonly"}]}}
            """
        #expect(
            try await error(body).hint
                == """
                Grant contact:contact.base:readonly under "Permissions & Scopes" in the developer console, publish a new app \
                version, then run again.
                """)
    }

    @Test func namesTheScopesOfWhichOneIsEnough() async throws {
        let body = """
            {"code":99991672,"error":{"permission_violations":[{"subject":"a:b"},{"subject":"a:b"},{"subject":"c:d"}]}}
            """
        #expect(try await error(body).hint?.hasPrefix("Grant one of a:b, c:d under") == true)
    }

    @Test(arguments: [
        "", #","error":null"#, #","error":{}"#, #","error":{"permission_violations":null}"#,
        #","error":{"permission_violations":{}}"#, #","error":{"permission_violations":[1,{},{"subject":7}]}"#,
        #","error":{"permission_violations":[{"subject":""},{"subject":"a b"},{"subject":"é"},{"subject":"a\nb"}]}"#,
    ])
    func namesThePagesScopesWhenTheAnswerNamesNone(_ rest: String) async throws {
        let error = try await error(#"{"code":99991672,"msg":"Access denied"\#(rest)}"#)
        #expect(error.kind == .permission)
        #expect(
            error.hint?.hasPrefix(
                "Grant one of contact:contact.base:readonly, contact:department.organize:readonly under")
                == true)
    }

    @Test func blamesNoScopeForAnythingElse() async throws {
        let body = #"{"code":10003,"error":{"permission_violations":[{"subject":"a:b"}]}}"#
        #expect(try await error(body).hint == "Correct the field named in the message.")
    }
}
