import Crypto

/// Counts an audience person by person and keeps the books: who is addressed, in which group, and who is left out, why.
struct RollCall {
    private struct Line {
        var reason: LeftOutReason
        var name: String
    }

    private let kind: IDKind
    private var groups: [(department: String?, recipients: [String])] = []
    private var groupIndex: [String?: Int] = [:]
    private var seen: Set<String> = []
    /// Those of them who came with a department.
    private var seenInDepartment: Set<String> = []
    private var targeted = 0
    private var leftOut = LeftOuts()
    private var lines: [Line] = []
    /// Recipients of whom it is not known whether they have left or are frozen.
    private var stateUnknown = 0
    var warnings: [PlanRemark] = []
    var notes: [PlanRemark] = []
    /// Named departments of which Feishu counts more people than it has listed.
    var shortfalls: [ContactShortfall] = []
    /// Which rows of CSV files name whom.
    private var rows: PersonalRows?
    /// Told of everybody who gets nothing; `nil` where nobody wants a list.
    private let register: LeftOutRegister?

    init(kind: IDKind, rows: PersonalRows? = nil, register: LeftOutRegister? = nil) {
        self.kind = kind
        self.rows = rows
        self.register = register
    }

    /// Whether nobody has been counted.
    var isEmpty: Bool { targeted == 0 }

    /// Notes that an appearance stands for somebody; only rows of CSV files whose values were read count.
    mutating func note(_ appearance: Appearance, names id: String) { rows?.add(appearance, of: id) }

    /// Counts one appearance of somebody who may be addressed; of whom `isReached` says whether the app's messages reach them.
    mutating func call(
        _ id: String, department: String?, isStateKnown: Bool = true, isReached: Bool = true,
        example: () -> (name: String, place: String)
    ) {
        guard seen.insert(id).inserted else {
            let wasInDepartment = seenInDepartment.contains(id)
            let origin: LeftOutOrigin =
                department == nil
                ? wasInDepartment ? .repeatedByNameAndDepartment : .repeatedByName
                : wasInDepartment ? .repeatedInDepartments : .repeatedByNameAndDepartment
            return leave(out: id, .duplicate, origin: origin, example: example)
        }
        if department != nil { seenInDepartment.insert(id) }
        if let register, !isReached {
            let (name, place) = example()
            register(LeftOutEntry(cause: .unavailable, name: name, openID: id, place: place))
        }
        targeted += 1
        stateUnknown += isStateKnown ? 0 : 1
        if let index = groupIndex[department] {
            groups[index].recipients.append(id)
        } else {
            groupIndex[department] = groups.count
            groups.append((department, [id]))
        }
    }

    /// Counts one appearance of somebody who is left out.
    mutating func leave(
        out name: String, _ reason: LeftOutReason, origin: LeftOutOrigin? = nil,
        example: () -> (name: String, place: String)
    ) {
        targeted += 1
        leftOut.add(reason, origin: origin, example: example)
        lines.append(Line(reason: reason, name: name))
        guard let register else { return }
        let (shown, place) = example()
        register(
            LeftOutEntry(
                cause: .leftOut(reason, origin), name: shown,
                openID: AppearanceKind.told(byPrefixOf: name) == .openID ? name : nil, place: place))
    }

    /// Who has been left out as excluded so far: open ids, and the words of those whom Feishu does not know.
    var excludedNames: Set<String> { Set(lines.lazy.filter { $0.reason == .excluded }.map(\.name)) }

    /// Counts ids in order, of which none is left out.
    mutating func callAll(distinct ids: [String]) {
        targeted += ids.count
        if !ids.isEmpty { groups.append((nil, ids)) }
    }

    /// The result.
    ///
    /// `sorted` are the recipients in the order of their bytes, when they are at hand; `label` tells what a department's
    /// group is called. Throws ``PlanRefusal`` when nobody is left.
    func end(
        unit: AudienceUnit, isFromContacts: Bool, sorted: [String]? = nil, label: (String?) -> String? = { _ in nil }
    ) throws(PlanRefusal) -> ResolvedAudience {
        guard !groups.isEmpty else { throw nobodyLeft() }
        let audience = Self.sha256(of: sorted ?? ByteOrder.sorted(groups.flatMap(\.recipients)), kind: kind)
        return ResolvedAudience(
            kind: kind, unit: unit,
            groups: groups.map {
                ResolvedAudience.Group(
                    label: label($0.department), departmentID: $0.department, recipients: $0.recipients)
            },
            targeted: targeted, leftOut: leftOut, isFromContacts: isFromContacts, stateUnknown: stateUnknown,
            warnings: warnings, notes: notes,
            rows: rows, audienceSHA256: audience, snapshotSHA256: snapshot(of: audience))
    }

    private func nobodyLeft() -> PlanRefusal {
        let isExclusion = leftOut.totals.keys.allSatisfy { $0 == .excluded }
        if isExclusion, targeted > 0 {
            return PlanRefusal(
                .data, "/audience/exclude",
                (targeted == 1
                    ? "the only recipient is excluded" : "every one of the \(targeted) recipients is excluded")
                    + ", nobody is left",
                hint: "look whether the two lists were swapped")
        }
        return PlanRefusal(
            .data, "/audience",
            targeted == 0
                ? ContactShortfall.sentence(ofNobody: shortfalls) ?? "there is nobody in the departments that are named"
                : "nobody is left of the \(targeted == 1 ? "one person" : "\(targeted) people") named: \(leftOut.words)"
                    + firstLost,
            hint: "look whether the audience names the right people, and what the app may see of the contacts")
    }

    /// The first who are missing for a reason nobody has meant; empty when there are none.
    private var firstLost: String {
        let meant: [LeftOutReason] = [.excluded, .duplicate]
        let first = leftOut.examples.filter { !meant.contains($0.reason) }.prefix(3)
        guard !first.isEmpty else { return "" }
        let count = leftOut.totals.reduce(0) { meant.contains($1.key) ? $0 : $0 + $1.value }
        return "; the first: " + first.map { "\(Quoting.quoted($0.name)) (\($0.place))" }.joined(separator: ", ")
            + (count > first.count ? ", …" : "")
    }

    /// One line `kind:id` for each recipient, sorted; hashed a stretch at a time, since there may be a million.
    static func sha256(of sorted: [String], kind: IDKind) -> String {
        var hash = SHA256()
        var bytes: [UInt8] = []
        let prefix = Array("\(kind.rawValue):".utf8)
        for id in sorted {
            bytes.append(contentsOf: prefix)
            bytes.append(contentsOf: id.utf8)
            bytes.append(UInt8(ascii: "\n"))
            if bytes.count > 32 * 1024 {
                hash.update(data: bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        hash.update(data: bytes)
        return PlanHash.hex(of: hash.finalize())
    }

    private func snapshot(of audience: String) -> String {
        var hash = PlanHash()
        hash.add("larkcast audience 1")
        hash.add(audience)
        for line in lines.map({ "\($0.reason.rawValue) \($0.name)" }).sorted() { hash.add(line) }
        return hash.hex()
    }
}
