import JobModel
import StrictJSON

/// A failure as a person or a program reads it: what happened, on what, and what to do next.
struct CommandFailure: Error {
    /// The exit code.
    var exit: ExitStatus
    /// The fine type, stable for programs, such as `manifest` or `permission`.
    var type: String
    /// Feishu's code, where it spoke.
    var code: Int?
    /// What failed and on which id.
    var message: String
    /// What to do next.
    var hint: String?
    /// Feishu's log id, where there is one.
    var logID: String?
    /// The single problems of a bulk check, each with its place.
    var problems: [JSONValue] = []
    /// The same as they were found, so that they can be said in another language.
    var findings: [ManifestProblem] = []
    /// What keeps a sound manifest from being planned, and its file, so that it can be said in another language.
    var refusals: (file: String, reasons: [PlanRefusal.Reason])?
    /// How many more there are than are listed.
    var unlisted = 0
    /// The message line by line where it is a list of problems; a message without is one line, whatever is in it.
    var lines: [String] = []

    /// The contract's error document.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("type", .string(type)),
            .init("code", code.map { .integer($0) } ?? .null),
            .init("message", .string(message)),
            .init("hint", hint.map { .string($0) } ?? .null),
            .init("log_id", logID.map { .string($0) } ?? .null),
            .init("exit_code", .integer(exit.rawValue)),
        ]
        if !problems.isEmpty { members.append(.init("problems", .array(problems))) }
        return ["error": .object(members)]
    }
}

extension CommandFailure {
    /// The message behind a place that names the file already.
    func message(withoutPath path: String) -> String {
        message.hasPrefix(path + ": ") ? String(message.dropFirst(path.count + 2)) : message
    }

    /// The hint as the second half of a sentence: what to do about it, behind a semicolon.
    var suggestion: String? {
        guard let hint, let first = hint.first else { return nil }
        let rest = hint.dropFirst()
        // A name such as LARKCAST_DB is written as it is.
        let begin = rest.first?.isUppercase == true ? String(first) : first.lowercased()
        return begin + (rest.hasSuffix(".") ? rest.dropLast() : rest)
    }
}
