import Foundation

/// The repository's own Swift files, as text.
struct SourceTree {
    struct File {
        /// Path from the root, such as `Sources/JobModel/Plan/RunPlan.swift`.
        let path: String
        let lines: [String]
        /// Lines that are neither blank nor comment, with line numbers from 1 and without strings and trailing comments.
        let code: [(number: Int, text: String)]

        init(path: String, lines: [String]) {
            self.path = path
            self.lines = lines
            let (string, comment) = (#/"(?:[^"\\]|\\.)*"/#, #/\/\/ .*$/#)
            code = lines.enumerated().compactMap { index, line in
                let trimmed = line.trimmingCharacters(in: .whitespaces)
                guard !trimmed.isEmpty, !trimmed.hasPrefix("//") else { return nil }
                guard trimmed.contains("\"") || trimmed.contains("//") else { return (index + 1, trimmed) }
                return (index + 1, trimmed.replacing(string, with: "\"\"").replacing(comment, with: ""))
            }
        }

        /// The target's folder, such as `JobModel`.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

        /// The modules the file imports.
        var imports: [(number: Int, module: String)] {
            let pattern =
                #/^(?:@\w+ )?(?:public |package |internal |private )?import (?:struct |class |enum |protocol |func )?(\w+)/#
            return code.compactMap { number, text in
                guard text.contains("import ") else { return nil }
                return text.firstMatch(of: pattern).map { (number, String($0.1)) }
            }
        }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The program's files and the tests' files, read once.
    static let sources = files(below: "Sources")
    static let tests = files(below: "Tests")

    private static func files(below folder: String) -> [File] {
        let base = root.appendingPathComponent(folder)
        guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
            guard let text = try? String(contentsOf: base.appendingPathComponent(name), encoding: .utf8) else {
                return nil
            }
            return File(path: "\(folder)/\(name)", lines: text.components(separatedBy: "\n"))
        }
    }
}
