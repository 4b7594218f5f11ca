/// Names that larkcast gives to batches where departments give none; in English what is stored.
enum LabelPhrase: Phrase {
    case batch, message, singles, part

    var wording: Wording {
        switch self {
        case .batch: Wording("Batch {number} of {count}", zh: "第 {number} 批，共 {count} 批")
        case .message: Wording("Message {number} of {count}", zh: "第 {number} 条，共 {count} 条")
        case .singles: Wording("People named singly", zh: "单独指定的人员")
        case .part: Wording("{label} ({number} of {count})", zh: "{label}（{number}/{count}）")
        }
    }
}

extension Language {
    /// The name of a batch, as far as larkcast gave it; a department's own name stays.
    public func label(_ stored: String) -> String {
        guard self != .english else { return stored }
        for (phrase, pattern) in Self.numbered {
            guard let found = stored.wholeMatch(of: pattern) else { continue }
            return say(phrase, ["number": String(found.output.1), "count": String(found.output.2)])
        }
        if stored == LabelPhrase.singles.wording.english { return say(LabelPhrase.singles) }
        guard let part = stored.wholeMatch(of: /(.*) \(([0-9]+) of ([0-9]+)\)/.dotMatchesNewlines()) else {
            return stored
        }
        return say(
            LabelPhrase.part,
            [
                "label": label(String(part.output.1)), "number": String(part.output.2),
                "count": String(part.output.3),
            ])
    }

    private static var numbered: [(LabelPhrase, Regex<(Substring, Substring, Substring)>)] {
        [(.batch, /Batch ([0-9]+) of ([0-9]+)/), (.message, /Message ([0-9]+) of ([0-9]+)/)]
    }
}
