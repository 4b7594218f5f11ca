import struct Foundation.Data

/// A `multipart/form-data` body (RFC 7578), built by hand so that the same parts always give the same bytes.
struct MultipartForm: Sendable {
    private enum Part {
        case field(name: String, value: String)
        case file(name: String, fileName: String, bytes: Data)
    }

    private var parts: [Part] = []

    /// Appends a text.
    mutating func append(_ name: String, _ value: String) {
        parts.append(.field(name: name, value: value))
    }

    /// Appends a file; Feishu takes its part only with a file name.
    mutating func append(_ name: String, fileName: String, bytes: Data) {
        parts.append(.file(name: name, fileName: fileName, bytes: bytes))
    }

    /// The body and its boundary.
    ///
    /// The boundary is the first of a row, made from a digest of the parts, that occurs nowhere in them, so that no content
    /// can end its part early or slip in another.
    func encoded() -> (boundary: String, bytes: Data) {
        let contents = contents
        let boundary = Self.boundary(digest: Self.digest(of: contents), absentFrom: contents)
        return (boundary, bytes(boundary))
    }

    /// The first boundary of a digest's row that occurs in none of the contents.
    static func boundary(digest: UInt64, absentFrom contents: [Data]) -> String {
        var round = 0
        while true {
            let boundary = "larkcast-\(String(digest, radix: 16))-\(round)"
            let delimiter = Array("--\(boundary)".utf8)
            if !contents.contains(where: { occurs(delimiter, in: $0) }) { return boundary }
            round += 1
        }
    }

    private var contents: [Data] {
        parts.map { part in
            switch part {
            case .field(_, let value): Data(value.utf8)
            case .file(_, _, let bytes): bytes
            }
        }
    }

    private func bytes(_ boundary: String) -> Data {
        var body = Data()
        for part in parts {
            body += Data("--\(boundary)\r\n".utf8)
            switch part {
            case .field(let name, let value):
                body += Data("Content-Disposition: form-data; name=\"\(Self.quoted(name))\"\r\n\r\n\(value)\r\n".utf8)
            case .file(let name, let fileName, let bytes):
                let names = "name=\"\(Self.quoted(name))\"; filename=\"\(Self.quoted(fileName))\""
                body += Data("Content-Disposition: form-data; \(names)\r\n".utf8)
                body += Data("Content-Type: application/octet-stream\r\n\r\n".utf8)
                body += bytes
                body += Data("\r\n".utf8)
            }
        }
        return body + Data("--\(boundary)--\r\n".utf8)
    }

    /// A name as it may stand between quotes: a quote or a line break would end it (WHATWG, "multipart/form-data encoding").
    private static func quoted(_ name: String) -> String {
        name.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\"": text += "%22"
            case "\r": text += "%0D"
            case "\n": text += "%0A"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    /// FNV-1a over all contents; it only has to differ from what somebody wrote into a file by chance.
    private static func digest(of contents: [Data]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for content in contents {
            content.withUnsafeBytes { bytes in
                for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            }
        }
        return hash
    }

    private static func occurs(_ needle: [UInt8], in content: Data) -> Bool {
        content.withUnsafeBytes { bytes in
            var start = 0
            while start + needle.count <= bytes.count {
                if bytes[start] == needle[0], bytes[start...].starts(with: needle) { return true }
                start += 1
            }
            return false
        }
    }
}
