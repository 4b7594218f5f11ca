extension ResolvedAudience {
    /// Resolves an audience of departments that are addressed themselves: in one call, with everybody in them and below.
    ///
    /// `book` holds the named departments and those above or below them; it is `nil` when the contacts could not be asked, which is a
    /// warning: whether one lies inside another is then unknown. `register` is told of every repeated one.
    ///
    /// - Throws: ``PlanRefusal`` when a department is unknown, when one lies inside another, since people in both might get
    ///   the message twice, when there are more than one call takes, or when anything but departments is named.
    public static func departments(
        _ audience: NamedAudience, book: ContactBook?, register: LeftOutRegister? = nil
    ) throws(PlanRefusal) -> ResolvedAudience {
        guard audience.hasOnlyDepartments else {
            throw PlanRefusal(
                .data, "/audience", "\"resolve\": \"departments\" takes departments alone, and leaves nobody out",
                hint: "use \"resolve\": \"people\"")
        }
        if let book { try audience.refuseUnknown(book, withExclusions: false) }
        var roll = RollCall(kind: .departmentID, register: register)
        var ids: [(text: String, openID: String?)] = []
        var known: Set<String> = []
        try audience.forEachIncluded { (appearance) throws(PlanRefusal) in
            let openID = book?.openID(ofDepartment: appearance.text)
            let list = audience.included[appearance.list]
            let example = { (appearance.text, list.place(ofIndex: appearance.index)) }
            // The same department under its other id is a repetition too.
            if known.insert(openID ?? appearance.text).inserted {
                ids.append((appearance.text, openID))
                roll.call(appearance.text, department: nil, example: example)
            } else {
                roll.leave(out: appearance.text, .duplicate, example: example)
            }
        }
        guard ids.count <= DeliveryOptions.largestBatch else {
            throw PlanRefusal(
                .data, "/audience/departments",
                "\(ids.count) departments; they go out in one call, which takes \(DeliveryOptions.largestBatch)",
                hint: "name their parents instead")
        }
        if let book {
            let tree = DepartmentTree(book)
            try refuseOverlaps(ids, tree: tree, audience)
            roll.notes = ids.compactMap(\.openID).map { id in
                .departmentSize(name: tree.name(of: id), id: id, people: book.departments[id]?.memberCount)
            }
        }
        let audience = try roll.end(unit: .departments, isFromContacts: false)
        return book == nil ? audience.withUncheckedOverlap() : audience
    }

    /// The same audience of departments, where nobody could tell whether one of them lies inside another; one alone cannot.
    public func withUncheckedOverlap() -> ResolvedAudience {
        guard recipients > 1 else { return self }
        var audience = warned(.overlapUnchecked)
        audience.alarms.append(.overlapUnchecked(recipients))
        return audience
    }

    private static func refuseOverlaps(
        _ ids: [(text: String, openID: String?)], tree: DepartmentTree, _ audience: NamedAudience
    ) throws(PlanRefusal) {
        let named = Set(ids.compactMap(\.openID))
        // Whoever was listed below a department need not have told what is above them.
        var listed: [String: String] = [:]
        for outer in named.sorted() {
            for inner in tree.subtree(of: outer).dropFirst() where named.contains(inner) { listed[inner] = outer }
        }
        var reasons: [PlanRefusal.Reason] = []
        for (text, openID) in ids {
            guard let openID, let parent = tree.ancestors(of: openID).first(where: named.contains) ?? listed[openID]
            else { continue }
            let (outer, inner) = (tree.name(of: parent), tree.name(of: openID))
            reasons.append(
                PlanRefusal.Reason(
                    category: .data, pointer: audience.place(ofDepartment: text).pointer,
                    message:
                        "\(Quoting.quoted(inner)) (\(openID)) lies inside \(Quoting.quoted(outer)) (\(parent)), which "
                        + "is named too: its people might get the message twice",
                    hint: "leave the inner one out, or use \"resolve\": \"people\""))
        }
        guard reasons.isEmpty else { throw PlanRefusal(reasons: reasons) }
    }
}
