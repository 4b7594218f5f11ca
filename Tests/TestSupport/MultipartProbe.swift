public import HTTPTransport

import struct Foundation.Data

/// Takes a `multipart/form-data` request apart as a server would, by RFC 7578 and knowing nothing of how it was made.
public struct MultipartProbe {
    /// One part.
    public struct Part {
        /// `name` of its `Content-Disposition`.
        public var name: String
        /// How many header fields it has.
        public var fields: Int
        /// The content.
        public var bytes: [UInt8]

        /// The content as text.
        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// The parts in order.
    public let parts: [Part]

    /// Reads a request; `nil` when it is not such a form to the last byte.
    public init?(_ request: HTTPRequest) {
        let type = request.fields.first { $0.name == "Content-Type" }?.value ?? ""
        guard type.hasPrefix("multipart/form-data; boundary="), let body = request.body else { return nil }
        self.init(body: [UInt8](body), boundary: String(type.dropFirst("multipart/form-data; boundary=".count)))
    }

    /// Reads a body; `nil` when it is not such a form to the last byte.
    public init?(body: [UInt8], boundary: String) {
        let delimiter = Array("\r\n--\(boundary)".utf8)
        var pieces: [[UInt8]] = [[]]
        // The first delimiter stands at the very beginning, without the line break.
        let whole = Array("\r\n".utf8) + body
        var index = 0
        while index < whole.count {
            if whole[index] == delimiter[0], whole[index...].starts(with: delimiter) {
                pieces.append([])
                index += delimiter.count
            } else {
                pieces[pieces.count - 1].append(whole[index])
                index += 1
            }
        }
        guard pieces.count > 2, pieces.removeFirst().isEmpty, pieces.removeLast() == Array("--\r\n".utf8) else {
            return nil
        }
        var parts: [Part] = []
        for piece in pieces {
            guard let part = Self.part(piece) else { return nil }
            parts.append(part)
        }
        self.parts = parts
    }

    private static func part(_ piece: [UInt8]) -> Part? {
        let blank = Array("\r\n\r\n".utf8)
        guard piece.starts(with: [0x0D, 0x0A]),
            let end = piece.indices.first(where: { piece[$0...].starts(with: blank) })
        else { return nil }
        let lines = String(decoding: piece[2..<end], as: UTF8.self).split(
            separator: "\r\n", omittingEmptySubsequences: false)
        let opening = "Content-Disposition: form-data; name=\""
        guard let first = lines.first, first.hasPrefix(opening) else { return nil }
        let name = first.dropFirst(opening.count).prefix { $0 != "\"" }
        return Part(name: String(name), fields: lines.count, bytes: Array(piece[(end + 4)...]))
    }
}
