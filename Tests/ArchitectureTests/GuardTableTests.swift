import Foundation
import Testing

/// `Tests/Mutations/guards.json` fits the source: the text of each guard is where the table says, once.
///
/// The mutation check itself builds the program anew for every guard, which is too long for every run of the suite.
struct GuardTableTests {
    private struct Table: Decodable {
        var guards: [Guard]
    }

    private struct Guard: Decodable {
        var name: String
        var edits: [Edit]
    }

    private struct Edit: Decodable {
        var file: String
        var find: String
        var replace: String
    }

    @Test func everyGuardIsWhereTheTableSays() throws {
        let url = SourceTree.root.appendingPathComponent("Tests/Mutations/guards.json")
        let table = try JSONDecoder().decode(Table.self, from: Data(contentsOf: url))
        #expect(Set(table.guards.map(\.name)).count == table.guards.count)
        for guardian in table.guards {
            #expect(!guardian.edits.isEmpty)
            for edit in guardian.edits {
                let text = try String(contentsOf: SourceTree.root.appendingPathComponent(edit.file), encoding: .utf8)
                #expect(
                    text.components(separatedBy: edit.find).count == 2,
                    "\(guardian.name): its text must stand in \(edit.file) exactly once; mend guards.json")
                #expect(edit.find != edit.replace)
            }
        }
    }
}
