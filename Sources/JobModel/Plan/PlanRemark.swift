/// Something people should know of a plan before they say yes, or that is worth showing beside its figures.
///
/// ``text`` is the English that programs and the audit get; whoever knows other languages says the case in them.
public enum PlanRemark: Sendable, Hashable {
    /// A file by the name people see, and its size in bytes.
    public struct File: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its size in bytes.
        public var bytes: Int

        /// Creates a file.
        public init(name: String, bytes: Int) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// An id of the audience only holds the place of one.
    case placeholderID(String)
    /// There is a schedule, which `run` does not obey.
    case sendsNow
    /// Departments are addressed as such.
    case uncountable
    /// The app may not read the contacts, so that the one department is addressed itself; with Feishu's answer.
    case departmentAddressed(String)
    /// The app may not read the contacts, so that the departments were not looked up; with Feishu's answer.
    case departmentsUnchecked(String)
    /// Whether one of the departments lies inside another is not known.
    case overlapUnchecked
    /// Departments of which fewer people were listed than Feishu counts.
    case shortfalls([ContactShortfall])
    /// Of so many of so many people nobody knows whether they have left; the permission that would tell, and what to do about it
    /// in English.
    case statesUnknown(Int, of: Int, scope: String, hint: String)
    /// Recipients whom the app's messages cannot reach.
    case unavailable(Unavailability)
    /// Whether the app is available to all of so many people could not be asked; why, and the permission that was missing, if
    /// one was.
    case availabilityUnknown(of: Int, answer: String, scope: String?)
    /// So many of those to be left out are known to nobody; the first of them with their places.
    case unknownExclusions(Int, first: [String])
    /// So many addresses are several people's who would get the message; of the first of them a sentence each.
    case sharedAddresses(Int, first: [String])
    /// So many of those to be left out are not in the audience; the first of them with their places.
    case idleExclusions(Int, first: [String])
    /// Values of so many rows go to whoever one column names, and other columns that name somebody were not compared with it;
    /// where the first of the rows stands.
    case uncompared(rows: Int, by: AppearanceKind, beside: [AppearanceKind], place: String)
    /// So many departments are named again, which changes nothing; the first of them with their places.
    case repeatedDepartments(Int, first: [String])
    /// So many of the plan's people, departments or groups may have got the same message within seven days, in these runs.
    case alreadySent(Int, unit: AudienceUnit, runs: [String])
    /// The same message may have gone to so many people who were named by another kind of id; why it is not known whether they
    /// are among these, `nil` when nobody has asked yet.
    case sentUnderOtherIDs(Int, kind: IDKind, run: String, answer: String?)
    /// The same message may have gone to departments within seven days; `run` asks whether these have people of theirs.
    case sentToDepartments(run: String)
    /// Somebody has let an alarm through.
    case accepted(HeadCountAlarm)
    /// An alarm that the job's run before was let through with.
    case asBefore(HeadCountAlarm)
    /// `run` uploads files first.
    case uploads([File])
    /// How many people a department holds; `nil` where Feishu does not say.
    case departmentSize(name: String, id: String, people: Int?)

    /// The sentence in English.
    public var text: String {
        switch self {
        case .placeholderID(let id):
            "\(Quoting.quoted(id)) only holds the place of an open_id and is nobody's: write your own there; if you do "
                + "not know it, write your address into users.emails instead, and larkcast plan prints the open_id in its "
                + "first request"
        case .sendsNow: "`run` sends now, whatever the schedule says; `tick` sends by the schedule"
        case .uncountable:
            "people cannot be counted before sending: each department is delivered with all its sub-departments"
        case .departmentAddressed(let answer):
            "the app may not read these contacts, so the department itself is addressed and its people cannot be counted "
                + "or left out: \(answer)"
        case .departmentsUnchecked(let answer):
            "the app may not read these contacts, so the departments were not looked up: \(answer)"
        case .overlapUnchecked:
            "whether one of the departments lies inside another could not be checked without the app's permission to "
                + "read contacts; people in both might get the message twice"
        case .shortfalls(let shortfalls): ContactShortfall.sentence(of: shortfalls) ?? ""
        case .statesUnknown(let unknown, let all, _, let hint):
            "Feishu does not say of \(unknown) of the \(all) people whether they have left or are "
                + "frozen, so leavers and frozen accounts among them are not left out. \(hint)"
        case .unavailable(let unavailability): unavailability.sentence
        case .availabilityUnknown(let all, let answer, let scope):
            "whether the app is available to all \(all) people was not checked"
                + (scope.map { ", since that needs \($0)" } ?? ": \(answer)")
        case .unknownExclusions(let count, let first):
            "\(count) of the people to be left out \(count == 1 ? "is" : "are") unknown to Feishu or outside "
                + "what the app may see, so nobody was left out for them: " + Self.named(first, of: count)
        case .sharedAddresses(let count, let first):
            "\(count) \(count == 1 ? "address belongs" : "addresses belong") to several people, and each of them gets the "
                + "message: " + first.joined(separator: "; ") + (count > first.count ? "; …" : "")
        case .idleExclusions(let count, let first):
            "\(count) of the names to be left out \(count == 1 ? "is" : "are") nobody's of this audience: "
                + Self.named(first, of: count)
        case .uncompared(let rows, let kind, let others, let place):
            "the message has values of \(rows) \(rows == 1 ? "row that names" : "rows that name") somebody by "
                + "\(kind.rawValue) and by \(Self.columns(others)) too: it goes by \(kind.rawValue), and nobody asked whether "
                + "both mean the same person (\(place)). Look at both columns; or leave the \(kind.rawValue) of one row "
                + "empty, and Feishu's contacts are asked and compare every row"
        case .repeatedDepartments(let count, let first):
            "\(count) \(count == 1 ? "department is" : "departments are") named again, so "
                + "\(count == 1 ? "its" : "their") people count as duplicates: " + Self.named(first, of: count)
        case .alreadySent(let count, let unit, let runs):
            "\(count) of these \(unit.words) may have got the same message within seven days (run \(Self.list(runs))); "
                + "exclude them, or they get it twice"
        case .sentUnderOtherIDs(let count, let kind, let run, let answer):
            "the same message may have gone to \(count) people within seven days (run \(run)), named by \(kind.rawValue); "
                + (answer.map { "whether they are among these could not be asked: \($0)" }
                    ?? "`run` asks Feishu whether they are among these")
        case .sentToDepartments(let run):
            "the same message may have gone to departments within seven days (run \(run)); `run` asks Feishu whether they have "
                + "people of these"
        case .accepted(let alarm): "let through with --accept-drift: \(alarm.sentence)"
        case .asBefore(let alarm): "as in the run before, so nobody has to say yes again: \(alarm.sentence)"
        case .uploads(let files):
            "run uploads " + files.map { "\($0.name) (\($0.bytes) bytes)" }.joined(separator: " and ")
                + "; the plan's hash is another one then"
        case .departmentSize(let name, let id, let people):
            "\(Quoting.quoted(name)) (\(id)) has \(people.map { "\($0) people" } ?? "an unknown number of people"), "
                + "sub-departments included"
        }
    }

    /// Most addresses of which there is a sentence.
    public static let namedAddresses = 3

    /// The first of so many names, with a sign that there are more.
    public static func named(_ first: [String], of count: Int) -> String {
        first.joined(separator: ", ") + (count > first.count ? ", …" : "")
    }

    /// Columns of a CSV file by name.
    public static func columns(_ kinds: [AppearanceKind]) -> String { kinds.map(\.rawValue).joined(separator: ", ") }

    /// The first three of a list.
    public static func list(_ runs: [String]) -> String {
        runs.prefix(3).joined(separator: ", ") + (runs.count > 3 ? ", …" : "")
    }
}
