import JobModel

/// Mistakes in manifests and lists, in the language of whoever made them.
extension Language {
    /// What is wrong, or what to do about it; `nil` when the catalogue does not hold it.
    func mistake(_ text: String) -> String? {
        if let found = text.wholeMatch(of: /did you mean (".*")\?/.matchingSemantics(.unicodeScalar)) {
            let name = String(found.output.1.dropFirst().dropLast())
            return say(ProblemPhrase.didYouMean, ["name": name])
        }
        for phrase in MistakePhrase.allCases {
            guard let values = phrase.wording.values(in: text) else { continue }
            return say(phrase, values.reduce(into: [:]) { $0[$1.key] = part($1.value, as: $1.key) })
        }
        return nil
    }

    /// A mistake with what to do about it, in one line.
    public func mistake(_ message: String, fix: String?) -> String {
        let said = failure(message)
        return fix.map { say(ProblemPhrase.suggestion, ["what": said, "fix": failure($0)]) } ?? said
    }

    /// A value in a sentence, where its name says that it is larkcast's own word.
    private func part(_ value: String, as name: String) -> String {
        switch name {
        case "kind", "other", "what", "found": MistakeNoun.all[value].map { say($0) } ?? value
        case "names": value.replacing(" or ", with: "、").replacing(", ", with: "、")
        case "why": lost(value)
        default: value
        }
    }

    /// Who is left out and why, as in `3 resigned, 1 excluded; the first: …`.
    private func lost(_ text: String) -> String {
        let parts = text.split(separator: "; the first: ", maxSplits: 1).map(String.init)
        guard let counts = parts.first else { return text }
        let words = counts.split(separator: ", ").map { count in
            LeftOutReason.allCases.lazy.compactMap { reason -> String? in
                guard count.hasSuffix(" " + reason.words) else { return nil }
                let number = String(count.dropLast(reason.words.count + 1))
                return String(say(LeftOutPhrase(reason), ["count": number, "who": ""]).dropLast())
            }.first ?? String(count)
        }
        return words.joined(separator: "、") + (parts.count > 1 ? say(MistakeNoun.first, ["names": parts[1]]) : "")
    }
}

/// Things that mistakes are about.
enum MistakeNoun: String, Phrase {
    case openID = "an open_id", unionID = "a union_id", departmentID = "a department id", chatID = "a chat id"
    case appID = "an app id", batchID = "a batch message id", messageID = "a message id", department = "department_id"
    case string = "a string", object = "an object", truth = "true or false", whole = "a whole number", number =
        "a number"
    case array = "an array", strings = "an array of strings", locales = "an object of locales", bool = "a boolean"
    case null, paragraphs = "an array of paragraphs"
    case paragraph = "a paragraph, that is an array of nodes", node = "a node with a \"tag\""
    case first = "; the first: {names}"

    static let all = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    var wording: Wording {
        let chinese =
            switch self {
            case .openID: "open_id（用户）"
            case .unionID: "union_id（用户）"
            case .departmentID: "部门 ID"
            case .chatID: "群 ID"
            case .appID: "应用 ID"
            case .batchID: "批量消息 ID"
            case .messageID: "消息 ID"
            case .department: "部门 ID"
            case .string: "字符串"
            case .object: "对象"
            case .truth: "真假值（true 或 false）"
            case .whole: "整数"
            case .number: "数字"
            case .array: "数组"
            case .strings: "字符串数组"
            case .locales: "以语言为键的对象"
            case .bool: "真假值"
            case .null: "空值（null）"
            case .paragraphs: "段落数组"
            case .paragraph: "段落（节点的数组）"
            case .node: "带有 \"tag\" 的节点"
            case .first: "；例如：{names}"
            }
        return Wording(rawValue, zh: chinese)
    }
}
