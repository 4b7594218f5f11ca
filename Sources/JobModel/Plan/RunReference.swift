/// How a run is named at a terminal: its id, a unique prefix of it, or `JOB@latest`.
public enum RunReference: Sendable, Hashable {
    /// One run.
    case id(RunID)
    /// The run whose id starts so, if it is the only one.
    case prefix(String)
    /// The newest run of a job.
    case latest(job: String)

    /// Reads a reference; `nil` when it is of none of the three forms.
    ///
    /// Ids are read in either case. A whole id is twelve characters, a prefix one to eleven.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        if parts.count == 2, parts[1] == "latest", Self.isSlug(parts[0]) {
            self = .latest(job: String(parts[0]))
            return
        }
        let id = text.lowercased()
        guard parts.count == 1, (1...12).contains(id.utf8.count), id.utf8.allSatisfy(Self.alphabet.contains) else {
            return nil
        }
        self = id.utf8.count == 12 ? .id(RunID(rawValue: id)) : .prefix(id)
    }

    private static let alphabet = Set("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    private static func isSlug(_ text: Substring) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}
