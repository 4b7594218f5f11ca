public import JobModel

/// What stands around the findings about a manifest.
enum ProblemPhrase: Phrase {
    case suggestion, bytes, didYouMean
    case jobElsewhere, ownName, unknownDepartment, unknownDepartmentHint, notUTF8, utf16, saveAsUTF8, workbook,
        exportAsCSV

    /// What is said of departments, of files, and of two manifests of one job, as it is written in English.
    static let sentences: [ProblemPhrase] = [
        .jobElsewhere, .ownName, .unknownDepartment, .unknownDepartmentHint, .notUTF8, .utf16, .saveAsUTF8, .workbook,
        .exportAsCSV,
    ]

    var wording: Wording {
        switch self {
        case .suggestion: Wording("{what}; {fix}", zh: "{what}；{fix}")
        case .bytes: Wording("{count} bytes", zh: "{count} 字节")
        case .didYouMean: Wording("did you mean \"{name}\"?", zh: "是否应为“{name}”？")
        case .jobElsewhere: Wording("the job \"{job}\" is also in {path}", zh: "任务“{job}”在 {path} 中也有定义")
        case .ownName: Wording("give each job its own name", zh: "请为每个任务取不同的名称")
        case .unknownDepartment: Wording("Feishu knows no department {id}", zh: "飞书中没有部门 {id}")
        case .unknownDepartmentHint:
            Wording(
                "it was deleted, or the id is wrong, or the app's contact range leaves it out",
                zh: "它已被删除，或 ID 有误，或不在应用的通讯录权限范围内")
        case .notUTF8:
            Wording(
                "bytes that are no UTF-8: the file is in another encoding, such as GBK",
                zh: "含有非 UTF-8 的字节：文件使用了其他编码，如 GBK")
        case .utf16: Wording("the file is UTF-16", zh: "文件是 UTF-16 编码")
        case .saveAsUTF8:
            Wording(
                "save it in Excel as \"CSV UTF-8 (comma delimited)\", in Chinese \"CSV UTF-8（逗号分隔）\"",
                zh: "请在 Excel 中另存为“CSV UTF-8（逗号分隔）”")
        case .workbook: Wording("the file is an Excel workbook and no CSV", zh: "文件是 Excel 工作簿，不是 CSV")
        case .exportAsCSV:
            Wording(
                "save the sheet in Excel as \"CSV UTF-8 (comma delimited)\", in Chinese \"CSV UTF-8（逗号分隔）\"",
                zh: "请在 Excel 中把工作表另存为“CSV UTF-8（逗号分隔）”")
        }
    }
}

extension Language {
    /// A finding about a manifest in one line that editors can follow; in English `ManifestProblem.description`.
    ///
    /// What breaks a rule for messages is said in the rule's words, everything else by the catalogue of mistakes; what that does
    /// not hold stays English, like the keys it is about.
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
        for phrase in ProblemPhrase.sentences {
            if let values = phrase.wording.values(in: text) { return say(phrase, values) }
        }
        return mistake(text) ?? text
    }
}
