/// Phone numbers and e-mail addresses in running text, as data loss prevention looks for them.
///
/// Both are found in one pass: a text may have 150 KB.
enum PersonalData {
    /// So many of a kind are named in one text.
    static let most = 10

    /// A number or an address in its usual width, and its place among the text's scalars.
    struct Found: Equatable {
        var text: String
        var scalar: Int
    }

    /// The first phone numbers: Chinese mobile or landline numbers, service numbers, or anything with `+` and 8 to 15 digits.
    static func phoneNumbers(in text: String, most: Int = most) -> [Found] {
        var reader = Reader(text)
        let bytes = reader.bytes
        var index = 0
        while index < bytes.count, reader.found.count < most {
            guard isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "+") else {
                index += 1
                continue
            }
            let before = index > 0 ? bytes[index - 1] : UInt8(ascii: " ")
            var end = endOfNumber(in: bytes, from: index)
            // A number inside a word or an address (`/138…`, `=138…`, `x138…`) is no phone number.
            let isInBracket = before == UInt8(ascii: "(") && index > 1
            let stands =
                !isWord(before) && !"/=.#@".utf8.contains(before)
                && !(isInBracket && "/=.#@".utf8.contains(bytes[index - 2]))
            let isFollowed = end < bytes.count && (isWord(bytes[end]) || bytes[end] == UInt8(ascii: "@"))
            if stands, !isFollowed, PhoneShape.fits(bytes[index..<end]) {
                // The bracket before an area code belongs to the number.
                let number = bytes[index..<end]
                let opens =
                    before == UInt8(ascii: "(") && number.contains(UInt8(ascii: ")"))
                    && !number.contains(UInt8(ascii: "("))
                reader.find(opens ? index - 1 : index, end)
            } else if let mobile = PhoneShape.mobile(in: index..<end, of: bytes), stands || mobile.lowerBound > index {
                end = mobile.upperBound
                reader.find(mobile.lowerBound, end)
            }
            index = max(end, index + 1)
        }
        return reader.found
    }

    /// The first e-mail addresses: a name, `@` and a domain with a dot; one inside a tag or a link (`mailto:`) does not count.
    static func emailAddresses(in text: String, most: Int = most) -> [Found] {
        var reader = Reader(text)
        let bytes = reader.bytes
        var searched = 0
        while reader.found.count < most, let at = bytes[searched...].firstIndex(of: UInt8(ascii: "@")) {
            var start = at
            while start > searched, isName(bytes[start - 1]) { start -= 1 }
            var end = at + 1
            while end < bytes.count,
                isWord(bytes[end]) || bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: ".")
            {
                end += 1
            }
            while end > at + 1, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
            let isInTag = start > 0 && "=\"':/".utf8.contains(bytes[start - 1])
            let isAddress = start < at && !isInTag && bytes[(at + 1)..<end].contains(UInt8(ascii: "."))
            if isAddress { reader.find(start, end) }
            searched = isAddress ? end : at + 1
        }
        return reader.found
    }

    /// A text in its usual width, in which places are counted on from the last one.
    private struct Reader {
        let bytes: [UInt8]
        private(set) var found: [Found] = []
        private var scalars = 0
        private var counted = 0

        init(_ text: String) { bytes = Array(WidthFolding.folded(text).utf8) }

        mutating func find(_ start: Int, _ end: Int) {
            scalars += bytes[counted..<start].count { $0 & 0xC0 != 0x80 }
            counted = start
            found.append(Found(text: String(decoding: bytes[start..<end], as: UTF8.self), scalar: scalars))
        }
    }

    /// Digits with at most two spaces, hyphens, dots or brackets between two of them.
    private static func endOfNumber(in bytes: [UInt8], from start: Int) -> Int {
        var end = start + 1
        var next = end
        while next < bytes.count {
            if isDigit(bytes[next]) {
                next += 1
                end = next
            } else if " -().".utf8.contains(bytes[next]), next <= end + 1 {
                next += 1
            } else {
                break
            }
        }
        return end
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }

    private static func isName(_ byte: UInt8) -> Bool { isWord(byte) || ".%+-".utf8.contains(byte) }
}
