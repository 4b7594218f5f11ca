/// A document of metrics in the text format of OpenMetrics 1.0, which Prometheus scrapes and `node_exporter` reads from files.
///
/// Source: <https://prometheus.io/docs/specs/om/open_metrics_spec/>. A family is written once with all its samples; counters end in
/// `_total`; the document ends with `# EOF`.
public struct MetricsDocument: Sendable {
    /// What a family counts.
    public enum Kind: String, Sendable {
        /// Goes up and down.
        case gauge
        /// Only goes up.
        case counter
    }

    /// One value.
    public struct Sample: Sendable {
        let value: Double
        let labels: KeyValuePairs<StaticString, String>

        /// Creates a sample.
        public init(_ value: Double, _ labels: KeyValuePairs<StaticString, String> = [:]) {
            self.value = value
            self.labels = labels
        }

        /// Creates a sample of a count.
        public init(_ count: Int, _ labels: KeyValuePairs<StaticString, String> = [:]) {
            self.init(Double(count), labels)
        }
    }

    /// What `Content-Type` says of it.
    public static let contentType = "application/openmetrics-text; version=1.0.0; charset=utf-8"

    private var body = ""

    /// Begins a document.
    public init() {}

    /// One family: its description, then its samples; nothing at all for none.
    ///
    /// - Parameters:
    ///   - name: Without `_total`, in base units: seconds, bytes.
    ///   - help: One sentence.
    ///   - kind: What it counts.
    ///   - samples: Labels and values; labels of one family have the same names.
    public mutating func family(
        _ name: StaticString, _ help: StaticString, _ kind: Kind = .gauge, _ samples: [Sample]
    ) {
        guard !samples.isEmpty else { return }
        body += "# TYPE \(name) \(kind.rawValue)\n# HELP \(name) \(help)\n"
        let suffix =
            switch kind {
            case .gauge: ""
            case .counter: "_total"
            }
        for sample in samples {
            let labels = sample.labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            body += "\(name)\(suffix)\(labels.isEmpty ? "" : "{\(labels)}") \(Self.number(sample.value))\n"
        }
    }

    /// A family of one sample without labels; nothing when it is unknown.
    public mutating func family(_ name: StaticString, _ help: StaticString, _ kind: Kind = .gauge, _ value: Double?) {
        guard let value else { return }
        family(name, help, kind, [Sample(value)])
    }

    /// The whole document.
    public var text: String { body + "# EOF\n" }

    /// Backslash, quote and line feed, as the specification has it; what else could steer a terminal is spelt out first, since no other
    /// escape may stand there.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            TerminalText.escaped(String(line)).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        }.joined(separator: "\\n")
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
