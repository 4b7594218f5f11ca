import JobModel
import StrictJSON

extension CommandFailure {
    /// Every problem of a manifest and its files, one a line, each with its place.
    ///
    /// What is to be mended is the manifest at `path`, or the one file beside it that all of them are about.
    init(problems: [ManifestProblem], count: Int, path: String? = nil) {
        var lines = problems.map(\.description)
        if count > problems.count { lines.append("and \(count - problems.count) more problems") }
        let files = Set(problems.map(\.file))
        let other = files.count == 1 ? files.first.flatMap { $0 == path ? nil : $0 } : nil
        let mend = path == nil ? "the manifest" : other ?? "the manifest"
        self.init(
            exit: .data, type: "manifest", message: lines.joined(separator: "\n"),
            hint: "Nothing was sent. Mend \(mend), then run larkcast validate.")
        self.lines = lines
        (findings, unlisted) = (problems, max(0, count - problems.count))
        self.problems = problems.map(\.json)
    }

    /// What a refusal is about, for programs: a mistake somebody can mend, or something this version does not do.
    static func type(of refusals: [PlanRefusal.Reason]) -> String {
        guard refusals.allSatisfy({ $0.category == .data }) else { return "unavailable" }
        return refusals.allSatisfy { $0.pointer == "/audience" || $0.pointer.hasPrefix("/audience/") }
            ? "audience" : "manifest"
    }

    /// Everything that keeps a sound manifest from being planned.
    init(refusals: [PlanRefusal.Reason], file: String) {
        let lines = refusals.map { reason in
            "\(file): \(reason.pointer): \(reason.message)" + (reason.hint.map { "; \($0)" } ?? "")
        }
        self.init(
            exit: .data, type: Self.type(of: refusals), message: lines.joined(separator: "\n"),
            hint: "Nothing was sent.")
        self.lines = lines
        self.refusals = (file, refusals)
        self.problems = refusals.map { reason in
            [
                "file": .string(file), "pointer": .string(reason.pointer), "message": .string(reason.message),
                "suggestion": reason.hint.map { .string($0) } ?? .null,
            ]
        }
    }
}

extension ManifestProblem {
    /// The problem for programs, as an error.
    var json: JSONValue { json(as: "error") }

    /// The same of a finding, which is a warning: it changes no exit code.
    var findingJSON: JSONValue { json(as: "warning") }

    private func json(as severity: String) -> JSONValue {
        [
            "severity": .string(severity), "file": .string(file), "line": .integer(line), "column": .integer(column),
            "pointer": .string(pointer),
            "message": .string(message), "suggestion": suggestion.map { .string($0) } ?? .null,
            "rule": rule.map { .string($0.rawValue) } ?? .null,
            "feishu_codes": .array((rule?.codes ?? []).map { .integer($0) }),
        ]
    }
}
