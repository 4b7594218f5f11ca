/// Makes text from outside fit to be kept as evidence and shown.
struct EvidenceText: Sendable {
    /// Longest text kept, in characters.
    static let limit = 500

    private let secrets: [String]

    /// Knows which exact texts must not survive.
    init(secrets: [Secret] = []) {
        self.secrets = secrets.map { $0.reveal() }.filter { !$0.isEmpty }
    }

    /// The text without secrets, at most 500 characters.
    ///
    /// An answer may echo what was sent, so the known secrets go, and whatever looks like a bearer or tenant token.
    func clean(_ text: String) -> String {
        guard mayHoldSecret(text) else { return String(text.prefix(Self.limit)) }
        var text = text
        for secret in secrets { text = text.replacing(secret, with: "<redacted>") }
        text = text.replacing(/(?i:bearer)\s+\S+/, with: "Bearer <redacted>")
        text = text.replacing(/\bt-[A-Za-z0-9._\-]{10,}/, with: "<redacted>")
        return String(text.prefix(Self.limit))
    }

    /// Whether a closer look is needed; the patterns cost more than everything else about a usual `"success"`.
    ///
    /// Text that is not ASCII always gets one, because letters beyond it may count as equal to those within.
    private func mayHoldSecret(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return true }
            return secrets.contains { Self.occurs($0.utf8, in: bytes) { $0 } }
                || Self.occurs("t-".utf8, in: bytes) { $0 }
                || Self.occurs("bearer".utf8, in: bytes) { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        }
    }

    private static func occurs(
        _ needle: String.UTF8View, in bytes: UnsafeBufferPointer<UInt8>, folding: (UInt8) -> UInt8
    ) -> Bool {
        let length = needle.count
        guard length <= bytes.count else { return false }
        return (0...bytes.count - length).contains { start in
            zip(needle, bytes[start..<start + length]).allSatisfy { $0 == folding($1) }
        }
    }

    /// A log id as it may be shown: visible ASCII, at most 200 characters.
    static func logID(_ text: String) -> String? {
        guard (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        return text
    }

    /// The text with control and direction-changing characters spelt out, so that it cannot steer a terminal.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
                escaped += "\\u{\(String(scalar.value, radix: 16))}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
