import Testing

@testable import LarkcastCLI

/// A trouble is told when it begins and when it ends.
struct TroublesTests {
    private static func trouble(_ message: String, about: String? = nil, type: String = "manifest") -> Troubles.Trouble
    {
        Troubles.Trouble(about: about, failure: CommandFailure(exit: .data, type: type, message: message))
    }

    @Test func eachIsToldOnce() {
        var troubles = Troubles()
        let first = troubles.replace(.manifests, with: [Self.trouble("broken", about: "a.json")])
        #expect(first.began.map(\.about) == ["a.json"] && first.ended.isEmpty)
        for _ in 0..<3 {
            let same = troubles.replace(.manifests, with: [Self.trouble("broken", about: "a.json")])
            #expect(same.began.isEmpty && same.ended.isEmpty)
        }
        let both = [Self.trouble("broken", about: "a.json"), Self.trouble("broken", about: "b.json")]
        #expect(troubles.replace(.manifests, with: both).began.map(\.about) == ["b.json"])
        let last = troubles.replace(.manifests, with: [])
        #expect(last.began.isEmpty && last.ended.map(\.about) == ["a.json", "b.json"])
        #expect(troubles.isEmpty)
        #expect(troubles.replace(.manifests, with: []).ended.isEmpty, "over once")
    }

    @Test func numbersAreNoNews() {
        var troubles = Troubles()
        _ = troubles.replace(.work, with: [Self.trouble("the clock is 61 s behind", type: "clock")])
        #expect(troubles.replace(.work, with: [Self.trouble("the clock is 62 s behind", type: "clock")]).began.isEmpty)
    }

    @Test func brokenInAnotherWayIsNotMended() {
        var troubles = Troubles()
        _ = troubles.replace(.manifests, with: [Self.trouble("no comma", about: "a.json")])
        let change = troubles.replace(.manifests, with: [Self.trouble("no brace", about: "a.json")])
        #expect(change.began.map(\.failure.message) == ["no brace"])
        #expect(change.ended.isEmpty)
    }

    @Test func scopesAreApart() {
        var troubles = Troubles()
        _ = troubles.replace(.store, with: [Self.trouble("full", type: "disk_full")])
        #expect(troubles.replace(.work, with: []).ended.isEmpty)
        #expect(troubles.first?.failure.type == "disk_full")
        #expect(troubles.replace(.store, with: []).ended.count == 1)
    }
}
