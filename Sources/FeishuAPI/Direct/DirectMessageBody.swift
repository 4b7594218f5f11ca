import StrictJSON

import struct Foundation.Data

/// What a frozen message must hold before it may leave.
enum DirectMessageBody {
    /// Longest `uuid`, in characters.
    static let longestUUID = 50

    /// Whether the bytes are a JSON object with a `uuid` of 1 to 50 characters.
    ///
    /// Without one a try whose outcome is unknown could not be repeated, and the verdict would promise what is not so.
    static func isRepeatable(_ body: Data) -> Bool {
        guard let uuid = JSONReader().readStrictly([UInt8](body))?["uuid"]?.string else { return false }
        return (1...longestUUID).contains(uuid.count)
    }
}
