extension ResolvedAudience {
    /// Resolves an audience of groups, or of people who are all named by one kind of id, left out ones too: nothing needs to
    /// be asked.
    ///
    /// - Parameters:
    ///   - audience: Who is named.
    ///   - register: Is told of everybody who gets nothing.
    /// - Returns: The recipients.
    /// - Throws: ``PlanRefusal`` when nobody is left, or when it cannot be told without Feishu's contacts who is who.
    public static func withoutContacts(
        _ audience: NamedAudience, register: LeftOutRegister? = nil
    ) throws(PlanRefusal) -> ResolvedAudience {
        guard audience.chats.isEmpty else { return try chats(audience.chats, register) }
        guard let kind = audience.onlyKind else {
            throw PlanRefusal(
                .unavailable, "/audience", "who this audience is only Feishu's contacts can tell",
                hint: "name people by ids of one kind")
        }
        let rows = audience.personalRows
        var roll = RollCall(kind: kind, rows: rows, register: register)
        // One list needs no copy.
        let named =
            audience.included.count == 1 ? audience.included[0].names : audience.included.flatMap(\.names)
        let leftOut = Set(audience.excluded.lazy.flatMap(\.names))
        // They are sorted for the hash anyway, and a sorted list shows at a glance that there is nothing to take out.
        let sorted = ByteOrder.sorted(named)
        if leftOut.isEmpty, rows?.hasValues != true, zip(sorted, sorted.dropFirst()).allSatisfy({ $0 != $1 }) {
            roll.callAll(distinct: named)
            return try roll.end(unit: .people, isFromContacts: false, sorted: sorted)
        }
        audience.forEachIncluded { (appearance) throws(Never) in
            let example = { (appearance.text, audience.included[appearance.list].place(ofIndex: appearance.index)) }
            if leftOut.contains(appearance.text) {
                roll.leave(out: appearance.text, .excluded, origin: .excludedByName, example: example)
            } else {
                roll.call(appearance.text, department: nil, example: example)
                roll.note(appearance, names: appearance.text)
            }
        }
        roll.warnings = [audience.idleExclusions(nil, leftOut: roll.excludedNames), audience.uncompared].compactMap(
            \.self)
        return try roll.end(unit: .people, isFromContacts: false)
    }

    /// Groups, each once; nobody asks who is in them.
    private static func chats(_ ids: [String], _ register: LeftOutRegister?) throws(PlanRefusal) -> ResolvedAudience {
        var roll = RollCall(kind: .chatID, register: register)
        for (index, id) in ids.enumerated() {
            roll.call(id, department: nil) { (id, "/audience/chats/\(index)") }
        }
        return try roll.end(unit: .chats, isFromContacts: false)
    }
}
