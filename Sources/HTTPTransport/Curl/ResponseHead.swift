/// Reads a response's status line and fields from the lines libcurl passed on.
enum ResponseHead {
    /// Returns the response without its body; nil when the status line is none, or not a final one.
    ///
    /// Lines without a colon are dropped, folded lines are joined to the value before (RFC 9112 §5.2), and bytes that
    /// are not UTF-8 are replaced: nothing larkcast decides by may depend on them.
    static func parse(_ bytes: UnsafeRawBufferPointer) -> HTTPResponse? {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
            .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
        guard !lines.isEmpty, let status = status(of: lines.removeFirst()) else { return nil }
        var response = HTTPResponse(status: status)
        for line in lines {
            if let first = line.first, isBlank(first) {
                guard let last = response.fields.indices.last else { continue }
                response.fields[last].value += " " + text(line)
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                let value = text(line[line.index(after: colon)...])
                response.fields.append(HTTPRequest.Field(text(line[..<colon]), value))
            }
        }
        return response
    }

    private static func status(of line: UnsafeRawBufferPointer.SubSequence) -> Int? {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: true)
        guard words.count >= 2, words[0].starts(with: "HTTP/".utf8), words[1].count == 3,
            words[1].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let status = Int(text(words[1])), status >= 200
        else { return nil }
        return status
    }

    private static func text(_ bytes: UnsafeRawBufferPointer.SubSequence) -> String {
        var bytes = bytes
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
