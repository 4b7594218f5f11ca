import Testing

@testable import FeishuSandbox

@Suite struct RoutingTests {
    @Test(arguments: [
        ("POST", "/open-apis/auth/v3/tenant_access_token/internal", SandboxAPI.token, ""),
        ("POST", "/open-apis/message/v4/batch_send/", .batchSend, ""),
        ("POST", "/open-apis/message/v4/batch_send", .batchSend, ""),
        ("GET", "/open-apis/im/v1/batch_messages/bm-1/get_progress", .getProgress, "bm-1"),
        ("GET", "/open-apis/im/v1/batch_messages/bm-1/read_user", .readUser, "bm-1"),
        ("DELETE", "/open-apis/im/v1/batch_messages/bm-1", .recall, "bm-1"),
        ("DELETE", "/open-apis/im/v1/batch_messages/a%2Fb", .recall, "a/b"),
        ("GET", "/open-apis/bot/v3/info", .botInfo, ""),
        ("GET", "/open-apis/contact/v3/departments/od-1", .department, "od-1"),
        ("GET", "/open-apis/contact/v3/departments/batch", .departmentsBatch, ""),
        ("GET", "/open-apis/contact/v3/departments/batch/children", .departmentChildren, "batch"),
        ("GET", "/open-apis/contact/v3/users/find_by_department", .findByDepartment, ""),
        ("GET", "/open-apis/im/v1/messages/om_1", .messageGet, "om_1"),
        ("DELETE", "/open-apis/im/v1/messages/om_1", .messageRecall, "om_1"),
        ("GET", "/open-apis/im/v1/messages/om_1/read_users", .readUsers, "om_1"),
        ("PATCH", "/open-apis/im/v1/messages/om_1/urgent_app", .urgentApp, "om_1"),
        ("POST", "/open-apis/im/v1/pins", .pinCreate, ""), ("GET", "/open-apis/im/v1/pins", .pinList, ""),
        ("DELETE", "/open-apis/im/v1/pins/om_1", .pinDelete, "om_1"),
        ("POST", "/open-apis/im/v1/images", .imageUpload, ""), ("POST", "/open-apis/im/v1/files", .fileUpload, ""),
        ("POST", "/open-apis/contact/v3/users/batch_get_id", .batchGetID, ""),
        ("GET", "/open-apis/application/v6/scopes", .appScopes, ""),
        (
            "POST", "/open-apis/application/v6/applications/cli_a/visibility/check_white_black_list",
            .checkWhiteBlackList, "cli_a"
        ),
    ])
    func knowsItsPaths(_ method: String, _ path: String, _ api: SandboxAPI, _ id: String) {
        #expect(RouteMatch(method: method, path: path) == .api(api, id: id))
    }

    @Test(arguments: [
        ("GET", "/open-apis/message/v4/batch_send/"), ("POST", "/open-apis/im/v1/batch_messages/bm-1/get_progress"),
        ("GET", "/open-apis/im/v1/batch_messages/bm-1"), ("PUT", "/open-apis/bot/v3/info"),
        ("HEAD", "/open-apis/bot/v3/info"), ("POST", "/open-apis/contact/v3/departments/od-1"),
        ("POST", "/open-apis/contact/v3/departments/batch"),
    ])
    func wrongMethodsAnswer99991301(_ method: String, _ path: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.call(method, path, "{}", authorization: "Bearer \(probe.token)")
            #expect(answer.status == 405)
            #expect(answer.code == 99_991_301)
        }
    }

    @Test(arguments: [
        "/", "/open-apis", "/open-apis/", "/open-apis/message/v4/batch_send//", "/open-apis/im/v1/batch_messages",
        "/open-apis/im/v1/batch_messages/", "/open-apis/im/v1/batch_messages/bm-1/",
        "/open-apis/im/v1/batch_messages/bm-1/get_progress/",
        "/open-apis/im/v1/batch_messages/%FF/get_progress", "/open-apis//bot/v3/info", "/open-apis/bot/v3/info/",
        "/sandboxed",
        "/message/v4/batch_send/",
    ])
    func otherPathsAnswer99991201(_ path: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.call("GET", path)
            #expect(answer.status == 404)
            #expect(answer.code == 99_991_201)
        }
    }

    @Test func everyAnswerHasItsOwnLogID() async throws {
        try await withProbe { probe async throws in
            var ids: Set<String> = []
            for path in ["/open-apis/bot/v3/info", "/nowhere", "/sandbox/state", "/sandbox/nowhere"] {
                let id = try #require(try await probe.call("GET", path).header("X-Tt-Logid"))
                #expect(id.wholeMatch(of: #/20261201010500[0-9A-F]{16}/#) != nil)
                ids.insert(id)
            }
            #expect(ids.count == 4)
        }
    }

    @Test func answersAreJSONInUTF8() async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.batchSend("{}")
            #expect(answer.header("Content-Type") == "application/json; charset=utf-8")
        }
    }
}
