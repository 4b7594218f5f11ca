import Foundation
import Testing

/// `docs/faults.md` names a test, or a reason, for every fault; the tests it names exist.
struct FaultTableTests {
    private static let text =
        (try? String(contentsOf: SourceTree.root.appendingPathComponent("docs/faults.md"), encoding: .utf8)) ?? ""

    /// The rows of its tables: number and last cell.
    private static let rows: [(number: Int, cell: String)] = text.split(separator: "\n").compactMap { line in
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        guard cells.count == 3, let number = Int(cells[0]) else { return nil }
        return (number, cells[2])
    }

    /// Every `Suite.test` in the tests' files.
    private static let tests: Set<String> = {
        var names: Set<String> = []
        for file in SourceTree.tests where file.path.hasSuffix("Tests.swift") {
            let suite = (file.path as NSString).lastPathComponent.dropLast(".swift".count)
            for line in file.lines {
                guard let range = line.range(of: "func ") else { continue }
                names.insert("\(suite).\(line[range.upperBound...].prefix { $0.isLetter || $0.isNumber })")
            }
        }
        return names
    }()

    @Test func everyFaultHasARow() {
        #expect(Self.rows.map(\.number) == Array(1...97), "docs/faults.md lists each of the 97 faults once, in order")
    }

    @Test func everyTestItNamesExists() {
        for (number, cell) in Self.rows {
            #expect(cell.count > 20, "row \(number): name a test or give a reason")
            for part in cell.split(separator: "`") where part.contains("Tests.") {
                #expect(Self.tests.contains(String(part)), "row \(number): there is no \(part)")
            }
        }
    }
}
