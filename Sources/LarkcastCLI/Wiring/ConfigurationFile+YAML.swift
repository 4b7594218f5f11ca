import Yams

extension ConfigurationFile.Problem {
    /// The parser's complaint with its line, and without the text around it: a file may hold a proxy's password.
    init(_ error: YamlError) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let words = [context?.text, problem].compactMap {
                $0?.split(whereSeparator: \.isNewline).joined(separator: " ")
            }
            self.init(line: max(1, mark.line), message: words.joined(separator: ", "))
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            self.init(line: max(1, context.mark.line), message: "the key \(names) occurs twice")
        case .reader(let problem, let offset, _, let yaml):
            self.init(line: 1 + yaml.prefix(offset ?? 0).count { $0.isNewline }, message: problem)
        default:
            self.init(line: 1, message: "the file is not YAML")
        }
    }
}
