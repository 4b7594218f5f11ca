/// The colours of a report by day and by night.
///
/// Letters keep the contrast of WCAG 2.2 AA (4.5 to 1) on every ground they stand on, lines and areas that tell something 3 to 1; a
/// test measures it.
enum ReportColour: String, CaseIterable {
    /// The page, a sheet on it, and a row or label that stands out.
    case ground, paper, wash
    /// Words, small words, hairlines.
    case letters, quiet, hair
    /// Delivered, read.
    case sent, seen
    /// What is well, what wants a look, what is lost; the grounds of their labels.
    case good, warn, bad, goodWash, warnWash, badWash
    /// Parts of the balance that nobody has to care about, those yet to come, and the empty part of a bar.
    case other, next, track
    /// The ring around what the keyboard is at.
    case focus

    /// By day.
    var light: UInt32 {
        switch self {
        case .ground: 0xF4F5F7
        case .paper: 0xFFFFFF
        case .wash: 0xF3F6FB
        case .letters: 0x1B2027
        case .quiet: 0x565E69
        case .hair: 0xE1E4E9
        case .sent: 0x2F6BDE
        case .seen: 0x0B7F6C
        case .good: 0x0B6B5B
        case .warn: 0x8A4B00
        case .bad: 0xB3261E
        case .goodWash: 0xE1F4EF
        case .warnWash: 0xFDF0DC
        case .badWash: 0xFCE8E6
        case .other: 0x8A93A0
        case .next: 0x6F8FC9
        case .track: 0xE6E9EE
        case .focus: 0x1A54D6
        }
    }

    /// By night.
    var dark: UInt32 {
        switch self {
        case .ground: 0x111316
        case .paper: 0x1A1D21
        case .wash: 0x22272E
        case .letters: 0xE9EBEE
        case .quiet: 0xA5ADB8
        case .hair: 0x31363D
        case .sent: 0x6FA0FF
        case .seen: 0x3FC3A8
        case .good: 0x5FD3BA
        case .warn: 0xF2B36B
        case .bad: 0xFF9B94
        case .goodWash: 0x12312B
        case .warnWash: 0x38280F
        case .badWash: 0x3D1B19
        case .other: 0x7E8794
        case .next: 0x6C8BC4
        case .track: 0x2D323A
        case .focus: 0x8AB0FF
        }
    }

    /// The declarations of all of them.
    static func declarations(_ look: (ReportColour) -> UInt32) -> String {
        allCases.map { "--\($0.rawValue):\(CardColour.hex(look($0)))" }.joined(separator: ";")
    }
}
