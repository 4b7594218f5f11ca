/// A batch's name as it is stored, taken apart; ``BatchPlanner`` puts it together.
///
/// By hand: a regular expression is parsed anew each time, which took most of a report's time with 2,500 names.
public enum StoredLabel: Sendable, Equatable {
    /// `Batch 2 of 3`: a batch of no department.
    case batch(number: String, count: String)
    /// `Message 2 of 3`: a direct message of no department.
    case message(number: String, count: String)
    /// `Finance (2 of 3)`: a part of what has this name.
    case part(of: String, number: String, count: String)
    /// A name that was given.
    case name(String)

    /// Takes a name apart.
    public init(_ text: String) {
        if text.hasPrefix("Batch "), let (number, count) = Self.counted(text.utf8.dropFirst(6)) {
            self = .batch(number: number, count: count)
        } else if text.hasPrefix("Message "), let (number, count) = Self.counted(text.utf8.dropFirst(8)) {
            self = .message(number: number, count: count)
        } else {
            self = Self.part(text) ?? .name(text)
        }
    }

    private static func part(_ text: String) -> StoredLabel? {
        let bytes = text.utf8
        guard bytes.last == UInt8(ascii: ")"), let open = bytes.lastIndex(of: UInt8(ascii: "(")),
            let blank = bytes.index(open, offsetBy: -1, limitedBy: bytes.startIndex), blank > bytes.startIndex,
            bytes[blank] == UInt8(ascii: " "),
            let (number, count) = counted(bytes[bytes.index(after: open)...].dropLast())
        else { return nil }
        return .part(of: String(text[..<blank]), number: number, count: count)
    }

    /// The numbers of `2 of 3`.
    private static func counted(_ bytes: Substring.UTF8View) -> (String, String)? {
        let words = bytes.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, words[1].elementsEqual("of".utf8) else { return nil }
        for word in [words[0], words[2]] {
            guard !word.isEmpty, word.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        }
        return (String(decoding: words[0], as: UTF8.self), String(decoding: words[2], as: UTF8.self))
    }
}
