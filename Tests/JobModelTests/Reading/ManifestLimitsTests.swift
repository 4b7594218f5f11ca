import JobModel
import Testing

@Suite struct ManifestLimitsTests {
    private func read(_ bytes: [UInt8]) -> ManifestReading {
        ManifestReader().read(bytes: bytes, name: "big.json")
    }

    private func manifest(userIDs: String) -> [UInt8] {
        Array(#"{"job":"a","message":{"text":"b"},"audience":{"users":{"user_ids":["#.utf8) + Array(userIDs.utf8)
            + Array("]}}}".utf8)
    }

    @Test func twoHundredMegabytesAreNotRead() {
        let reading = read([UInt8](repeating: UInt8(ascii: " "), count: 200_000_000))
        #expect(reading.problems.map(\.message) == ["the text has 200000000 bytes; at most 67108864 are read"])
    }

    @Test func tenThousandLevelsAreRefused() {
        let text = #"{"message":{"card":"# + String(repeating: "[", count: 10_000)
        #expect(read(Array(text.utf8)).problems.map(\.message) == ["nested deeper than 64 levels"])
    }

    @Test func oneIDOverAMillionIsRefusedWithoutLookingAtThem() {
        let many = Array(repeating: "1", count: 1_000_001).joined(separator: ",")
        let reading = read(manifest(userIDs: many))
        #expect(reading.problemCount == 1)
        #expect(reading.problems.first?.pointer == "/audience/users/user_ids")
        #expect(reading.problems.first?.message.hasPrefix("1000001 entries") == true)
    }

    @Test func allListsTogetherCount() {
        let users = Array(repeating: #""u""#, count: 500_001).joined(separator: ",")
        let open = Array(repeating: #""ou_1""#, count: 500_001).joined(separator: ",")
        let text =
            #"{"job":"a","message":{"text":"b"},"audience":{"users":{"user_ids":["# + users + #"],"open_ids":["# + open
            + "]}}}"
        let reading = read(Array(text.utf8))
        #expect(reading.problems.contains { $0.message.hasPrefix("500001 entries") })
    }

    @Test func aHundredProblemsAreListedAndAllAreCounted() {
        let reading = read(manifest(userIDs: Array(repeating: "1", count: 20_000).joined(separator: ",")))
        #expect(reading.problems.count == 100)
        #expect(reading.problemCount == 20_000)
        #expect(reading.problems.last?.pointer == "/audience/users/user_ids/99")
        #expect(reading.manifest == nil)
    }

    @Test func fiftyThousandPeopleAreRead() throws {
        let ids = (0..<50_000).map { "\"u\($0)\"" }.joined(separator: ",")
        let manifest = try #require(read(manifest(userIDs: ids)).manifest)
        #expect(manifest.audience.users.userIDs.count == 50_000)
        #expect(manifest.audience.users.userIDs.last == "u49999")
    }

    /// A text that makes a backtracking expression try every start must still be read at once.
    @Test(arguments: ["<at ", "[a](", "{{", "<b ", "**a", "[[", "\u{202A}"])
    func adversarialTextsAreReadAtOnce(_ piece: String) {
        let text = String(repeating: piece, count: 40_000 / piece.utf8.count)
        let clock = ContinuousClock()
        let time = clock.measure { _ = Manifests.read(message: #"{"text":"\#(text)"}"#) }
        #expect(time < .seconds(30))
    }
}
