/// What the columns of a CSV file hold, by its header.
struct AudienceColumns {
    /// What one column holds.
    enum Role: Equatable {
        /// Names of people or departments.
        case name(AppearanceKind)
        /// Something for personalisation, by its place among the free columns.
        case free(Int)
    }

    /// What is wrong with a header, with the column it is about (from 0); `nil` for the whole header.
    struct Problem: Equatable {
        var column: Int?
        var message: String
        var suggestion: String?
    }

    /// Most columns of a file.
    static let most = 256
    static let longestName = 64

    let roles: [Role]
    let freeNames: [String]
    let problems: [Problem]

    /// Checks a header.
    ///
    /// A free column may have any name but one that somebody has probably meant for an id: a misspelt `open_id` would
    /// otherwise leave all its people out.
    init(_ header: [String]) {
        var roles: [Role] = []
        var freeNames: [String] = []
        var problems: [Problem] = []
        var seen: [String: Int] = [:]
        if let word = Self.wordForExcel(header) {
            self.roles = []
            self.freeNames = []
            self.problems = [
                Problem(
                    column: 0, message: "\(Quoting.quoted(word)) is a word for Excel and no header",
                    suggestion: "remove the line")
            ]
            return
        }
        for (index, cell) in header.enumerated() {
            // Nothing is sent by the name of a column, so a blank beside it is no more than a slip.
            let name = AudienceCell.trimmed(cell)
            if let earlier = seen.updateValue(index, forKey: name) {
                problems.append(
                    Problem(column: index, message: "\(Quoting.quoted(name)) is column \(earlier + 1) already"))
            }
            if let kind = AppearanceKind(rawValue: name) {
                roles.append(.name(kind))
            } else {
                if let problem = Self.problem(withFree: name) {
                    problems.append(Problem(column: index, message: problem.message, suggestion: problem.hint))
                }
                roles.append(.free(freeNames.count))
                freeNames.append(name)
            }
        }
        let hasNames = roles.contains { if case .name = $0 { true } else { false } }
        if !hasNames, problems.isEmpty { problems.append(Self.nobodyNamed(header)) }
        if header.count > Self.most {
            problems.append(Problem(message: "\(header.count) columns; a file has at most \(Self.most)"))
        }
        self.roles = roles
        self.freeNames = freeNames
        self.problems = problems
    }

    /// `sep=,`, by which Excel is told what separates the cells.
    private static func wordForExcel(_ header: [String]) -> String? {
        guard let first = header.first, first.lowercased().hasPrefix("sep="), header.dropFirst().allSatisfy(\.isEmpty)
        else { return nil }
        return header.joined(separator: ",")
    }

    private static var known: String { AppearanceKind.allCases.map(\.rawValue).joined(separator: ", ") }

    private static func nobodyNamed(_ header: [String]) -> Problem {
        if header.count == 1, let separator = [";", "\t", "|"].first(where: { header[0].contains($0) }) {
            return Problem(
                message: "the first line is one single cell",
                suggestion: "separate with commas, not with "
                    + (separator == "\t" ? "tabs" : "\"\(separator)\""))
        }
        return Problem(
            message: "the first line names no column of ids",
            suggestion: "it is the header; name one of \(known)")
    }

    private static func problem(withFree name: String) -> ShapeProblem? {
        if name.isEmpty { return ShapeProblem("a column without a name", hint: "name it or remove it") }
        if let scalar = InvisibleCharacter.first(in: name) {
            return ShapeProblem(
                "\(Quoting.quoted(name)) holds \(Quoting.name(scalar)), which nobody sees", hint: "remove it")
        }
        let folded = name.lowercased().filter { !"_- \u{3000}".contains($0) }
        if let meant = slips[folded] ?? nearest(to: folded) {
            return ShapeProblem(
                "\(Quoting.quoted(name)) is no column of ids", hint: "did you mean \"\(meant.rawValue)\"?")
        }
        if name.unicodeScalars.count > longestName || name.contains(where: { "{}".contains($0) })
            || !TextRule.problems(in: name).isEmpty
        {
            return ShapeProblem(
                "\(Quoting.quoted(name)) cannot be the name of a column",
                hint: "use at most \(longestName) characters, none of { } and no control characters")
        }
        return nil
    }

    /// What people call these columns elsewhere, without case, spaces, hyphens and underscores.
    private static let slips: [String: AppearanceKind] = [
        "openids": .openID, "openid": .openID, "ou": .openID, "userid": .userID, "userids": .userID,
        "employeeid": .userID, "unionid": .unionID, "unionids": .unionID, "mail": .email, "emails": .email,
        "mails": .email, "email": .email, "emailaddress": .email, "mailaddress": .email, "邮箱": .email,
        "phone": .mobile, "phones": .mobile, "mobiles": .mobile, "mobile": .mobile, "phonenumber": .mobile,
        "mobilenumber": .mobile, "mobilephone": .mobile, "telephone": .mobile, "手机": .mobile, "手机号": .mobile,
        "departmentid": .departmentID, "departmentids": .departmentID, "departments": .departmentID,
        "deptid": .departmentID, "opendepartmentid": .departmentID,
    ]

    /// A column name one slip of the finger away.
    private static func nearest(to folded: String) -> AppearanceKind? {
        guard folded.count >= 5, folded.count <= 16 else { return nil }
        let letters = Array(folded)
        return AppearanceKind.allCases.first {
            KeySuggestion.distance(letters, Array($0.rawValue.filter { $0 != "_" })) == 1
        }
    }
}
