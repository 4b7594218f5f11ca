/// What a tenant's administrators let no message say.
///
/// Off unless a test switches it on; real tenants differ. Refused are 230028 (contact details) and 230022 (words) on im/v1,
/// 11312 on batch_send.
public struct MessageAudit: Sendable, Equatable {
    /// Refuses plain phone numbers and e-mail addresses, as data leak prevention does.
    public var refusesContactDetails: Bool
    /// Refuses messages with one of these words in them, compared as they are.
    public var forbiddenWords: [String]

    /// An audit that lets everything pass unless told otherwise.
    public init(refusesContactDetails: Bool = false, forbiddenWords: [String] = []) {
        self.refusesContactDetails = refusesContactDetails
        self.forbiddenWords = forbiddenWords
    }

    enum Objection {
        case contactDetails, word
    }

    /// What is wrong with the words of `content`, if anything.
    func objection(to content: WireJSON) -> Objection? {
        guard refusesContactDetails || !forbiddenWords.isEmpty else { return nil }
        for text in Self.texts(in: content) {
            if forbiddenWords.contains(where: text.contains) { return .word }
            if refusesContactDetails, Self.hasMobile(text) || Self.hasEmail(text) { return .contactDetails }
        }
        return nil
    }

    private static let wordKeys: Set<String> = ["text", "title", "content"]

    private static func texts(in value: WireJSON, key: String = "text") -> [String] {
        switch value {
        case .string(let text): wordKeys.contains(key) ? [text] : []
        case .array(let items): items.flatMap { texts(in: $0, key: key) }
        case .object(let members): members.flatMap { texts(in: $0.value, key: $0.key) }
        default: []
        }
    }

    /// Eleven digits in a row that begin as Chinese mobiles do, or thirteen with 86 in front.
    private static func hasMobile(_ text: String) -> Bool {
        text.utf8.split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.contains { run in
            let digits = run.count == 13 && run.starts(with: "86".utf8) ? run.dropFirst(2) : run
            guard digits.count == 11, digits.first == UInt8(ascii: "1") else { return false }
            return digits.dropFirst().first.map { $0 >= UInt8(ascii: "3") } ?? false
        }
    }

    private static func hasEmail(_ text: String) -> Bool {
        text.contains("@") && text.firstMatch(of: #/[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+/#) != nil
    }
}
