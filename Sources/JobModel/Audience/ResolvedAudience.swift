/// Who a run addresses: every recipient once, grouped, and a sum that accounts for everybody the manifest names.
///
/// `targeted = recipients + excluded + duplicate + unreachable`, counted in appearances: a list counts each of its entries,
/// a department each of its direct members and those of every department below it. Made by one of
/// ``withoutContacts(_:register:)``, ``people(_:book:register:)`` and ``departments(_:book:register:)``.
public struct ResolvedAudience: Sendable, Equatable {
    /// Recipients that go out in batches of their own.
    public struct Group: Sendable, Equatable {
        /// The department's name; `nil` when there is nothing to tell this group from another.
        public let label: String?
        /// The department's open id; `nil` for people named one by one.
        public let departmentID: String?
        /// The ids in the order of sending.
        public let recipients: [String]
    }

    /// The kind of every id.
    public let kind: IDKind
    /// What is counted.
    public let unit: AudienceUnit
    /// The groups in the order of their first recipient; none is empty.
    public let groups: [Group]
    /// Appearances in the audience.
    public let targeted: Int
    /// Who of them was left out, and why.
    public let leftOut: LeftOuts
    /// Whether Feishu's contacts were asked who is who.
    public let isFromContacts: Bool
    /// Recipients of whom Feishu's contacts have not said whether they have left or are frozen; nobody is left out for that.
    public let stateUnknown: Int
    /// How many recipients the app's messages cannot reach; `nil` when that was not asked.
    public internal(set) var unavailability: Unavailability?
    /// What somebody should look at: people are missing in the lists of departments that are left out, where the most are missing
    /// first, or most of those who shall get it are missing.
    public internal(set) var alarms: [HeadCountAlarm] = []
    /// What people should know before they say yes.
    public internal(set) var warnings: [PlanRemark]
    /// What is worth showing beside the figures: how many people a department holds.
    public internal(set) var notes: [PlanRemark]
    /// What the contacts have answered, for whoever wants everybody who is left out; `nil` where nobody does, or they were not
    /// asked.
    public internal(set) var answers: ContactBook?
    /// Which rows of the CSV files name whom; `nil` without files.
    let rows: PersonalRows?
    /// SHA-256 of the sorted recipients, in lower-case hex; the order of the manifest does not show.
    public let audienceSHA256: String
    /// SHA-256 of the sorted recipients and of everybody left out with the reason, in lower-case hex.
    public let snapshotSHA256: String

    /// How many are addressed.
    public var recipients: Int { groups.reduce(0) { $0 + $1.recipients.count } }
    /// Appearances left out by `audience.exclude`, or because the person has resigned, is frozen or may have the message already.
    public var excluded: Int { leftOut.count(.excluded, .resigned, .frozen, .alreadySent) }
    /// Appearances after the first.
    public var duplicate: Int { leftOut.count(.duplicate) }
    /// Appearances that lead to nobody: unknown ids and addresses, people outside the app's contact range.
    public var unreachable: Int { leftOut.count(.unknownID, .unknownAddress) }

    /// The same audience with one more thing that people should know.
    public func warned(_ remark: PlanRemark) -> ResolvedAudience {
        var audience = self
        audience.warnings.append(remark)
        return audience
    }

    /// The same audience with those named whom the app's messages cannot reach.
    public func naming(_ unavailability: Unavailability) -> ResolvedAudience {
        var audience = unavailability.people > 0 ? warned(.unavailable(unavailability)) : self
        audience.unavailability = unavailability
        return audience
    }

    /// The same audience with what the contacts have answered.
    public func answered(by book: ContactBook) -> ResolvedAudience {
        var audience = self
        audience.answers = book
        return audience
    }

    /// The same audience with the excluded departments of which fewer people were listed than Feishu counts, and with the addressed
    /// ones of which far fewer were.
    public func short(of exclusions: [ContactShortfall], and addressed: [ContactShortfall] = []) -> ResolvedAudience {
        func worstFirst(_ shortfalls: [ContactShortfall]) -> [ContactShortfall] {
            shortfalls.sorted { ($1.missing, $0.department) < ($0.missing, $1.department) }
        }
        var audience = self
        audience.alarms =
            worstFirst(exclusions).map { HeadCountAlarm(ofExcluded: $0) }
            + worstFirst(addressed).map { HeadCountAlarm(ofAddressed: $0) } + alarms
        return audience
    }

    /// Whether everybody is accounted for.
    public var addsUp: Bool { targeted == recipients + excluded + duplicate + unreachable }
}
