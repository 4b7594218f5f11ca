import ArgumentParser
import Foundation
import JobEngine
import JobStore
import Reporting
import StrictJSON

/// Copies the store.
struct Backup: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the store to a new file, and check the copy.",
        discussion: """
            Works beside a running larkcast; a plain copy of the file would not. FILE must not exist. A store that is put \
            back from a copy sends nothing until larkcast adopt: what happened since the copy is missing in it.

            Examples:
              larkcast backup /var/backups/larkcast-2026-12-01.sqlite
              larkcast backup before-upgrade.sqlite --json
            """)

    @Argument(help: "The file to make.", completion: .file())
    var file: String

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let settings = try invocation.settings()
        let console = invocation.console
        guard FileManager.default.fileExists(atPath: settings.database) else {
            throw CommandFailure(
                exit: .storage, type: "cannot_open", message: "there is no store at \(settings.database) yet",
                hint: "The first run makes it; check --db.")
        }
        let store = try invocation.openStore(settings)
        let path = URL(fileURLWithPath: file).standardizedFileURL.path
        let report = try await store.backup(to: path, by: invocation.actor, at: invocation.dependencies.now())
        if console.isJSON {
            console.out([
                "backup": .string(report.path), "bytes": .integer(report.bytes), "checked": true,
                "counts": [
                    "runs": .integer(report.runs), "batches": .integer(report.batches),
                    "attempts": .integer(report.attempts), "audit_entries": .integer(report.auditEntries),
                ],
            ])
        } else {
            console.out([
                "\(TerminalText.escaped(report.path)): \(Figure.grouped(report.bytes)) bytes, checked",
                "\(Figure.grouped(report.runs)) runs, \(Figure.grouped(report.batches)) batches, "
                    + "\(Figure.grouped(report.attempts)) attempts, \(Figure.grouped(report.auditEntries)) audit entries",
            ])
        }
        return .done
    }
}
