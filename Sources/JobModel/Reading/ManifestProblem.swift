/// One thing that is wrong with a manifest, or worth a second look, and where it stands.
public struct ManifestProblem: Sendable, Hashable, CustomStringConvertible {
    /// The file as the caller named it.
    public var file: String
    /// Line, from 1.
    public var line: Int
    /// Column in Unicode scalars, from 1.
    public var column: Int
    /// JSON pointer (RFC 6901) of the value; empty for the whole document.
    public var pointer: String
    /// What is wrong.
    public var message: String
    /// What to do about it.
    public var suggestion: String?
    /// The rule for messages that it breaks; `nil` for everything else.
    public var rule: LintRule?

    /// Creates a problem.
    public init(
        file: String, line: Int, column: Int, pointer: String, message: String, suggestion: String? = nil,
        rule: LintRule? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.pointer = pointer
        self.message = message
        self.suggestion = suggestion
        self.rule = rule
    }

    /// The problem in one line that editors can follow.
    ///
    /// `jobs/x.json:12:5: /audience/deparment_ids: unknown key "deparment_ids"; did you mean "departments"?`; the name of the
    /// rule follows in brackets.
    public var description: String {
        let place = pointer.isEmpty ? "" : "\(pointer): "
        return
            "\(file):\(line):\(column): \(place)\(message)\(suggestion.map { "; " + $0 } ?? "")\(rule.map { " [\($0.rawValue)]" } ?? "")"
    }
}

/// What one reading of a manifest gave.
public struct ManifestReading: Sendable {
    /// Most problems that are listed; ``problemCount`` counts all of them.
    public static let listedProblems = 100

    /// The manifest; `nil` as soon as there is a problem.
    public var manifest: Manifest?
    /// The first problems by their place in the file.
    public var problems: [ManifestProblem]
    /// How many problems there are.
    public var problemCount: Int
    /// What is allowed but probably not meant, by place.
    public var warnings: [ManifestProblem]
}
