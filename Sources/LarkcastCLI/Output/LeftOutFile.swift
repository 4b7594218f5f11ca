import Foundation
import JobEngine
import JobModel
import Reporting

/// Everybody who is named and gets nothing, written to a file one by one: of a plan's own list only the first are kept.
struct LeftOutFile {
    /// Where it is written.
    let path: String

    /// Bytes that are gathered before they are written.
    private static let chunk = 64 * 1024

    /// Writes the list of a plan; the plan has what the contacts answered.
    ///
    /// - Throws: as ``OutputFile/write(_:_:keeping:)``.
    func write(_ planned: PlannedRun, _ draft: JobDraft, _ invocation: Invocation, keeping: [String]) throws {
        let file = OutputFile(path: path, what: "list")
        try file.write(invocation, keeping: keeping) { put in
            var records = Data((CSVText.byteOrderMark + CSVText.leftOutHeader).utf8)
            // The audience is told person by person and cannot be stopped; what went wrong is told at its end.
            var fault: (any Error)?
            func flush() {
                guard fault == nil else { return }
                do { try put(records) } catch { fault = error }
                records.removeAll(keepingCapacity: true)
            }
            func tell(_ entry: LeftOutEntry) {
                records.append(contentsOf: CSVText.leftOut(entry, invocation.language).utf8)
                if records.count >= Self.chunk { flush() }
            }
            try draft.named.tellLeftOut(planned.plan.unit, book: planned.answers, to: tell)
            for (id, run) in planned.alreadySent.sorted(by: { $0.key < $1.key }) {
                tell(
                    LeftOutEntry(
                        cause: .leftOut(.alreadySent, nil), name: id, openID: id.hasPrefix("ou_") ? id : nil,
                        place: "run \(run)"))
            }
            flush()
            if let fault { throw fault }
        }
    }
}
