/// A language people read larkcast in.
public enum Language: String, Sendable, CaseIterable {
    /// English; what nobody chose otherwise.
    case english = "en"
    /// Chinese in simplified characters.
    case chinese = "zh"

    /// The language of a tag such as `zh`, `zh-CN`, `zh_CN.UTF-8` or `en-GB`; `nil` when larkcast does not speak it.
    public init?(tag: some StringProtocol) {
        let primary = tag.prefix { $0.isASCII && $0.isLetter }.lowercased()
        self.init(rawValue: primary)
    }

    /// The language a browser wants most among those larkcast speaks.
    ///
    /// - Parameters:
    ///   - acceptLanguage: The header's value (RFC 9110, section 12.5.4); parts that make no sense are passed over.
    ///   - otherwise: What is spoken when none of them is wanted.
    public init(acceptLanguage: String, otherwise: Language) {
        let wanted = acceptLanguage.split(separator: ",").prefix(32).compactMap(Self.preference)
        // The first of several that are wanted as much: `max` would give the last.
        let most = wanted.map(\.weight).max()
        self = wanted.first { $0.weight == most }?.language ?? otherwise
    }

    /// As BCP 47 and the `lang` attribute have it.
    public var tag: StaticString {
        switch self {
        case .english: "en"
        case .chinese: "zh-CN"
        }
    }

    private static func preference(_ part: Substring) -> (language: Language, weight: Double)? {
        let pieces = part.split(separator: ";").map { $0.trimming { $0 == " " || $0 == "\t" } }
        guard let first = pieces.first, let language = Language(tag: first) else { return nil }
        guard let quality = pieces.dropFirst().first(where: { $0.hasPrefix("q=") }) else { return (language, 1) }
        guard let weight = Double(quality.dropFirst(2)), weight > 0, weight <= 1 else { return nil }
        return (language, weight)
    }
}

extension Substring {
    fileprivate func trimming(while isBlank: (Character) -> Bool) -> Substring {
        var rest = drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }
}
