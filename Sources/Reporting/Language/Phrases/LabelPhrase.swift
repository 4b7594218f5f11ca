import JobModel

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
        switch StoredLabel(stored) {
        case .batch(let number, let count): return say(LabelPhrase.batch, ["number": number, "count": count])
        case .message(let number, let count): return say(LabelPhrase.message, ["number": number, "count": count])
        case .part(let name, let number, let count):
            return say(LabelPhrase.part, ["label": label(name), "number": number, "count": count])
        case .name(let name): return name == LabelPhrase.singles.wording.english ? say(LabelPhrase.singles) : name
        }
    }
}
