/// E-mail addresses and mobile numbers as Feishu's contacts take them.
enum ContactShape {
    /// Why a text is no e-mail address: one `@`, a name before it, and a domain of at least two labels after it.
    static func problem(withEmail text: String) -> ShapeProblem? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), text.utf8.count <= 254,
            !text.unicodeScalars.contains(where: {
                $0.properties.isWhitespace || $0.value < 0x20 || "\"<>,;".unicodeScalars.contains($0)
            })
        else { return ShapeProblem("\(Quoting.quoted(text)) is no e-mail address") }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
            ? nil : ShapeProblem("\(Quoting.quoted(text)) is no e-mail address")
    }

    /// Why a text is no mobile number: 5 to 20 digits, with `+` and the country code outside China.
    static func problem(withMobile text: String) -> ShapeProblem? {
        let digits = text.hasPrefix("+") ? text.dropFirst().utf8 : text[...].utf8
        guard (5...20).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return ShapeProblem(
                "\(Quoting.quoted(text)) is no mobile number",
                hint: "digits only, with + and the country code outside China"
            )
        }
        return text.hasPrefix("+") ? nil : problem(withoutPlus: text)
    }

    /// Why digits without `+` are no number of China's, where that is sure; Feishu would only say that it knows nobody.
    private static func problem(withoutPlus text: String) -> ShapeProblem? {
        if text.hasPrefix("00") {
            return ShapeProblem(
                "\(Quoting.quoted(text)) is no number with 00 for the +", hint: "write +\(text.dropFirst(2))")
        }
        guard text.utf8.count == 13, text.hasPrefix("861"),
            text.dropFirst(3).first.map({ "3456789".contains($0) }) == true
        else { return nil }
        return ShapeProblem("\(Quoting.quoted(text)) is no number without its +", hint: "write +\(text)")
    }
}
