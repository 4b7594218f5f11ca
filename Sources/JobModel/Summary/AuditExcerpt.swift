public import StrictJSON

/// The newest part of what the audit says about one run, ready to be shown.
public struct AuditExcerpt: Sendable, Equatable {
    /// One thing somebody did.
    public struct Line: Sendable, Equatable {
        /// When, in milliseconds since 1970 UTC.
        public var at: Int64
        /// Who, by login name; `larkcast` where no person decided.
        public var who: String
        /// What, such as `freeze` or `recall`.
        public var action: String
        /// The batch it was about.
        public var batch: Int?
        /// More about it, an object.
        public var detail: JSONValue

        /// Creates a line.
        public init(at: Int64, who: String, action: String, batch: Int? = nil, detail: JSONValue = .object([])) {
            self.at = at
            self.who = who
            self.action = action
            self.batch = batch
            self.detail = detail
        }
    }

    /// The lines, oldest first.
    public var lines: [Line]
    /// How many there are, these included.
    public var total: Int

    /// Creates an excerpt.
    public init(lines: [Line] = [], total: Int? = nil) {
        self.lines = lines
        self.total = total ?? lines.count
    }
}
