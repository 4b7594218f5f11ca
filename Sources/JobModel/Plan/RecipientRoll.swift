import struct Foundation.Data

/// The recipients of one run: one kind of id, each once, in the order of the manifest.
struct RecipientRoll {
    /// The kind of every id.
    let kind: IDKind
    /// What is counted.
    let unit: AudienceUnit
    /// The ids in the order of their first appearance.
    let ids: [String]
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
        let leftOut = Set(audience.exclude.users.ids(of: kind))
        var seen: Set<String> = []
        seen.reserveCapacity(named.count)
        var ids: [String] = []
        ids.reserveCapacity(named.count)
        var excluded = 0
        for id in named {
            // The reader has looked at them already, but a manifest can also be made by a program.
            if let problem = RecipientShape.problem(with: id, as: kind) {
                throw PlanRefusal(.data, "/audience", problem.message, hint: problem.hint)
            }
            if leftOut.contains(id) {
                excluded += 1
            } else if seen.insert(id).inserted {
                ids.append(id)
            }
        }
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
        self.excluded = excluded
        targeted = named.count
        duplicate = named.count - excluded - ids.count
    }

    /// One line `kind:id` for each recipient, sorted, so that the order of the manifest does not show.
    func sortedLines() -> Data {
        var lines = Data()
        lines.reserveCapacity(ids.count * 48)
        let prefix = Array("\(kind.rawValue):".utf8)
        for id in ids.sorted() {
            lines.append(contentsOf: prefix)
            lines.append(contentsOf: id.utf8)
            lines.append(UInt8(ascii: "\n"))
        }
        return lines
    }
}
