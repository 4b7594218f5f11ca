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
    /// Feishu lists far fewer people than it counts in a department that is addressed; the name is as people see it.
    case missing(department: String, counted: Int, listed: Int)
    /// So many of so many people who are named one by one are known to nobody, or the app may not see them.
    case unreached(Int, of: Int)
    /// So many departments are addressed themselves, and whether one of them lies inside another could not be checked.
    case overlapUnchecked(Int)
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

    /// The alarm about a department that is addressed.
    public init(ofAddressed shortfall: ContactShortfall) {
        self = .missing(
            department: Quoting.line(shortfall.department, limit: 60), counted: shortfall.counted,
            listed: shortfall.listed)
    }

    /// Whether so many of so many people are missing that somebody should look first: half an audience is none, and of a few
    /// people a warning is enough.
    static func isAlarming(missing: Int, of all: Int) -> Bool { missing >= 10 && missing * 2 > all }

    /// Whether it is about people who are left out.
    public var isAboutExcluded: Bool {
        if case .exclusionShort = self { true } else { false }
    }

    /// Alarms one after the other, as they are stored.
    public static func sentence(of alarms: [HeadCountAlarm]) -> String {
        alarms.map(\.sentence).joined(separator: between)
    }

    /// The alarm in English, as it is stored.
    public var sentence: String {
        switch self {
        case .changed(let drift): drift.sentence
        case .uncountable(let before): Self.uncountable + "\(before) people"
        case .unavailable(let people, let all): Self.unavailable + "\(people) of the \(all) people"
        case .exclusionShort(let department, let counted, let listed):
            "Feishu counts \(counted)\(Self.listed)\(listed)\(Self.missing)\"\(department)\""
        case .missing(let department, let counted, let listed):
            Self.lists + "\(listed) of the \(counted)" + Self.counted + department + Self.nothing
        case .unreached(let people, let all): Self.unseen + "\(people) of the \(all)" + Self.named
        case .overlapUnchecked(let count): Self.unchecked + "\(count)" + Self.inBoth
        case .alreadySent(let some, let all, let unit, let run):
            "\(some) of the \(all) \(unit.words)" + Self.alreadySent + run
        case .departmentsSent(let some, let all, let run):
            "\(some) of the \(all) departments" + Self.departmentsSent + run
        case .sentBeside(let unit, let run): Self.sentBeside + unit.words + Self.untold + run
        }
    }

    static let between = "; "
    static let unchecked = "nobody could check whether one lies inside another of the "
    static let inBoth = " departments, so people in both might get the message twice"
    static let lists = "Feishu lists only "
    static let counted = " people it counts in \""
    static let nothing = "\", so whoever is missing gets nothing"
    static let unseen = "Feishu does not know, or the app may not see, "
    static let named = " people who are named, so these get nothing"
    static let listed = " in a department that is left out and has listed "
    static let missing = " of them, so whoever is missing may get the message: "

    static let alreadySent = " may have got the very same message within seven days, last in run "
    static let departmentsSent =
        ", or some above or below them, may have got the very same message within seven days, last in run "
    static let sentBeside = "the very same message may have gone to "
    static let untold = " within seven days, and whether these are among them cannot be told: run "
    static let unavailable = "messages reach nobody to whom the app is not available, which is "

    static let uncountable =
        "departments are addressed themselves, whose people cannot be counted; the run before went to "
}
