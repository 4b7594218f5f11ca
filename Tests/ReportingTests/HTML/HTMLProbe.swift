/// A small reader of HTML that takes only what our writer should write: every element closed in its order, every attribute quoted.
struct HTMLProbe {
    struct Element: Equatable {
        var name: String
        var attributes: [String: String]
    }

    private(set) var elements: [Element] = []
    /// The text between the elements, references resolved; style sheets left out.
    private(set) var text = ""

    /// `nil` with the reason when the page is not well-formed.
    static func read(_ page: String) -> (probe: HTMLProbe?, problem: String?) {
        var probe = HTMLProbe()
        let problem = probe.parse(Array(page.unicodeScalars))
        return (problem == nil ? probe : nil, problem)
    }

    private static let empty: Set<String> = ["meta", "br", "hr", "img"]

    private mutating func parse(_ page: [Unicode.Scalar]) -> String? {
        var open: [String] = []
        var index = 0
        let doctype = Array("<!DOCTYPE html>\n".unicodeScalars)
        if page.starts(with: doctype) { index = doctype.count }
        while index < page.count {
            guard page[index] == "<" else {
                if page[index] == ">" { return "a stray >" }
                let run = page[index...].prefix { $0 != "<" && $0 != ">" }
                if open.last != "style" {
                    guard let decoded = Self.decoded(String(String.UnicodeScalarView(run))) else {
                        return "a bad reference in \(run)"
                    }
                    text += decoded
                }
                index = run.endIndex
                continue
            }
            guard let close = page[index...].firstIndex(of: ">") else { return "an unclosed <" }
            let body = String(String.UnicodeScalarView(page[(index + 1)..<close]))
            index = close + 1
            if body.hasPrefix("/") {
                guard open.popLast() == String(body.dropFirst()) else {
                    return "</\(body.dropFirst())> closes another element"
                }
                continue
            }
            guard let element = Self.element(body) else { return "a malformed <\(body)>" }
            elements.append(element)
            if Self.empty.contains(element.name) { continue }
            open.append(element.name)
            if element.name == "style" {
                // Raw text up to its end.
                let end = Array("</style>".unicodeScalars)
                while let next = page[index...].firstIndex(of: "<"), !page[next...].starts(with: end) {
                    index = next + 1
                }
                index = page[index...].firstIndex(of: "<") ?? page.count
            }
        }
        return open.isEmpty ? nil : "\(open) never closed"
    }

    private static func element(_ body: String) -> Element? {
        guard
            let match = body.wholeMatch(
                of: /([a-z][a-z0-9]*)((?: [A-Za-z][A-Za-z0-9-]*="[^"]*")*)/.matchingSemantics(.unicodeScalar))
        else {
            return nil
        }
        var attributes: [String: String] = [:]
        for pair in match.output.2.matches(of: #/ ([A-Za-z][A-Za-z0-9-]*)="([^"]*)"/#.matchingSemantics(.unicodeScalar))
        {
            guard let value = decoded(String(pair.output.2)), attributes[String(pair.output.1)] == nil else {
                return nil
            }
            attributes[String(pair.output.1)] = value
        }
        return Element(name: String(match.output.1), attributes: attributes)
    }

    /// The text with our six references resolved; `nil` for any other `&`.
    private static func decoded(_ text: String) -> String? {
        let references: [([Unicode.Scalar], Unicode.Scalar)] = [
            (Array("&lt;".unicodeScalars), "<"), (Array("&gt;".unicodeScalars), ">"),
            (Array("&amp;".unicodeScalars), "&"),
            (Array("&quot;".unicodeScalars), "\""), (Array("&#39;".unicodeScalars), "'"),
            (Array("&#9;".unicodeScalars), "\t"),
        ]
        var output = String.UnicodeScalarView()
        var rest = Array(text.unicodeScalars)[...]
        while let scalar = rest.first {
            if scalar == "&" {
                guard let (reference, character) = references.first(where: { rest.starts(with: $0.0) }) else {
                    return nil
                }
                output.append(character)
                rest = rest.dropFirst(reference.count)
            } else {
                output.append(scalar)
                rest = rest.dropFirst()
            }
        }
        return String(output)
    }
}
