import Crypto
import StrictJSON

/// How an entry stands in the file: checksum, length, JSON, newline, as in `3f…9a 118 {"k":…}`.
///
/// A line can be cut short by a power cut and read by a person. Sixteen hexadecimal digits of SHA-256 serve as the
/// checksum, because that routine is at hand and costs a microsecond.
enum LedgerFrame {
    /// The line of an entry.
    static func line(of entry: LedgerEntry) -> [UInt8] {
        let body = entry.json.bytes()
        return checksum(body) + Array(" \(body.count) ".utf8) + body + [newline]
    }

    /// The entry of a line without its newline; `nil` when the line is not whole.
    static func entry(of line: ArraySlice<UInt8>) -> LedgerEntry? {
        let space = UInt8(ascii: " ")
        guard let first = line.firstIndex(of: space), let second = line[(first + 1)...].firstIndex(of: space),
            let count = Int(String(decoding: line[(first + 1)..<second], as: UTF8.self))
        else { return nil }
        let body = Array(line[(second + 1)...])
        guard body.count == count, line[..<first].elementsEqual(checksum(body)) else { return nil }
        return JSONReader().readStrictly(body).flatMap(LedgerEntry.init)
    }

    static let newline = UInt8(ascii: "\n")

    private static func checksum(_ body: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return SHA256.hash(data: body).prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
