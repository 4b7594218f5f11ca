import ArgumentParser
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
        for path in try paths.flatMap(ManifestFolder.manifests) {
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
        manifest.showProblems(on: console)
        for warning in manifest.warnings { console.warn("warning: " + TerminalText.escaped(warning)) }
        if manifest.problems.isEmpty { console.out(["\(TerminalText.escaped(manifest.path)): valid"]) }
    }
}

/// One file's verdict.
struct CheckedManifest {
    let path: String
    let job: String?
    /// What was read; `nil` when there was nothing to read.
    let prepared: PreparedJob?
    let problems: [ManifestProblem]
    let problemCount: Int
    /// What is allowed but probably not meant, each with its place; the warnings say it in words.
    let findings: [ManifestProblem]
    let warnings: [String]

    /// Checks a file; a job that an earlier file has already is a problem of this one.
    init(_ path: String, besides earlier: [CheckedManifest], readsFiles: Bool = true) {
        self.path = path
        do {
            let prepared = try PreparedJob(reading: path, readsFiles: readsFiles)
            self.prepared = prepared
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
            findings = prepared.findings
            warnings = prepared.warnings() + prepared.refusals.map { "\(path): \($0.pointer): \($0.message)" }
        } catch {
            prepared = nil
            job = nil
            problems = [
                ManifestProblem(
                    file: path, line: 1, column: 1, pointer: "", message: error.message, suggestion: error.hint)
            ]
            problemCount = 1
            findings = []
            warnings = []
        }
    }

    /// Every problem, one a line.
    func showProblems(on console: Console) {
        for problem in problems { console.warn(TerminalText.escaped(problem.description)) }
        if problemCount > problems.count {
            console.warn("\(path): and \(problemCount - problems.count) more problems")
        }
    }

    var json: JSONValue {
        [
            "file": .string(path), "valid": .bool(problems.isEmpty), "job": job.map { .string($0) } ?? .null,
            "problems": .array(problems.map(\.json)), "warnings": .array(warnings.map { .string($0) }),
            "findings": .array(findings.map(\.json)),
        ]
    }
}
