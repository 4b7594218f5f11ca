/// The colours of a card's header, light and dark, near to those of Feishu's client.
///
/// Each pair keeps the contrast of WCAG 2.2 AA (4.5 to 1); a test measures it.
enum CardColour: String, CaseIterable {
    case blue, wathet, turquoise, green, yellow, orange, red, carmine, violet, purple, indigo, grey
    case plain = "default"

    /// Background and letters by day.
    var light: (background: UInt32, letters: UInt32) {
        switch self {
        case .blue: (0xE1EAFF, 0x1A3FA8)
        case .wathet: (0xD9F3FD, 0x06526F)
        case .turquoise: (0xD5F6F2, 0x04544D)
        case .green: (0xD9F5D6, 0x1D5C17)
        case .yellow: (0xFAF1D1, 0x6A4F00)
        case .orange: (0xFEEAD2, 0x7D3D00)
        case .red: (0xFDE2E2, 0x97201D)
        case .carmine: (0xFDDDEF, 0x8F1460)
        case .violet: (0xF8DEF8, 0x7A1C7D)
        case .purple: (0xECE2FE, 0x54259E)
        case .indigo: (0xE0E2FA, 0x333CA0)
        case .grey: (0xEFF0F1, 0x373C43)
        case .plain: (0xFFFFFF, 0x1F2329)
        }
    }

    /// Background and letters by night.
    var dark: (background: UInt32, letters: UInt32) {
        switch self {
        case .blue: (0x152340, 0xA5C1FF)
        case .wathet: (0x0F2D3A, 0x8FD8F5)
        case .turquoise: (0x0D302D, 0x7FDCD1)
        case .green: (0x152F12, 0x97DB8F)
        case .yellow: (0x332A0B, 0xF0D27A)
        case .orange: (0x3A2410, 0xFBBE82)
        case .red: (0x3F1715, 0xF9A5A1)
        case .carmine: (0x3B1530, 0xF4A0D3)
        case .violet: (0x361437, 0xE8A3EA)
        case .purple: (0x271A43, 0xC9AEFB)
        case .indigo: (0x1D2047, 0xAFB6F7)
        case .grey: (0x2B2F36, 0xD5D8DD)
        case .plain: (0x1F2329, 0xEBEBEB)
        }
    }

    /// The class of a header in this colour.
    var styleClass: StaticString {
        switch self {
        case .blue: "h-blue"
        case .wathet: "h-wathet"
        case .turquoise: "h-turquoise"
        case .green: "h-green"
        case .yellow: "h-yellow"
        case .orange: "h-orange"
        case .red: "h-red"
        case .carmine: "h-carmine"
        case .violet: "h-violet"
        case .purple: "h-purple"
        case .indigo: "h-indigo"
        case .grey: "h-grey"
        case .plain: "h-default"
        }
    }

    /// The colour of a name; Feishu shows the default for names it does not know.
    init(named name: String) { self = CardColour(rawValue: name) ?? .plain }

    /// `#e1eaff`.
    static func hex(_ colour: UInt32) -> String {
        let digits = String(colour, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
