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
            for manifest in checked { show(manifest, on: invocation.console, invocation.language) }
        }
        return checked.allSatisfy { $0.problems.isEmpty } ? .done : .data
    }

    private func show(_ manifest: CheckedManifest, on console: Console, _ language: Language) {
        manifest.showProblems(on: console, language)
        for warning in manifest.warnings(in: language) {
            console.warn(language.say(WarningPhrase.warning, ["text": TerminalText.escaped(warning)]))
        }
        guard manifest.problems.isEmpty else { return }
        console.out([language.say(CheckPhrase.valid, ["path": TerminalText.escaped(manifest.path)])])
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
    /// What this version will not do, or that needs somebody's word first.
    private let refusals: [PlanRefusal.Reason]

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
            refusals = prepared.refusals
        } catch {
            prepared = nil
            job = nil
            problems = [
                ManifestProblem(
                    // The place names the file already.
                    file: path, line: 1, column: 1, pointer: "", message: error.message(withoutPath: path),
                    suggestion: error.suggestion)
            ]
            problemCount = 1
            findings = []
            refusals = []
        }
    }

    /// Every warning in words.
    func warnings(in language: Language = .english) -> [String] {
        (prepared?.warnings(in: language) ?? [])
            + refusals.map { "\(path): \($0.pointer): \(language.mistake($0.message, fix: nil))" }
    }

    /// Every problem, one a line.
    func showProblems(on console: Console, _ language: Language = .english) {
        for problem in problems { console.warn(TerminalText.escaped(language.line(problem))) }
        let more = problemCount - problems.count
        if more > 0 {
            console.warn(language.say(CheckPhrase.moreOf, count: more, ["path": TerminalText.escaped(path)]))
        }
    }

    var json: JSONValue {
        [
            "file": .string(path), "valid": .bool(problems.isEmpty), "job": job.map { .string($0) } ?? .null,
            "problems": .array(problems.map(\.json)), "warnings": .array(warnings().map { .string($0) }),
            "findings": .array(findings.map(\.findingJSON)),
        ]
    }
}
