import JobModel
import Testing

@Suite struct RunReferenceTests {
    @Test(
        arguments: [
            ("0123456789ab", .id(RunID(rawValue: "0123456789ab"))),
            ("0123456789AB", .id(RunID(rawValue: "0123456789ab"))),
            ("a", .prefix("a")), ("7K2", .prefix("7k2")), ("0123456789a", .prefix("0123456789a")),
            ("benefits-2026@latest", .latest(job: "benefits-2026")), ("a@latest", .latest(job: "a")),
        ] as [(String, RunReference)])
    func readsTheThreeForms(text: String, reference: RunReference) {
        #expect(RunReference(text) == reference)
    }

    @Test(arguments: [
        "", "0123456789abc", "ilou", "a b", "a%", "@latest", "job@", "job@first", "Job@latest", "-job@latest",
        "a@b@latest",
        "a/b@latest", "ａ", "0\u{301}", "x\0",
    ])
    func refusesEverythingElse(_ text: String) {
        #expect(RunReference(text) == nil)
    }

    @Test func everyRandomIDIsAWholeReference() {
        for bits: UInt64 in [0, 1, .max, 0x1234_5678_9ABC_DEF0] {
            let id = RunID(randomBits: bits)
            #expect(id.rawValue.count == 12)
            #expect(RunReference(id.rawValue) == .id(id))
            #expect(RunReference(String(id.rawValue.prefix(5))) == .prefix(String(id.rawValue.prefix(5))))
        }
    }
}
