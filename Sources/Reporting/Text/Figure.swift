/// Numbers as text, the same in every locale.
public enum Figure {
    /// With thousands separated by commas.
    public static func grouped(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var output = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { output.append(",") }
            output.append(digit)
        }
        return value < 0 ? "-" + output : output
    }

    /// The figure, or an en dash where it is unknown.
    public static func grouped(_ value: Int?) -> String {
        value.map { grouped($0) } ?? "–"
    }

    /// A share with one decimal, such as `61.8%`; a dash without a whole.
    public static func percent(_ part: Int?, of whole: Int?) -> String {
        guard let part, let whole, whole > 0 else { return "–" }
        return percent(tenths: Int((Double(part) / Double(whole) * 1000).rounded(.down)))
    }

    /// A share that is counted in tenths of a per cent.
    static func percent(tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)%" }

    /// A duration, such as `48 s`, `3 min 20 s` or `2 h 5 min`.
    public static func duration(seconds: Int) -> String {
        switch seconds {
        case ..<60: "\(max(0, seconds)) s"
        case ..<3600: seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
        default: seconds % 3600 < 60 ? "\(seconds / 3600) h" : "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }

    /// Two digits.
    static func padded(_ value: Int) -> String {
        value < 10 ? "0\(value)" : String(value)
    }
}
