/// Why somebody should look at a head-count before anything is sent.
public enum HeadCountAlarm: Sendable, Hashable {
    /// It has changed by more than is let pass.
    case changed(HeadCountDrift)
    /// Departments are addressed themselves now, and the run before went to so many people.
    case uncountable(before: Int)
    /// The app is not available to so many of so many people, whom its messages would not reach.
    case unavailable(Int, of: Int)
    /// Feishu counts more people in a department that is left out than it has listed; the name is as people see it.
    case exclusionShort(department: String, counted: Int, listed: Int)
    /// So many of so many people, or groups, may have got the very same message within seven days, the last of them in this run.
    case alreadySent(Int, of: Int, unit: AudienceUnit, run: String)
    /// So many of so many departments, or some above or below them, may have got the very same message within seven days, in this
    /// run.
    case departmentsSent(Int, of: Int, run: String)
    /// The very same message went to others within seven days, in this run, and nobody can tell whether some are in both:
    /// departments were addressed in one of the two, of which the other does not know the people.
    case sentBeside(AudienceUnit, run: String)

    /// The alarm about a department that is left out.
    public init(ofExcluded shortfall: ContactShortfall) {
        self = .exclusionShort(
            department: Quoting.line(shortfall.department, limit: 60), counted: shortfall.counted,
            listed: shortfall.listed)
    }

    /// The alarm in English, as it is stored.
    public var sentence: String {
        switch self {
        case .changed(let drift): drift.sentence
        case .uncountable(let before): Self.uncountable + "\(before) people"
        case .unavailable(let people, let all): Self.unavailable + "\(people) of the \(all) people"
        case .exclusionShort(let department, let counted, let listed):
            "Feishu counts \(counted)\(Self.listed)\(listed)\(Self.missing)\"\(department)\""
        case .alreadySent(let some, let all, let unit, let run):
            "\(some) of the \(all) \(unit.words)" + Self.alreadySent + run
        case .departmentsSent(let some, let all, let run):
            "\(some) of the \(all) departments" + Self.departmentsSent + run
        case .sentBeside(let unit, let run): Self.sentBeside + unit.words + Self.untold + run
        }
    }

    /// Reads an alarm back from its sentence; `nil` for any other.
    public init?(sentence: String) {
        if let drift = HeadCountDrift(sentence: sentence) {
            self = .changed(drift)
        } else if let count = StoredSentence(sentence).inside(Self.uncountable, " people").flatMap({ Int($0) }) {
            self = .uncountable(before: count)
        } else if let words = StoredSentence(sentence).inside(Self.unavailable, " people"),
            let numbers = StoredSentence(words).parted(by: " of the "),
            let people = Int(numbers.before), let all = Int(numbers.behind)
        {
            self = .unavailable(people, of: all)
        } else if let inside = StoredSentence(sentence).inside("Feishu counts ", "\""),
            let counts = StoredSentence(inside).parted(by: Self.listed), let counted = Int(counts.before),
            let rest = StoredSentence(counts.behind).parted(by: Self.missing + "\""), let listed = Int(rest.before)
        {
            self = .exclusionShort(department: rest.behind, counted: counted, listed: listed)
        } else if let unit = AudienceUnit.allCases.first(where: { sentence.contains(" \($0.words)" + Self.alreadySent) }
        ),
            let parts = StoredSentence(sentence).parted(by: " \(unit.words)" + Self.alreadySent),
            let numbers = StoredSentence(parts.before).parted(by: " of the "),
            let some = Int(numbers.before), let all = Int(numbers.behind)
        {
            self = .alreadySent(some, of: all, unit: unit, run: parts.behind)
        } else if let parts = StoredSentence(sentence).parted(by: " departments" + Self.departmentsSent),
            let numbers = StoredSentence(parts.before).parted(by: " of the "),
            let some = Int(numbers.before), let all = Int(numbers.behind)
        {
            self = .departmentsSent(some, of: all, run: parts.behind)
        } else if sentence.hasPrefix(Self.sentBeside),
            let parts = StoredSentence(String(sentence.dropFirst(Self.sentBeside.count))).parted(by: Self.untold),
            let unit = AudienceUnit.allCases.first(where: { $0.words == parts.before })
        {
            self = .sentBeside(unit, run: parts.behind)
        } else {
            return nil
        }
    }

    private static let listed = " in a department that is left out and has listed "
    private static let missing = " of them, so whoever is missing may get the message: "

    private static let alreadySent = " may have got the very same message within seven days, last in run "
    private static let departmentsSent =
        ", or some above or below them, may have got the very same message within seven days, last in run "
    private static let sentBeside = "the very same message may have gone to "
    private static let untold = " within seven days, and whether these are among them cannot be told: run "
    private static let unavailable = "messages reach nobody to whom the app is not available, which is "

    private static let uncountable =
        "departments are addressed themselves, whose people cannot be counted; the run before went to "
}
