import ArgumentParser
import Foundation
import JobModel
import Reporting
import StrictJSON

/// Checks manifests: all problems at once, no network.
struct Validate: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check manifests: every problem at once, without network.",
        discussion: """
            Each PATH is a manifest or a folder of them (*.json, not below it). Problems name file, line, column and \
            JSON pointer. Exit code 65 when there is any.

            Examples:
              larkcast validate jobs
              larkcast validate jobs/welcome.json --json
            """)

    @Argument(help: "Manifests or folders.", completion: .file(extensions: ["json"]))
    var paths: [String]

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        var checked: [CheckedManifest] = []
        for path in try paths.flatMap(manifests) {
            checked.append(CheckedManifest(path, besides: checked))
        }
        if invocation.console.isJSON {
            let isValid = checked.allSatisfy { $0.problems.isEmpty }
            invocation.console.out(["valid": .bool(isValid), "files": .array(checked.map(\.json))])
        } else {
            for manifest in checked { show(manifest, on: invocation.console) }
        }
        return checked.allSatisfy { $0.problems.isEmpty } ? .done : .data
    }

    private func show(_ manifest: CheckedManifest, on console: Console) {
        for problem in manifest.problems { console.warn(TerminalText.escaped(problem.description)) }
        if manifest.problemCount > manifest.problems.count {
            console.warn("\(manifest.path): and \(manifest.problemCount - manifest.problems.count) more problems")
        }
        for warning in manifest.warnings { console.warn("warning: " + TerminalText.escaped(warning)) }
        if manifest.problems.isEmpty { console.out(["\(TerminalText.escaped(manifest.path)): valid"]) }
    }

    private func manifests(_ path: String) throws -> [String] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue else {
            return [path]
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        let found = names.filter { $0.hasSuffix(".json") }.sorted()
        guard !found.isEmpty else {
            throw CommandFailure(
                exit: .data, type: "manifest", message: "there is no manifest (*.json) in \(path)",
                hint: "Name another folder, or run larkcast init.")
        }
        return found.map { path + (path.hasSuffix("/") ? "" : "/") + $0 }
    }
}

/// One file's verdict.
struct CheckedManifest {
    let path: String
    let job: String?
    let problems: [ManifestProblem]
    let problemCount: Int
    let warnings: [String]

    /// Checks a file; a job that an earlier file has already is a problem of this one.
    init(_ path: String, besides earlier: [CheckedManifest]) {
        self.path = path
        do {
            let prepared = try PreparedJob(reading: path)
            let slug = prepared.manifest?.job
            job = slug
            let twin = earlier.first { $0.job != nil && $0.job == slug }
            let clash = twin.map {
                ManifestProblem(
                    file: path, line: 1, column: 1, pointer: "/job",
                    message: "the job \"\(slug ?? "")\" is also in \($0.path)", suggestion: "give each job its own name"
                )
            }
            problems = prepared.problems + (clash.map { [$0] } ?? [])
            problemCount = prepared.problemCount + (clash == nil ? 0 : 1)
            warnings = prepared.warnings + prepared.refusals.map { "\(path): \($0.pointer): \($0.message)" }
        } catch {
            job = nil
            problems = [
                ManifestProblem(
                    file: path, line: 1, column: 1, pointer: "", message: error.message, suggestion: error.hint)
            ]
            problemCount = 1
            warnings = []
        }
    }

    var json: JSONValue {
        [
            "file": .string(path), "valid": .bool(problems.isEmpty), "job": job.map { .string($0) } ?? .null,
            "problems": .array(problems.map(\.json)), "warnings": .array(warnings.map { .string($0) }),
        ]
    }
}
