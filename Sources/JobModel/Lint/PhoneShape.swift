/// Whether digits with signs between them are grouped as phone numbers are, and not as dates, amounts and orders are.
enum PhoneShape {
    /// Whether a number, from its first digit or `+` to its last digit, is a phone number.
    static func fits(_ bytes: ArraySlice<UInt8>) -> Bool {
        var groups = bytes.split { !PersonalData.isDigit($0) }.map { Array($0) }
        if groups.isEmpty { return false }
        if bytes.contains(UInt8(ascii: ".")), !isDotted(groups) { return false }
        var digits = groups.flatMap { $0 }.map { Int($0 - 0x30) }
        if bytes.first == UInt8(ascii: "+") { return (8...15).contains(digits.count) }
        if digits.starts(with: [0, 0, 8, 6]) { digits.removeFirst(4) }
        if digits.count == 13, digits.starts(with: [8, 6]) { digits.removeFirst(2) }
        if digits.count == 11, digits[0] == 1, digits[1] >= 3 { return true }
        let isGrouped = bytes.contains(UInt8(ascii: "-"))
        if groups.count > 1, groups[0] == Array("86".utf8) || groups[0] == Array("0086".utf8) { groups.removeFirst() }
        let isLandline =
            digits.first == 0 && (10...12).contains(digits.count)
            && (isGrouped || isBracketed(bytes) || hasArea(groups))
        let isService =
            digits.count == 10 && (digits.starts(with: [4, 0, 0]) || digits.starts(with: [8, 0, 0])) && isGrouped
        return isLandline || isService
    }

    /// A mobile number in one piece among other numbers that only spaces part from it: `12:00 13812345678 2`.
    static func mobile(in range: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
        for digits in bytes[range].split(whereSeparator: { !PersonalData.isDigit($0) }) {
            let (start, end) = (digits.startIndex, digits.endIndex)
            guard digits.count == 11, digits[start] == UInt8(ascii: "1"), digits[start + 1] >= UInt8(ascii: "3"),
                start == range.lowerBound || bytes[start - 1] == UInt8(ascii: " ")
            else { continue }
            let next = end < bytes.count ? bytes[end] : UInt8(ascii: " ")
            let isSentence = next == UInt8(ascii: ".") && end + 1 < bytes.count && bytes[end + 1] == UInt8(ascii: " ")
            if end < range.upperBound, next == UInt8(ascii: " ") || isSentence { return start..<end }
            if end == range.upperBound, start > range.lowerBound, next != UInt8(ascii: "@") { return start..<end }
        }
        return nil
    }

    /// `138.1234.5678` and `010.6234.5678`; an address of a computer, a version or an amount is grouped otherwise.
    private static func isDotted(_ groups: [[UInt8]]) -> Bool {
        let own = groups.first == Array("86".utf8) ? Array(groups.dropFirst()) : groups
        return own.map(\.count) == [3, 4, 4] || (own.count == 2 && hasArea(own))
    }

    /// The area code in brackets: `(010) 8888 8888`.
    private static func isBracketed(_ bytes: ArraySlice<UInt8>) -> Bool {
        let area = bytes.prefix { PersonalData.isDigit($0) }
        return (3...4).contains(area.count) && area.endIndex < bytes.endIndex
            && bytes[area.endIndex] == UInt8(ascii: ")")
    }

    /// An area code before seven or eight digits in pieces of at least three: `010 6234 5678`, `0571 88888888`.
    private static func hasArea(_ groups: [[UInt8]]) -> Bool {
        guard let area = groups.first, area.count > 2, area[0] == UInt8(ascii: "0") else { return false }
        let isShort = area[1] == UInt8(ascii: "1") || area[1] == UInt8(ascii: "2")
        let rest = groups.dropFirst()
        return area.count == (isShort ? 3 : 4) && area[1] != UInt8(ascii: "0") && !rest.isEmpty
            && rest.allSatisfy { $0.count >= 3 } && (7...8).contains(rest.reduce(0) { $0 + $1.count })
    }
}
