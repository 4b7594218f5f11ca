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
