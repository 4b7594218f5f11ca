/// What became of the people of one department, or of everybody who is in none.
public struct DepartmentFigures: Sendable, Equatable {
    /// The department's name; `nil` for batches that are not of one department.
    public var name: String?
    /// Its batches, or messages on the direct channel.
    public var batches: Int
    /// The ids they address.
    public var recipients: Int
    /// Of these in batches that Feishu accepted, less the invalid ones.
    public var accepted: Int
    /// Ids Feishu called invalid.
    public var invalid: Int
    /// The newest figures of its batches together.
    public var progress: ProgressFigures

    /// Creates figures.
    public init(
        name: String?, batches: Int = 0, recipients: Int = 0, accepted: Int = 0, invalid: Int = 0,
        progress: ProgressFigures = ProgressFigures()
    ) {
        self.name = name
        self.batches = batches
        self.recipients = recipients
        self.accepted = accepted
        self.invalid = invalid
        self.progress = progress
    }

    /// The department a batch's label is about: `Finance` of `Finance (2 of 3)`; `nil` for `Batch 2 of 3` and `Message 2 of 3`.
    public static func department(ofLabel label: String) -> String? {
        switch StoredLabel(label) {
        case .batch, .message: nil
        case .part(let name, _, _): name
        case .name(let name): name
        }
    }

    /// Adds another part of the same department.
    public mutating func add(_ other: DepartmentFigures) {
        batches += other.batches
        recipients += other.recipients
        accepted += other.accepted
        invalid += other.invalid
        progress = ProgressFigures(
            valid: Self.sum(progress.valid, other.progress.valid),
            delivered: Self.sum(progress.delivered, other.progress.delivered),
            read: Self.sum(progress.read, other.progress.read),
            readOf: Self.sum(progress.readOf, other.progress.readOf),
            recalled: Self.sum(progress.recalled, other.progress.recalled),
            sampledAt: [progress.sampledAt, other.progress.sampledAt].compactMap(\.self).max())
    }

    private static func sum(_ one: Int?, _ other: Int?) -> Int? {
        guard let one else { return other }
        return one + (other ?? 0)
    }
}
