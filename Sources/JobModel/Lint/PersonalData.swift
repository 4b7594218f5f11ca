/// Phone numbers and e-mail addresses in running text, as data loss prevention looks for them.
///
/// Both are found in one pass: a text may have 150 KB.
enum PersonalData {
    /// The first phone number: a Chinese mobile or landline number, a service number, or anything with `+` and 8 to 15 digits.
    static func phoneNumber(in text: String) -> String? {
        let bytes = Array(WidthFolding.folded(text).utf8)
        var index = 0
        while index < bytes.count {
            guard isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "+") else {
                index += 1
                continue
            }
            let before = index > 0 ? bytes[index - 1] : UInt8(ascii: " ")
            let end = endOfNumber(in: bytes, from: index)
            // A number inside a word or an address (`/138…`, `=138…`, `x138…`) is no phone number.
            let isInBracket = before == UInt8(ascii: "(") && index > 1
            let stands =
                !isWord(before) && !"/=.#@".utf8.contains(before)
                && !(isInBracket && "/=.#@".utf8.contains(bytes[index - 2]))
            let isFollowed = end < bytes.count && (isWord(bytes[end]) || bytes[end] == UInt8(ascii: "@"))
            if stands, !isFollowed, isPhone(bytes[index..<end]) {
                return String(decoding: bytes[index..<end], as: UTF8.self)
            }
            index = max(end, index + 1)
        }
        return nil
    }

    /// The first e-mail address: a name, `@` and a domain with a dot; one inside a tag or a link (`mailto:`) does not count.
    static func emailAddress(in text: String) -> String? {
        let bytes = Array(text.utf8)
        var searched = 0
        while let at = bytes[searched...].firstIndex(of: UInt8(ascii: "@")) {
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
            if start < at, !isInTag, bytes[(at + 1)..<end].contains(UInt8(ascii: ".")) {
                return String(decoding: bytes[start..<end], as: UTF8.self)
            }
            searched = at + 1
        }
        return nil
    }

    /// Digits with at most two spaces, hyphens or brackets between two of them.
    private static func endOfNumber(in bytes: [UInt8], from start: Int) -> Int {
        var end = start + 1
        var next = end
        while next < bytes.count {
            if isDigit(bytes[next]) {
                next += 1
                end = next
            } else if " -()".utf8.contains(bytes[next]), next <= end + 1 {
                next += 1
            } else {
                break
            }
        }
        return end
    }

    private static func isPhone(_ bytes: ArraySlice<UInt8>) -> Bool {
        var digits = bytes.filter(isDigit).map { Int($0 - 0x30) }
        if bytes.first == UInt8(ascii: "+") { return (8...15).contains(digits.count) }
        if digits.starts(with: [0, 0, 8, 6]) { digits.removeFirst(4) }
        if digits.count == 13, digits.starts(with: [8, 6]) { digits.removeFirst(2) }
        if digits.count == 11, digits[0] == 1, digits[1] >= 3 { return true }
        let isGrouped = bytes.contains(UInt8(ascii: "-"))
        // The area code in brackets: `(010) 8888 8888`.
        let area = bytes.prefix { isDigit($0) }
        let isBracketed = (3...4).contains(area.count) && area.endIndex < bytes.endIndex && bytes[area.endIndex] == 0x29
        let isLandline = digits.first == 0 && (isGrouped || isBracketed) && (10...12).contains(digits.count)
        let isService =
            digits.count == 10 && (digits.starts(with: [4, 0, 0]) || digits.starts(with: [8, 0, 0])) && isGrouped
        return isLandline || isService
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }

    private static func isName(_ byte: UInt8) -> Bool { isWord(byte) || ".%+-".utf8.contains(byte) }
}
