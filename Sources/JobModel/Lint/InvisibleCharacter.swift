/// Characters that take no room and mean nothing to a reader.
enum InvisibleCharacter {
    /// The first one in a text.
    ///
    /// Joiners (U+200C, U+200D) and variation selectors are left alone, since emoji and several scripts need them; so are the tags
    /// of flags, which stand behind a black flag.
    static func first(in text: String) -> Unicode.Scalar? {
        var isInFlag = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x1F3F4: isInFlag = true
            case 0xE0020...0xE007F: if !isInFlag { return scalar }
            case 0x200B, 0x2060...0x2064, 0xFEFF, 0x00AD, 0x180E, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800,
                0xFFF9...0xFFFB,
                0xE0001:
                return scalar
            default: isInFlag = false
            }
        }
        return nil
    }

    /// Whether a text is nothing to any reader: white space, and characters that take no room, joiners and direction marks
    /// included.
    static func isAll(of text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint || first(in: String($0)) != nil
        }
    }
}
