import struct Foundation.Data

/// A piece of a page that cannot say anything but what the program wrote.
///
/// Names of elements and attributes are `StaticString`s, which only source code can be; everything else is text, and is escaped
/// when it is written out. There is no way to put a string of unknown origin anywhere else. That, and not a template language,
/// is why pages are made with it: a template escapes as long as nobody writes the one tag that does not.
public struct HTML: Sendable {
    private indirect enum Node: Sendable {
        case element(StaticString, [Attribute], [HTML])
        case empty(StaticString, [Attribute])
        case text(String)
        case lineBreak
        case styleSheet(StyleSheet)
    }

    /// An attribute; values that are not ours are escaped.
    public enum Attribute: Sendable {
        /// Names and values of ours.
        case plain(StaticString, StaticString)
        /// Classes of ours.
        case classes([StaticString])
        /// `aria-label`.
        case label(String)
        /// `alt`.
        case alternative(String)
        /// The language of the words inside, as BCP 47 has it.
        case language(String)
        /// A number.
        case number(StaticString, Int)
        /// A number with one decimal, for drawings.
        case decimal(StaticString, Double)
        /// The corners of a line or an area, as SVG has them.
        case points([HTML.Corner])
        /// The page an anchor opens.
        case address(WebAddress)
        /// A place on the page's own host: `href`, `action` or `src`.
        case local(StaticString, LocalAddress)
        /// `src` of a picture that stands in the page itself.
        case picture(PreviewPicture)
        /// What a field of a form holds.
        case value(String)
        /// What a field shows while it is empty.
        case hint(String)
        /// `datetime`, from milliseconds since 1970 UTC.
        case instant(Int64)
        /// `data-…`, which means nothing to a browser by itself.
        case data(StaticString, String)
    }

    /// A place in a drawing.
    public struct Corner: Sendable, Equatable {
        /// From the left.
        public var x: Double
        /// From the top.
        public var y: Double

        /// Creates a place.
        public init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    private let node: Node

    /// An element with what it holds.
    public static func element(
        _ name: StaticString, _ attributes: [Attribute] = [], _ children: [HTML] = []
    ) -> HTML {
        HTML(node: .element(name, attributes, children))
    }

    /// An element that never holds anything, such as `br`.
    public static func empty(_ name: StaticString, _ attributes: [Attribute] = []) -> HTML {
        HTML(node: .empty(name, attributes))
    }

    /// Text on one line: what could steer a terminal or turn the reading direction around is spelt out.
    public static func text(_ text: String) -> HTML { HTML(node: .text(text)) }

    /// Text with its line breaks as `br`.
    public static func lines(_ text: String) -> [HTML] {
        var pieces: [HTML] = []
        for (index, line) in split(text).enumerated() {
            if index > 0 { pieces.append(.empty("br")) }
            if !line.isEmpty { pieces.append(.text(line)) }
        }
        return pieces
    }

    /// Text with its line breaks as they are, for `pre`.
    public static func preformatted(_ text: String) -> [HTML] {
        split(text).enumerated().flatMap { index, line in
            (index > 0 ? [HTML(node: .lineBreak)] : []) + [.text(line)]
        }
    }

    /// A `style` element.
    static func style(_ sheet: StyleSheet) -> HTML { HTML(node: .styleSheet(sheet)) }

    /// A whole page in UTF-8.
    public static func document(language: StaticString, head: [HTML], body: [HTML]) -> String {
        var output = Array("<!DOCTYPE html>\n".utf8)
        let page = element(
            "html", [.plain("lang", language)], [element("head", [], head), element("body", [], body)])
        page.write(into: &output)
        output.append(UInt8(ascii: "\n"))
        return String(decoding: output, as: UTF8.self)
    }

    /// The piece by itself.
    var rendered: String {
        var output: [UInt8] = []
        write(into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private func write(into output: inout [UInt8]) {
        switch node {
        case .element(let name, let attributes, let children):
            Self.open(name, attributes, into: &output)
            for child in children { child.write(into: &output) }
            output.append(contentsOf: "</\(name)>".utf8)
        case .empty(let name, let attributes): Self.open(name, attributes, into: &output)
        case .text(let text): Self.escape(text, into: &output)
        case .lineBreak: output.append(UInt8(ascii: "\n"))
        case .styleSheet(let sheet): output.append(contentsOf: "<style>\(sheet.text)</style>".utf8)
        }
    }

    private static func open(_ name: StaticString, _ attributes: [Attribute], into output: inout [UInt8]) {
        output.append(contentsOf: "<\(name)".utf8)
        for attribute in attributes {
            switch attribute {
            case .plain(let name, let value): write(name, "\(value)", into: &output)
            case .classes(let names): write("class", names.map { "\($0)" }.joined(separator: " "), into: &output)
            case .label(let text): write("aria-label", text, into: &output)
            case .alternative(let text): write("alt", text, into: &output)
            case .language(let text): write("lang", text, into: &output)
            case .number(let name, let value): write(name, String(value), into: &output)
            case .local(let name, let address): write(name, address.text, into: &output)
            case .picture(let picture):
                output.append(contentsOf: " src=\"data:\(picture.mediaType.rawValue);base64,".utf8)
                output.append(contentsOf: Data(picture.bytes).base64EncodedData())
                output.append(UInt8(ascii: "\""))
            case .value(let text): write("value", text, into: &output)
            case .hint(let text): write("placeholder", text, into: &output)
            case .instant(let milliseconds): write("datetime", Timestamp.utc(milliseconds), into: &output)
            case .data(let name, let text): write("data-\(name)", text, into: &output)
            case .decimal(let name, let value): write(name, decimal(value), into: &output)
            case .points(let corners):
                let places = corners.map { decimal($0.x) + "," + decimal($0.y) }
                write("points", places.joined(separator: " "), into: &output)
            case .address(let address):
                write("href", address.text, into: &output)
                write("target", "_blank", into: &output)
                write("rel", "noopener noreferrer", into: &output)
            }
        }
        output.append(UInt8(ascii: ">"))
    }

    /// One decimal at most: a tenth of a pixel is finer than any screen.
    private static func decimal(_ value: Double) -> String {
        let tenths = value.isFinite ? Int((min(max(value, -1e6), 1e6) * 10).rounded()) : 0
        let sign = tenths < 0 ? "-" : ""
        let whole = String(tenths.magnitude / 10)
        return tenths.isMultiple(of: 10) ? sign + whole : "\(sign)\(whole).\(tenths.magnitude % 10)"
    }

    private static func write(_ name: some CustomStringConvertible, _ value: String, into output: inout [UInt8]) {
        output.append(contentsOf: " \(name)=\"".utf8)
        escape(value, into: &output)
        output.append(UInt8(ascii: "\""))
    }

    /// OWASP, "Cross site scripting prevention": the five characters, in text and in quoted attributes alike.
    private static func escape(_ text: String, into output: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output.append(contentsOf: "&amp;".utf8)
            case "<": output.append(contentsOf: "&lt;".utf8)
            case ">": output.append(contentsOf: "&gt;".utf8)
            case "\"": output.append(contentsOf: "&quot;".utf8)
            case "'": output.append(contentsOf: "&#39;".utf8)
            // Room, in whatever width the place gives it.
            case "\t": output.append(contentsOf: "&#9;".utf8)
            default: TerminalText.appendEscaped(scalar, to: &output)
            }
        }
    }

    private static func split(_ text: String) -> [String] {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }
}
