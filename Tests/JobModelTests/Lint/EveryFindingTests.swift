import Testing

@testable import JobModel

/// Of one text everything is named, each thing with its column, and no more than somebody will read.
@Suite struct EveryFindingTests {
    private func warnings(_ message: String, _ extra: String = "") -> [ManifestProblem] {
        Manifests.read(message: message, extra: extra).warnings
    }

    /// The text from a finding's column on.
    private func here(_ finding: ManifestProblem, _ message: String) -> Substring {
        let json = #"{"job":"fixture","audience":{"users":{"open_ids":["ou_1"]}},"message":\#(message)}"#
        return Substring(json.unicodeScalars.dropFirst(finding.column - 1))
    }

    @Test func eachPhoneNumberHasItsColumn() {
        let message = #"{"text":"请致电 13812345678、010-62345678，\n或 \u4F60\uD83D\uDE00 13912345678"}"#
        let found = warnings(message)
        #expect(found.map(\.rule) == [.phoneNumber, .phoneNumber, .phoneNumber])
        let numbers = ["13812345678", "010-62345678", "13912345678"]
        for (finding, number) in zip(found, numbers) {
            #expect(finding.message.hasPrefix("\"\(number)\""))
            #expect(here(finding, message).hasPrefix(number), "\(finding)")
        }
    }

    @Test func boldAndLinksAreNamedInOrder() {
        let message = #"{"text":"**now** see [it](https://a.example) and <b>then</b> **more**"}"#
        let found = warnings(message)
        #expect(found.map(\.rule) == Array(repeating: .textMarkup, count: 4))
        for (finding, words) in zip(found, ["**now**", "[it](", "<b>", "**more**"]) {
            #expect(here(finding, message).hasPrefix(words), "\(finding)")
        }
    }

    @Test func thereIsAnEndToIt() {
        let numbers = (0..<50).map { "138123456\($0 + 10)" }.joined(separator: "、")
        #expect(warnings(#"{"text":"\#(numbers)"}"#).count == 10)
        let words = Array(repeating: "**a**", count: 50).joined(separator: " ")
        #expect(warnings(#"{"text":"\#(words)"}"#).count == 10)
    }

    @Test func eachPlaceholderIsNamed() {
        let reading = Manifests.read(message: #"{"text":"{{a}} {{b}} {{a}}"}"#)
        #expect(reading.problems.count == 2, "\(reading.problems)")
        let foreign = Manifests.read(message: #"{"text":"｛｛a｝｝ {{b}} ${c}"}"#, extra: MessageLintTests.direct)
        #expect(foreign.problems.map(\.suggestion) == [#"did you mean "{{a}}"?"#])
        #expect(foreign.warnings.map(\.suggestion) == [#"did you mean "{{c}}"?"#])
    }

    @Test func aColumnThatIsNoneIsNamedWithTheOneThatWasMeant() {
        let card = LintCase.card(
            #"{"tag":"table","columns":[{"name":"dish"},{"name":"day"}],"rows":[{"dsh":"x","zzz":"y","day":"z"}]}"#)
        let found = warnings(card)
        #expect(found.map(\.suggestion).first == #"did you mean "dish"?"# && found.count == 2, "\(found)")
    }

    // MARK: Groups

    @Test(arguments: [
        #"{"text":"<at user_id=\"all\"></at> 今晚停电"}"#, LintCase.post(#"{"tag":"at","user_id":"all"}"#),
        LintCase.post(#"{"tag":"md","text":"<at user_id=\"all\"></at> hi"}"#),
        LintCase.card(#"{"tag":"markdown","content":"<at id=all></at> hi"}"#),
    ])
    func aGroupMayBeMentioned(_ message: String) {
        let reading = Manifests.read(
            audience: #"{"chats":["oc_1"]}"#, message: message, extra: MessageLintTests.direct)
        #expect(reading.problems == [] && reading.warnings.map(\.rule) == [.atAll], "\(reading)")
        #expect(reading.manifest != nil)
        let people = Manifests.read(message: message, extra: MessageLintTests.direct)
        #expect(people.problems.map(\.rule) == [.atAll] && people.warnings == [], "each reader gets it anyway")
    }

    @Test func aCardFileForGroupsMayMentionThemToo() {
        let card = Array(#"{"elements":[{"tag":"markdown","content":"<at id=all></at> hi"}]}"#.utf8)
        let read = CardFile.read(card, name: "c.json", channel: .direct, isForGroups: true)
        #expect(read.card != nil && read.warnings.map(\.rule) == [.atAll])
        #expect(CardFile.read(card, name: "c.json", channel: .direct).card == nil)
    }

    // MARK: Cells

    @Test func aCellThatHoldsAPlaceholderIsNamedWithItsPlace() {
        let csv = "open_id,name,pay\nou_1,Ann,{{x}}\nou_2,｛｛y｝｝,2\nou_3,{z},3\n"
        let read = { (kept: AudienceFileReader.KeptColumns) in
            AudienceFileReader(keeping: kept).read(bytes: Array(csv.utf8), name: "a.csv")
        }
        let found = read(.all).warnings
        #expect(found.map(\.line) == [2, 3] && found.map(\.column) == [10, 6], "\(found)")
        #expect(found.map(\.rule) == [.unresolvedPlaceholder, .unresolvedPlaceholder])
        #expect(found.first?.message.contains("{{x}}") == true)
        #expect(read(.named(["pay"])).warnings.map(\.line) == [2] && read(.none).warnings == [])
    }
}
