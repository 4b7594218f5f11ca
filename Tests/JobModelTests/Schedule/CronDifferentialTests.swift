import Foundation
import JobModel
import Testing

/// larkcast's cron against croniter's: thousands of random expressions, zones and instants.
///
/// The vectors come from `Tests/Interop/cron_vectors.py`, which knows nothing of this code. A few hundred are recorded;
/// `make cron-differential` makes 60,000 new ones from any seed and names their file in `CRON_VECTORS`.
@Suite struct CronDifferentialTests {
    private static let recorded = Repository.root.appending(path: "Tests/JobModelTests/Fixtures/cron-vectors.tsv").path

    @Test func firesWhenCroniterSays() throws {
        let path = ProcessInfo.processInfo.environment["CRON_VECTORS"] ?? Self.recorded
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count >= 400)
        var zones: [String: HostZone] = [:]
        var wrong: [String] = []
        for line in lines {
            let cells = line.split(separator: "\t").map(String.init)
            guard cells.count == 4, let start = Int64(cells[2]), let expected = Int64(cells[3]) else {
                wrong.append("not a vector: \(line)")
                continue
            }
            let rules = try zones[cells[1]] ?? HostZone(cells[1])
            zones[cells[1]] = rules
            let schedule = Schedule(trigger: .cron(try CronFields(cells[0])), timezone: cells[1])
            let timetable = Timetable(job: "vector", schedule: schedule, rules: rules)
            // Forty years, since a 29 February on a far month may be that rare in the century's turn.
            let end = (start + 40 * 366 * 86_400) * 1000
            let found = timetable.occurrences(after: start * 1000, through: end).first { _ in true }
            if found?.instant != expected * 1000 {
                wrong.append("\(line): larkcast \(found.map { String($0.instant / 1000) } ?? "never")")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.count) of \(lines.count):\n\(wrong.prefix(20).joined(separator: "\n"))")
    }
}
