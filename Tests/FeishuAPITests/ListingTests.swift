import Testing

@testable import FeishuAPI

@Suite struct ListingTests {
    private func list(_ next: [String: String]) async -> Result<[String], FeishuError> {
        do throws(FeishuError) {
            return .success(
                try await FeishuPage.everyItem(of: .people) { (token: String?) async throws(FeishuError) in
                    FeishuPage(items: [token ?? "first"], nextPageToken: next[token ?? "first"])
                })
        } catch {
            return .failure(error)
        }
    }

    @Test func goesThroughAllPagesInOrder() async throws {
        #expect(try await list([:]).get() == ["first"])
        #expect(try await list(["first": "b", "b": "c"]).get() == ["first", "b", "c"])
    }

    @Test(arguments: [["first": "b", "b": "b"], ["first": "b", "b": "c", "c": "b"]])
    func neverGoesRoundInCircles(_ next: [String: String]) async throws {
        guard case .failure(let error) = await list(next) else {
            Issue.record("the listing ended")
            return
        }
        #expect(error.kind == .malformedAnswer)
        #expect(error.endpoint == .people)
    }

    @Test func endsAtTheFirstError() async throws {
        let error = await failure { () async throws(FeishuError) -> [String] in
            try await FeishuPage.everyItem(of: .people) { (token: String?) async throws(FeishuError) in
                guard token == nil else { throw FeishuError(.people, .server) }
                return FeishuPage(items: ["a"], nextPageToken: "b")
            }
        }
        #expect(error?.kind == .server)
    }
}
