/// Addresses that stand in a text as they are and that no client makes a link of: those of anything but pages.
enum BareAddress {
    /// `file:///C:/a.doc`, `feishu://chat`; one inside a link or a tag is judged there.
    static func all(in text: String) -> [PersonalData.Found] {
        let bytes = Array(text.utf8)
        var found: [PersonalData.Found] = []
        var searched = 0
        while found.count < PersonalData.most, searched + 2 < bytes.count,
            let colon = bytes[searched...].firstIndex(of: UInt8(ascii: ":"))
        {
            searched = colon + 1
            guard bytes[searched...].starts(with: "//".utf8) else { continue }
            var start = colon
            while start > 0, isScheme(bytes[start - 1]) { start -= 1 }
            let scheme = String(decoding: bytes[start..<colon], as: UTF8.self).lowercased()
            let before = start > 0 ? bytes[start - 1] : UInt8(ascii: " ")
            guard scheme.utf8.count > 1, let first = scheme.utf8.first, (0x61...0x7A).contains(first),
                !["https", "http"].contains(scheme),
                !"(<\"'=}".utf8.contains(before)
            else { continue }
            let end = bytes[colon...].firstIndex { $0 <= 0x20 || $0 >= 0x80 } ?? bytes.count
            found.append(
                PersonalData.Found(
                    text: String(decoding: bytes[start..<end], as: UTF8.self),
                    scalar: bytes[..<start].count { $0 & 0xC0 != 0x80 }))
            searched = end
        }
        return found
    }

    private static func isScheme(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "+.-".utf8.contains(byte)
    }
}
