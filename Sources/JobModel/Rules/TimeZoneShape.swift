/// Names of time zones as manifests may give them.
enum TimeZoneShape {
    /// Why a name is refused; `nil` when it has the shape of an IANA name.
    ///
    /// Abbreviations name several zones (CST is Chicago's, Shanghai's and Havana's) and fixed offsets know no daylight
    /// saving, so neither says when nine o'clock is.
    static func problem(with name: String) -> ShapeProblem? {
        if name == "UTC" { return nil }
        let shown = Quoting.quoted(name)
        let hint = "write an IANA name such as Asia/Shanghai"
        if name.contains(/^(?:UTC|GMT|Etc\/GMT)?[+-]?[0-9]/) || name.contains(/^(?:UTC|GMT|Etc\/GMT)[+-]/) {
            return ShapeProblem("\(shown) is a fixed offset, not a zone", hint: hint)
        }
        guard name.wholeMatch(of: /[A-Z][A-Za-z0-9_+\-]*(?:\/[A-Z][A-Za-z0-9_+\-]*){1,2}/) != nil else {
            return ShapeProblem("\(shown) is no IANA name of a time zone", hint: hint)
        }
        return nil
    }
}
