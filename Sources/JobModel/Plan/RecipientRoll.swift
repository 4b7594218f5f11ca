import struct Foundation.Data

/// The recipients of one run: one kind of id, each once, in the order of the manifest.
struct RecipientRoll {
    /// The kind of every id.
    let kind: IDKind
    /// What is counted.
    let unit: AudienceUnit
    /// The ids in the order of their first appearance.
    let ids: [String]
    /// The ids in the order of their bytes.
    private let sorted: [String]
    /// Appearances in the manifest.
    let targeted: Int
    /// Appearances left out by the manifest.
    let excluded: Int
    /// Appearances after the first.
    let duplicate: Int

    /// Counts an audience that ``PlanObstacles`` has let pass.
    init(_ audience: Audience) throws(PlanRefusal) {
        let byDepartment = audience.resolve == .departments
        let kind = byDepartment ? .departmentID : audience.users.kinds.first ?? .openID
        let named = byDepartment ? audience.departments : audience.users.ids(of: kind)
        for id in named {
            // The reader has looked at them already, but a manifest can also be made by a program.
            if let problem = RecipientShape.problem(with: id, as: kind) {
                throw PlanRefusal(.data, "/audience", problem.message, hint: problem.hint)
            }
        }
        let (ids, sorted, excluded) = Self.distinct(named, without: audience.exclude.users.ids(of: kind))
        guard !ids.isEmpty else {
            throw PlanRefusal(
                .data, "/audience/exclude", "every one of the \(named.count) recipients is excluded, nobody is left",
                hint: "look whether the two lists were swapped"
            )
        }
        if byDepartment, ids.count > DeliveryOptions.largestBatch {
            throw PlanRefusal(
                .data, "/audience/departments",
                "\(ids.count) departments; they go out in one call, which takes \(DeliveryOptions.largestBatch)",
                hint: "name their parents instead"
            )
        }
        self.kind = kind
        unit = byDepartment ? .departments : .people
        self.ids = ids
        self.sorted = sorted
        self.excluded = excluded
        targeted = named.count
        duplicate = named.count - excluded - ids.count
    }

    /// The ids that are left, each once, in both orders, and how many appearances were excluded.
    ///
    /// They are sorted for the hash anyway, and a sorted list shows at a glance that there is nothing to take out.
    private static func distinct(_ named: [String], without leftOut: [String]) -> ([String], sorted: [String], Int) {
        let sorted = named.sorted()
        if leftOut.isEmpty, zip(sorted, sorted.dropFirst()).allSatisfy({ $0 != $1 }) { return (named, sorted, 0) }
        let leftOut = Set(leftOut)
        var seen: Set<String> = []
        var ids: [String] = []
        var excluded = 0
        for id in named {
            if leftOut.contains(id) {
                excluded += 1
            } else if seen.insert(id).inserted {
                ids.append(id)
            }
        }
        return (ids, ids.sorted(), excluded)
    }

    /// One line `kind:id` for each recipient, sorted, so that the order of the manifest does not show.
    func sortedLines() -> Data {
        var lines: [UInt8] = []
        lines.reserveCapacity(ids.count * 48)
        let prefix = Array("\(kind.rawValue):".utf8)
        for id in sorted {
            lines.append(contentsOf: prefix)
            lines.append(contentsOf: id.utf8)
            lines.append(UInt8(ascii: "\n"))
        }
        return Data(lines)
    }
}
