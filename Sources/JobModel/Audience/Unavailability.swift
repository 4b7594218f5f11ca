/// The recipients whom an app's messages cannot reach, because an administrator has not made the app available to them.
///
/// Feishu takes a batch for them, counts them as valid, delivers nothing and says nothing. So they are named before anybody
/// says yes. They stay recipients: whom a message reaches is for Feishu to say, and the answer may be older than the change
/// an administrator has just made.
///
/// Source: Feishu, "Send messages in batches" (users outside the availability count as valid and not as success) and "Get if
/// user or department is in an app's allowlist or blocklist".
public struct Unavailability: Sendable, Hashable {
    /// A department of which people are concerned.
    public struct Group: Sendable, Hashable {
        /// What the department is called.
        public var label: String
        /// People whom nothing reaches.
        public var people: Int
        /// Recipients in the department.
        public var recipients: Int

        /// Creates a group.
        public init(label: String, people: Int, recipients: Int) {
            self.label = label
            self.people = people
            self.recipients = recipients
        }
    }

    /// Most departments, or people, that are named.
    public static let mostNamed = 3

    /// People whom nothing reaches; 0 when Feishu says that the app is available to everybody.
    public var people: Int
    /// Recipients altogether.
    public var recipients: Int
    /// The departments with most of them, the largest first; empty where there are no departments.
    public var groups: [Group]
    /// The first of them by open id, where there are no departments.
    public var ids: [String]

    /// Creates one.
    public init(people: Int, recipients: Int, groups: [Group] = [], ids: [String] = []) {
        self.people = people
        self.recipients = recipients
        self.groups = groups
        self.ids = ids
    }

    /// Counts the recipients of an audience to whom the app is not available; `nil` when nobody is known to be one and
    /// Feishu has not answered for everybody.
    public init?(_ audience: ResolvedAudience, _ book: ContactBook) {
        let isOut = { (id: String) in book.person(id)?.isAvailable == false }
        let isUnknown = { (id: String) in book.person(id)?.isAvailable == nil }
        let groups = audience.groups.map { group in
            (group: group, people: group.recipients.reduce(0) { $0 + (isOut($1) ? 1 : 0) })
        }
        let people = groups.reduce(0) { $0 + $1.people }
        guard people > 0 || !audience.groups.contains(where: { $0.recipients.contains(where: isUnknown) }) else {
            return nil
        }
        let named = groups.compactMap { entry in
            entry.group.label.flatMap {
                entry.people > 0
                    ? Group(label: $0, people: entry.people, recipients: entry.group.recipients.count) : nil
            }
        }
        self.init(
            people: people, recipients: audience.recipients,
            groups: Array(named.sorted { ($1.people, $0.label) < ($0.people, $1.label) }.prefix(Self.mostNamed)),
            ids: named.isEmpty
                ? Array(audience.groups.flatMap(\.recipients).lazy.filter(isOut).prefix(Self.mostNamed)) : [])
    }

    /// Who they are, as far as it is named: `30 of 30 in "Finance", 4 of 60 in "Sales"`, or ids.
    public var names: String {
        guard !groups.isEmpty else { return ids.joined(separator: ", ") + (people > ids.count ? ", …" : "") }
        let rest = people - groups.reduce(0) { $0 + $1.people }
        return groups.map { "\($0.people) of \($0.recipients) in \(Quoting.quoted($0.label))" }.joined(separator: ", ")
            + (rest > 0 ? ", …" : "")
    }

    /// What people should know, in English.
    public var sentence: String {
        "the app is not available to \(people) of the \(recipients) people, so Feishu takes the message for them and "
            + "delivers nothing: \(names). Let an administrator make the app available to them, or exclude them"
    }

    /// Whether so many are concerned that somebody should look first: as many as a head-count may not change by.
    public func isAlarming(_ limits: HeadCountDrift.Limits = HeadCountDrift.Limits()) -> Bool {
        people > limits.tolerance(before: recipients)
    }
}
