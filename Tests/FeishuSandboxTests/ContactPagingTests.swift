import Testing

@testable import FeishuSandbox

@Suite struct ContactPagingTests {
    static let children = "contact/v3/departments/0/children?fetch_child=true"

    @Test(arguments: [
        ("", 10), ("&page_size=1", 1), ("&page_size=50", 50), ("&page_size=", 10),
    ])
    func aPageHasItsSize(_ query: String, _ size: Int) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.get(Self.children + query)
            #expect(answer.list("open_department_id").count == size)
            #expect(answer.json["data"]?["has_more"]?.bool == true)
            let token = try #require(answer.data("page_token"))
            #expect(token.contains("+") && token.contains("/") && token.hasSuffix("="))
        }
    }

    @Test(arguments: ["0", "51", "-1", "ten", "1.5"])
    func aWrongSizeIs40011(_ size: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.get(Self.children + "&page_size=\(size)")
            #expect(answer.code == 40011 && answer.status == 400)
        }
    }

    @Test func aTokenIsGoodForItsOwnListingOnly() async throws {
        try await withProbe { probe async throws in
            let token = try #require(try await probe.get(Self.children).data("page_token"))
            let good = Probe.encoded(token)
            let first = try await probe.get(Self.children + "&page_token=" + good)
            #expect(first.code == 0)
            // The same page again, and with another size: the answer may have been lost.
            #expect(
                try await probe.get(Self.children + "&page_token=" + good).json["data"]?["items"]
                    == first.json["data"]?["items"])
            #expect(try await probe.get(Self.children + "&page_size=2&page_token=" + good).code == 0)
            for (path, text) in [
                (Self.children, token), (Self.children, "x" + good),
                ("contact/v3/departments/0/children?fetch_child=false", good),
                ("contact/v3/users/find_by_department?department_id=0", good), ("contact/v3/scopes?", good),
            ] {
                let answer = try await probe.get("\(path)&page_token=\(text)")
                #expect(answer.code == 40012 && answer.status == 400, "\(path) \(text)")
            }
            let other = try await probe.otherToken()
            let foreign = try await probe.call(
                "GET", "/open-apis/" + Self.children + "&page_token=" + good, authorization: "Bearer \(other)")
            #expect(foreign.code == 40012)
        }
    }

    @Test func tokensExpireByThemselvesAndWhenToldTo() async throws {
        try await withProbe { probe async throws in
            func next(_ token: String) async throws -> Int? {
                try await probe.get(Self.children + "&page_token=" + Probe.encoded(token)).code
            }
            let token = try #require(try await probe.get(Self.children).data("page_token"))
            probe.clock.move(by: 1799)
            #expect(try await next(token) == 0)
            probe.clock.move(by: 1)
            #expect(try await next(token) == 40012)
            let fresh = try #require(try await probe.get(Self.children).data("page_token"))
            #expect(try await probe.call("POST", "/sandbox/page_tokens/expire", "{}").status == 200)
            #expect(try await next(fresh) == 40012)
        }
    }

    @Test func aFaultStrikesTheNthPage() async throws {
        try await withProbe { probe async throws in
            for (rule, status) in [
                (FaultRule(api: .departmentChildren, nth: 2, effect: FaultEffect(status: 502)), 502),
                (FaultRule(api: .departmentChildren, nth: 2, effect: FaultEffect(body: "<html>")), 200),
            ] {
                _ = probe.core.withState { state in
                    state.faults.removeAll()
                    return state.faults.add(rule)
                }
                await #expect(throws: Probe.WalkEnded.self) { try await probe.walk(Self.children) }
                #expect(probe.lastEntry?.status == status && probe.lastEntry?.api == .departmentChildren)
                #expect(try await probe.walk(Self.children).count == probe.company.departments.count)
            }
        }
    }

    /// Feishu's tier 4 holds for listings; `departments/:id` and `application/v6/scopes` are "special", names 5 a second.
    @Test(
        arguments: [
            ("contact/v3/departments/0/children", nil, 50), ("contact/v3/departments/0", nil, 100),
            ("application/v6/scopes", nil, 100), ("contact/v3/users/find_by_department?department_id=0", nil, 50),
            ("contact/v3/users/basic_batch", #"{"user_ids":["ou_x"]}"#, 5), ("contact/v3/scopes", nil, 50),
        ] as [(String, String?, Int)])
    func eachCallHasItsLimit(_ path: String, _ body: String?, _ limit: Int) async throws {
        try await withProbe { probe async throws in
            func ask() async throws -> Answer {
                if let body { return try await probe.post(path, body) }
                return try await probe.get(path)
            }
            for _ in 0..<limit { #expect(try await ask().code == 0) }
            let refused = try await ask()
            #expect(refused.status == 429 && refused.code == 99_991_400)
            #expect(refused.header("x-ogw-ratelimit-limit") == String(limit))
        }
    }
}
