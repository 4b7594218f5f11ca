/// The numbers in `ErrCode: N` of a message such as `Failed to create card content, ext=ErrCode: 200621; ErrMsg: …`.
enum ContentSubCode {
    /// All of them in order; a number over 18 digits counts as none.
    static func all(in message: String) -> [Int] {
        message.matches(of: /ErrCode:[ \t]*([0-9]+)/).compactMap { match in
            match.1.utf8.count <= 18 ? Int(match.1) : nil
        }
    }

    /// What 11246 proves.
    ///
    /// A refusal only when every number names a fault in the content and nothing speaks of an internal error.
    static func verdict(of message: String) -> SendVerdict {
        let numbers = all(in: message)
        let isInternal = message.lowercased().contains("internal error")
        if !isInternal, !numbers.isEmpty, numbers.allSatisfy(BatchSendCode.contentSubCodes.contains) {
            return .rejected(.request)
        }
        return .inDoubt(isInternal ? .probablyNotSent : .unknown)
    }
}
