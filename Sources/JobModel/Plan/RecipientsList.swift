import StrictJSON

public import struct Foundation.Data

/// The ids of one batch as the exact bytes of a JSON array, and back.
public enum RecipientsList {
    /// Why bytes are no list of ids.
    public struct Malformed: Error, Sendable, Equatable {}

    /// The bytes of a list: compact, in order.
    public static func encode(_ ids: some Sequence<String>) -> Data {
        Data(JSONValue.array(ids.map(JSONValue.string)).bytes(.compact))
    }

    /// The ids of a list that ``encode(_:)`` or any other JSON writer made.
    ///
    /// Throws ``Malformed`` for anything but a JSON array of strings.
    public static func decode(_ data: Data) throws(Malformed) -> [String] {
        guard let elements = JSONReader().readStrictly([UInt8](data))?.array else { throw Malformed() }
        var ids: [String] = []
        ids.reserveCapacity(elements.count)
        for element in elements {
            guard let id = element.string else { throw Malformed() }
            ids.append(id)
        }
        return ids
    }
}
