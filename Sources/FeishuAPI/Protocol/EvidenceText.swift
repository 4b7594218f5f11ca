import HTTPTransport

import struct Foundation.Data

/// Makes text from outside fit to be kept as evidence and shown.
struct EvidenceText: Sendable {
    /// Longest text kept, in characters.
    static let limit = 500

    private let secrets: [[UInt8]]
    private let firstBytes: [(UInt8, UInt8)]

    /// Knows which exact texts must not survive.
    init(secrets: [Secret] = []) {
        // One byte is no secret, and taking it out of every text would be no redaction.
        self.secrets = secrets.map { Array($0.reveal().utf8) }.filter { $0.count > 1 }
        firstBytes = self.secrets.map { ($0[0], $0[1]) }
    }

    /// The text without secrets, at most 500 characters.
    func clean(_ text: String) -> String {
        String((mayHoldASecret(text.utf8) ? redacted(text) : text).prefix(Self.limit))
    }

    /// An exchange as it may be kept: its body and header fields without secrets.
    func clean(_ exchange: HTTPExchange) -> HTTPExchange {
        guard var response = exchange.response else { return exchange }
        if mayHoldASecret(response.body) {
            response.body = Data(redacted(String(decoding: response.body, as: UTF8.self)).utf8)
        }
        for index in response.fields.indices where mayHoldASecret(response.fields[index].value.utf8) {
            response.fields[index].value = redacted(response.fields[index].value)
        }
        var exchange = exchange
        exchange.response = response
        return exchange
    }

    /// An answer may echo what was sent, so the known secrets go, and whatever looks like a bearer or tenant token.
    ///
    /// Secrets are looked for byte by byte and tokens scalar by scalar: a combining mark behind one makes other characters
    /// of it.
    private func redacted(_ text: String) -> String {
        var bytes = Array(text.utf8)
        for secret in secrets { bytes = Self.without(secret, in: bytes) }
        var text = String(decoding: bytes, as: UTF8.self)
        text = text.replacing(Self.bearer, with: "Bearer \(Self.redacted)")
        text = text.replacing(Self.secretMember) { "\($0.output.1)\(Self.redacted)" }
        return text.replacing(Self.token) { "\($0.output.1)\(Self.redacted)" }
    }

    /// A quick look that spares nearly every answer the slow one: whether anything begins like what must go.
    ///
    /// The patterns cost more than everything else about a usual `"success"`.
    private func mayHoldASecret(_ bytes: some Collection<UInt8>) -> Bool {
        var last: UInt8 = 0
        for byte in bytes {
            let pair = (last | 0x20, byte | 0x20)
            if pair == (UInt8(ascii: "t"), UInt8(ascii: "-")) || pair == (UInt8(ascii: "b"), UInt8(ascii: "e"))
                || pair == (UInt8(ascii: "s"), UInt8(ascii: "e"))
            {
                return true
            }
            if firstBytes.contains(where: { $0 == (last, byte) }) { return true }
            last = byte
        }
        return false
    }

    private static let redacted = "<redacted>"

    private static var bearer: Regex<Substring> {
        #/(?i:bearer)\s+\S+/#.matchingSemantics(.unicodeScalar)
    }

    private static var token: Regex<(Substring, Substring)> {
        #/(^|[^A-Za-z0-9])t-[A-Za-z0-9._\-]{10,}/#.matchingSemantics(.unicodeScalar)
    }

    private static var secretMember: Regex<(Substring, Substring)> {
        #/(?i)(app_secret["']?\s*[:=]\s*["']?)[^\s"',}<]+/#.matchingSemantics(.unicodeScalar)
    }

    private static func without(_ secret: [UInt8], in text: [UInt8]) -> [UInt8] {
        guard text.count >= secret.count else { return text }
        var output: [UInt8] = []
        var position = 0
        while position < text.count {
            if text[position] == secret[0], text[position...].starts(with: secret) {
                output += Array(redacted.utf8)
                position += secret.count
            } else {
                output.append(text[position])
                position += 1
            }
        }
        return output
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
