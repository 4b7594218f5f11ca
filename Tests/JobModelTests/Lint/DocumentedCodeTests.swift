import Foundation
import Testing

@testable import JobModel

/// Every code that Feishu documents for the content of a message is foreseen by a rule, or cannot be.
@Suite struct DocumentedCodeTests {
    /// "Send messages in batches" with its sub codes, and those of "Send a message" that are about content.
    static let documented: Set<Int> = [
        10002, 10003, 11227, 11231, 11235, 11246, 11312, 230_100,
        100_290, 11310, 200_380, 200_381, 200_621, 200_732, 200_737, 200_550, 200_861, 200_570, 200_914, 200_915,
        300_220,
        300_230, 300_240,
        230_001, 230_015, 230_017, 230_022, 230_025, 230_028, 230_036, 230_054, 230_055, 230_099,
        234_006, 234_010, 234_011, 234_039,
    ]

    /// Why the others cannot be known before Feishu has said so.
    static let unforeseeable: [Int: String] = [
        11231: "whether the app's bot is in the chat, only Feishu knows",
        200_380: "whether a template is published, only Feishu knows",
        200_381: "whether a template is visible to the app, only Feishu knows",
        200_732: "the types of a template's variables stand in the template",
        200_737: "the formats of a template's variables stand in the template",
        230_015: "whether a chat may be shared, only Feishu knows",
        230_022: "the list of sensitive words is the tenant's and Feishu's own",
        230_036: "whether the key of an encrypted message was deleted, only Feishu knows",
        230_054: "the manifest has no other kinds of message than those that exist on its channel",
        230_099: "the envelope of the cards' sub codes, which have rules of their own",
    ]

    @Test func everyCodeHasARuleOrAReason() {
        let covered = Set(LintRule.allCases.flatMap(\.codes))
        for code in Self.documented {
            #expect(covered.contains(code) != (Self.unforeseeable[code] != nil), "\(code)")
        }
        #expect(covered.isSubset(of: Self.documented), "a rule names no code that is not documented")
        #expect(Set(Self.unforeseeable.keys).isSubset(of: Self.documented))
    }

    @Test(arguments: LintRule.allCases) func everyRuleIsExplained(_ rule: LintRule) throws {
        #expect(!rule.consequence.isEmpty && !rule.fix.isEmpty)
        let page = Repository.root.appending(path: "docs/messages.md")
        let text = String(decoding: try Repository.bytes(page), as: UTF8.self)
        let row = text.split(separator: "\n").filter { $0.hasPrefix("| `\(rule.rawValue)` |") }
        #expect(row.count == 1, "docs/messages.md has one row for it")
        for code in rule.codes { #expect(row.first?.contains(String(code)) == true, "with the code \(code)") }
    }
}
