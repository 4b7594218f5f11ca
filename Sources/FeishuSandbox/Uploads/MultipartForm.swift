import Foundation

/// A `multipart/form-data` body, read strictly by RFC 7578 and RFC 2046.
///
/// Lines end in CRLF, nothing stands before the first boundary or (but one line end) after the last, and no name occurs
/// twice.
struct MultipartForm {
    struct Part {
        var name: String
        var fileName: String?
        var content: ArraySlice<UInt8>
    }

    struct Malformed: Error, Equatable {
        var reason: String
    }

    private(set) var parts: [Part] = []

    init(_ body: [UInt8], contentType: String?) throws(Malformed) {
        let delimiter = Array("\r\n--\(try Self.boundary(of: contentType))".utf8)
        guard body.starts(with: delimiter.dropFirst(2)) else {
            throw Malformed(reason: "the body does not begin with its boundary")
        }
        var position = delimiter.count - 2
        while true {
            if Self.has("--", in: body, at: position) {
                let rest = body[(position + 2)...]
                guard rest.isEmpty || rest.elementsEqual("\r\n".utf8) else {
                    throw Malformed(reason: "something follows the last boundary")
                }
                break
            }
            guard Self.has("\r\n", in: body, at: position) else {
                throw Malformed(reason: "a boundary does not end its line")
            }
            guard let end = Self.find(delimiter, in: body, from: position) else {
                throw Malformed(reason: "the last boundary is missing")
            }
            // The headers may be empty, so the line end before them counts as the first half of the blank line.
            try add(body[position + 2..<max(position + 2, end)])
            position = end + delimiter.count
        }
        guard !parts.isEmpty else { throw Malformed(reason: "the form is empty") }
    }

    subscript(name: String) -> Part? { parts.first { $0.name == name } }

    /// A field's text; nil when it is missing, a file or not UTF-8.
    func text(_ name: String) -> String? {
        guard let part = self[name], part.fileName == nil else { return nil }
        return String(validating: part.content, as: UTF8.self)
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>) throws(Malformed) {
        guard let split = Self.find(Array("\r\n\r\n".utf8), in: Array(bytes.prefix(16_384)), from: 0) else {
            throw Malformed(reason: "a part has no blank line after its headers")
        }
        guard let headers = String(validating: bytes.prefix(split), as: UTF8.self) else {
            throw Malformed(reason: "a part's headers are not UTF-8")
        }
        var part: Part?
        for line in headers.split(separator: "\r\n") {
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { throw Malformed(reason: "a part has a header without a colon") }
            guard pair[0].lowercased() == "content-disposition" else { continue }
            let fields = try Self.parameters(of: pair[1], kind: "form-data")
            guard let name = fields["name"], !name.isEmpty else { throw Malformed(reason: "a part has no name") }
            part = Part(name: name, fileName: fields["filename"], content: bytes.dropFirst(split + 4))
        }
        guard let part else { throw Malformed(reason: "a part has no Content-Disposition") }
        guard self[part.name] == nil else { throw Malformed(reason: "two parts have the name \"\(part.name)\"") }
        parts.append(part)
    }

    private static func boundary(of contentType: String?) throws(Malformed) -> String {
        guard let contentType else { throw Malformed(reason: "there is no Content-Type") }
        let boundary = try parameters(of: contentType[...], kind: "multipart/form-data")["boundary"] ?? ""
        guard boundary.wholeMatch(of: #/[0-9A-Za-z'()+_,\-.\/:=? ]{0,69}[0-9A-Za-z'()+_,\-.\/:=?]/#) != nil else {
            throw Malformed(reason: "the Content-Type names no good boundary")
        }
        return boundary
    }

    /// `kind; name="value"; name=value`, with `\"` for a quote inside quotes.
    private static func parameters(of text: Substring, kind: String) throws(Malformed) -> [String: String] {
        var pieces: [String] = [""]
        var (isQuoted, isEscaped) = (false, false)
        for character in text {
            if isEscaped {
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
                continue
            } else if character == "\"" {
                isQuoted.toggle()
                continue
            } else if character == ";", !isQuoted {
                pieces.append("")
                continue
            }
            pieces[pieces.count - 1].append(character)
        }
        guard !isQuoted else { throw Malformed(reason: "a quote is not closed") }
        guard pieces[0].trimmingCharacters(in: .whitespaces).lowercased() == kind else {
            throw Malformed(reason: "\(kind) was expected")
        }
        var fields: [String: String] = [:]
        for piece in pieces.dropFirst() where !piece.allSatisfy(\.isWhitespace) {
            let pair = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { throw Malformed(reason: "a parameter has no value") }
            fields[pair[0].trimmingCharacters(in: .whitespaces).lowercased()] = String(pair[1])
        }
        return fields
    }

    private static func has(_ text: StaticString, in body: [UInt8], at position: Int) -> Bool {
        text.withUTF8Buffer { body[min(position, body.count)...].starts(with: $0) }
    }

    /// The first place of `needle` (which begins with a carriage return, rare in most files) from `start` on.
    private static func find(_ needle: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        body.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) -> Int? in
            guard let base = bytes.baseAddress else { return nil }
            var position = start
            while position + needle.count <= bytes.count {
                guard let mark = memchr(base + position, Int32(needle[0]), bytes.count - position) else { return nil }
                position = UnsafeRawPointer(mark) - base
                guard position + needle.count <= bytes.count else { return nil }
                if memcmp(base + position, needle, needle.count) == 0 { return position }
                position += 1
            }
            return nil
        }
    }
}
