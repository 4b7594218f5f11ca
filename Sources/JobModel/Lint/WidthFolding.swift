/// Full-width letters, digits and signs, as Chinese input methods write them, and the hyphens of word processors.
enum WidthFolding {
    /// The text with them in their usual width, scalar by scalar.
    static func folded(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0xEF || $0 == 0xE3 || $0 == 0xE2 }) else { return text }
        var output = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xFF08, 0xFF09, 0xFF0B, 0xFF0D,
                0xFF0E, 0xFF20:
                output.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x2010...0x2013, 0x2212: output.append("-")
            case 0x3000: output.append(" ")
            default: output.append(scalar)
            }
        }
        return String(output)
    }
}
