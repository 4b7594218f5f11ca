import Testing

@testable import JobModel

struct ByteOrderTests {
    @Test(arguments: [
        [], ["a"], ["b", "a"], ["ou_10", "ou_1", "ou_2", "ou_"], ["", "a", ""],
        ["employee-000000000001", "employee-000000000003", "employee-000000000002", "employee-0000000000020"],
        ["aaaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaa"], ["on_z", "on_A", "on_-", "on_0"],
    ])
    func isTheOrderOfStrings(_ ids: [String]) {
        #expect(ByteOrder.sorted(ids) == ids.sorted())
    }

    @Test func isTheOrderOfManyStrings() {
        let ids = (0..<3000).map { "ou_" + String(UInt64($0) &* 0x9E37_79B9_7F4A_7C15 >> 3, radix: 36) }
        #expect(ByteOrder.sorted(ids) == ids.sorted())
        #expect(ByteOrder.sorted(ids + ids.prefix(10)) == (ids + ids.prefix(10)).sorted())
    }
}
