/// Who a run addresses: every recipient once, grouped, and a sum that accounts for everybody the manifest names.
///
/// `targeted = recipients + excluded + duplicate + unreachable`, counted in appearances: a list counts each of its entries,
/// a department each of its direct members and those of every department below it. Made by one of
/// ``withoutContacts(_:)``, ``people(_:book:)`` and ``departments(_:book:)``.
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
    /// The excluded department of which most people are missing in its list, so that some of them may be recipients; `nil` when
    /// none is known to be short.
    public internal(set) var exclusionShortfall: ContactShortfall?
    /// What people should know before they say yes.
    public internal(set) var warnings: [PlanRemark]
    /// What is worth showing beside the figures: how many people a department holds.
    public internal(set) var notes: [PlanRemark]
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

    /// The same audience with the excluded departments of which fewer people were listed than Feishu counts.
    public func short(of exclusions: [ContactShortfall]) -> ResolvedAudience {
        var audience = self
        audience.exclusionShortfall = exclusions.max { $0.counted - $0.listed < $1.counted - $1.listed }
        return audience
    }

    /// Whether everybody is accounted for.
    public var addsUp: Bool { targeted == recipients + excluded + duplicate + unreachable }
}
