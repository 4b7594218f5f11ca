extension ResolvedAudience {
    /// Leaves out everybody who may have got the message already.
    ///
    /// They count as excluded. What was found out about the whole audience, its warnings among it, stays with the rest.
    ///
    /// - Parameter sent: Recipients by id, and the run each may have it from.
    /// - Returns: The rest, without groups when nobody is left.
    public func leavingOut(_ sent: [String: RunID]) -> ResolvedAudience {
        var leftOut = leftOut
        var names: [String] = []
        let rest = groups.compactMap { group -> Group? in
            let left = group.recipients.filter { id in
                guard let run = sent[id] else { return true }
                names.append(id)
                leftOut.add(.alreadySent) { (id, "run \(run)") }
                return false
            }
            guard !left.isEmpty else { return nil }
            return Group(label: group.label, departmentID: group.departmentID, recipients: left)
        }
        guard !names.isEmpty else { return self }
        let audience = RollCall.sha256(of: ByteOrder.sorted(rest.flatMap(\.recipients)), kind: kind)
        var snapshot = PlanHash()
        for text in ["larkcast rest of an audience 1", audience, snapshotSHA256] { snapshot.add(text) }
        for name in ByteOrder.sorted(names) { snapshot.add(name) }
        return ResolvedAudience(
            kind: kind, unit: unit, groups: rest, targeted: targeted, leftOut: leftOut,
            isFromContacts: isFromContacts, stateUnknown: min(stateUnknown, recipients - names.count),
            unavailability: unavailability, alarms: alarms, warnings: warnings, notes: notes, answers: answers,
            rows: rows, audienceSHA256: audience, snapshotSHA256: snapshot.hex())
    }
}
