public import JobModel

/// What stands around the findings about a manifest.
enum ProblemPhrase: Phrase {
    case suggestion, bytes, didYouMean, onLineAlready, countsOnce, rowsAbove, eachCountsOnce

    var wording: Wording {
        switch self {
        case .suggestion: Wording("{what}; {fix}", zh: "{what}；{fix}")
        case .bytes: Wording("{count} bytes", zh: "{count} 字节")
        case .didYouMean: Wording("did you mean \"{name}\"?", zh: "是否应为“{name}”？")
        case .onLineAlready: Wording("{name} is on line {line} already", zh: "{name} 已在第 {line} 行出现")
        case .countsOnce: Wording("it counts once", zh: "只计一次")
        case .rowsAbove:
            Wording("{count} rows in all name somebody who is listed above them", zh: "共有 {count} 行的人员在前面已经出现")
        case .eachCountsOnce: Wording("each counts once", zh: "每人只计一次")
        }
    }
}

extension Language {
    /// A finding about a manifest in one line that editors can follow; in English `ManifestProblem.description`.
    ///
    /// What breaks a rule for messages is said in the rule's words, and so are names that audiences hold twice. Everything else
    /// is the manifest's grammar and stays English, like the keys it is about.
    public func line(_ problem: ManifestProblem) -> String {
        guard self != .english else { return problem.description }
        let place = "\(problem.file):\(problem.line):\(problem.column): "
        let pointer = problem.pointer.isEmpty ? "" : "\(problem.pointer): "
        guard let rule = problem.rule else { return place + pointer + plain(problem) }
        let text = value(in: problem.message, rule) + say(LintConsequence(rule: rule)) + codes(rule)
        let fix = problem.suggestion.map { self.fix($0, rule) }
        return place + pointer
            + (fix.map { say(ProblemPhrase.suggestion, ["what": text, "fix": $0]) } ?? text) + " [\(rule.rawValue)]"
    }

    /// What was found, in quotes or by its name, as it stands before the rule's own words.
    private func value(in message: String, _ rule: LintRule) -> String {
        let found = message.firstRange(of: ": " + rule.consequence).map { message[..<$0.lowerBound] } ?? message[...]
        if let bytes = found.prefixMatch(of: /([0-9]+) bytes/.matchingSemantics(.unicodeScalar)) {
            return say(ProblemPhrase.bytes, ["count": String(bytes.output.1)]) + "："
        }
        let named = found.firstMatch(of: /".*"|U\+[0-9A-F]{4,6}/.matchingSemantics(.unicodeScalar))
        return named.map { $0.output + "：" } ?? ""
    }

    private func codes(_ rule: LintRule) -> String {
        rule.codes.isEmpty ? "" : "（\(rule.codes.map(String.init).joined(separator: "、"))）"
    }

    private func fix(_ suggestion: String, _ rule: LintRule) -> String {
        let named = suggestion.wholeMatch(of: /did you mean "(.*)"\?/.matchingSemantics(.unicodeScalar))
        return named.map { say(ProblemPhrase.didYouMean, ["name": String($0.output.1)]) } ?? say(LintFix(rule: rule))
    }

    private func plain(_ problem: ManifestProblem) -> String {
        let said = plain(problem.message)
        return problem.suggestion.map { say(ProblemPhrase.suggestion, ["what": said, "fix": plain($0)]) } ?? said
    }

    private func plain(_ text: String) -> String {
        for phrase in [ProblemPhrase.countsOnce, .eachCountsOnce] where text == phrase.wording.english {
            return say(phrase)
        }
        if let found = text.wholeMatch(of: /(".*") is on line ([0-9]+) already/.matchingSemantics(.unicodeScalar)) {
            let (name, line) = (String(found.output.1), String(found.output.2))
            return say(ProblemPhrase.onLineAlready, ["name": name, "line": line])
        }
        if let found = text.wholeMatch(of: /([0-9]+) rows in all name somebody who is listed above them/) {
            return say(ProblemPhrase.rowsAbove, ["count": String(found.output.1)])
        }
        if let found = text.wholeMatch(of: /did you mean "(.*)"\?/.matchingSemantics(.unicodeScalar)) {
            return say(ProblemPhrase.didYouMean, ["name": String(found.output.1)])
        }
        return text
    }
}
