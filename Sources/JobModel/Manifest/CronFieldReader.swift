/// One field of a cron expression and where it starts.
struct CronFieldText {
    var text: String
    var column: Int
}

/// Reads one field of a cron expression into the values it names.
struct CronFieldReader {
    private let field: CronProblem.Field
    private let source: CronFieldText

    init(_ field: CronProblem.Field, _ source: CronFieldText) {
        self.field = field
        self.source = source
    }

    func values() throws(CronProblem) -> [Int] {
        var values: Set<Int> = []
        var column = source.column
        for item in source.text.split(separator: ",", omittingEmptySubsequences: false) {
            values.formUnion(try read(String(item), at: column))
            column += item.utf8.count + 1
        }
        return values.sorted()
    }

    private func read(_ item: String, at column: Int) throws(CronProblem) -> [Int] {
        guard !item.isEmpty else { throw problem("an empty entry between commas", at: column) }
        let parts = item.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, parts.count <= 2 else {
            throw problem("\"\(item)\" has more than one step", at: column)
        }
        let range = try readRange(first, at: column)
        guard parts.count == 2 else { return Array(range) }
        guard first == "*" || first.contains("-") else {
            throw problem("a step needs * or a range before it, not \"\(first)\"", at: column)
        }
        guard let step = number(parts[1]), (1...limits.upperBound).contains(step) else {
            throw problem("a step is 1 to \(limits.upperBound), not \"\(parts[1])\"", at: column + first.utf8.count + 1)
        }
        return Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
    }

    private func readRange(_ text: String, at column: Int) throws(CronProblem) -> ClosedRange<Int> {
        if text == "*" { return field == .dayOfWeek ? 0...6 : limits }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard let start = ends.first, ends.count <= 2 else { throw problem("\"\(text)\" is no range", at: column) }
        let lower = try readValue(start, at: column)
        guard ends.count == 2 else { return lower...lower }
        let endColumn = column + start.utf8.count + 1
        var upper = try readValue(ends[1], at: endColumn)
        guard (number(start) == nil) == (number(ends[1]) == nil) else {
            throw problem("\"\(text)\" mixes a name and a number", at: column)
        }
        // SAT-SUN: as the end of a range of names, Sunday is the day after Saturday.
        if field == .dayOfWeek, upper == 0, lower > 0, number(ends[1]) == nil { upper = 7 }
        guard lower <= upper else {
            throw problem("the range \"\(text)\" runs backwards; write two ranges", at: column)
        }
        return lower...upper
    }

    private func readValue(_ text: String, at column: Int) throws(CronProblem) -> Int {
        if let number = number(text) {
            guard limits.contains(number) else {
                throw problem("\(text) is outside \(limits.lowerBound) to \(limits.upperBound)", at: column)
            }
            return number
        }
        guard !text.isEmpty else { throw problem("a number is missing", at: column) }
        guard let name = names.firstIndex(of: text.uppercased()) else {
            let what = names.isEmpty ? "not a number" : "neither a name nor a number"
            throw problem("\"\(text)\" is \(what)", at: column)
        }
        return name + limits.lowerBound
    }

    /// ASCII digits alone: `Int` would take a sign, and other scripts have digits too.
    private func number(_ text: String) -> Int? {
        guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(text)
    }

    private func problem(_ message: String, at column: Int) -> CronProblem {
        CronProblem(field: field, column: column, message: message)
    }

    private var limits: ClosedRange<Int> {
        switch field {
        case .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 0...7
        }
    }

    private var names: [String] {
        switch field {
        case .minute, .hour, .dayOfMonth: []
        case .month: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
        case .dayOfWeek: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
        }
    }
}
