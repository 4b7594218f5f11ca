import Crypto
import Foundation

extension Data {
    /// SHA-256 in lower-case hex.
    var sha256: String { SHA256.hash(data: self).hex }
}

extension SHA256Digest {
    /// Lower-case hex.
    var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(Self.byteCount * 2)
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
