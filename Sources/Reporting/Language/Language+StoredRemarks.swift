import JobModel

extension Language {
    /// What a run warned of, which is stored as `PlanRemark.text`; words that no sentence here has said stay as they are.
    public func remark(stored text: String) -> String {
        guard self != .english else { return text }
        for phrase in RemarkPhrase.allCases where phrase.isSentence {
            for english in Set([phrase.wording.english, phrase.wording.englishOne]) {
                let behind = phrase == .statesUnknown ? " " + RemarkPhrase.grant.wording.english : ""
                guard let values = SentenceTemplate(english + behind).values(in: text) else { continue }
                let said = say(phrase, Dictionary(uniqueKeysWithValues: values.map { ($0, value($0, of: phrase, $1)) }))
                return said + (behind.isEmpty ? "" : say(RemarkPhrase.grant, values))
            }
        }
        return text
    }

    /// A value that has words of its own.
    private func value(_ name: String, of phrase: RemarkPhrase, _ english: String) -> String {
        switch (phrase, name) {
        case (.alreadySent, "unit"):
            let units: [RemarkPhrase] = [.people, .departments, .chats]
            return units.first { $0.wording.english == english }.map { say($0) } ?? english
        case (.unavailable, "names"): return unavailable(english)
        case (.shortfalls, "list"): return shortfalls(english)
        case (.accepted, "alarm"), (.asBefore, "alarm"):
            return HeadCountAlarm(sentence: english).map(alarm) ?? english
        default: return english
        }
    }

    private func unavailable(_ names: String) -> String {
        let group = /([0-9]+) of ([0-9]+) in (".*?")(?=, |$)/.matchingSemantics(.unicodeScalar)
        let groups = names.matches(of: group).map { match in
            say(
                RemarkPhrase.unavailableIn,
                ["count": String(match.1), "all": String(match.2), "name": String(match.3)])
        }
        guard !groups.isEmpty else { return names }
        return groups.joined(separator: say(RemarkPhrase.and))
            + (names.hasSuffix(", …") ? say(RemarkPhrase.and) + "…" : "")
    }

    private func shortfalls(_ list: String) -> String {
        let shortfall = /([0-9]+)(?: people| person)? in (".*?") and listed ([0-9]+)(?=, and |$)/
            .matchingSemantics(.unicodeScalar)
        let named = list.matches(of: shortfall).map { match in
            say(
                RemarkPhrase.shortfall,
                ["count": String(match.1), "department": String(match.2), "listed": String(match.3)])
        }
        guard !named.isEmpty else { return list }
        let more = list.firstMatch(of: /, and so for ([0-9]+) more departments?$/)
        return named.joined(separator: say(RemarkPhrase.comma))
            + (more.map { say(RemarkPhrase.moreShort, ["count": String($0.1)]) } ?? "")
    }
}

extension RemarkPhrase {
    /// Whether it is a whole sentence and no part of one.
    fileprivate var isSentence: Bool {
        switch self {
        case .placeholderID, .sendsNow, .uncountable, .departmentAddressed, .departmentsUnchecked, .overlapUnchecked,
            .shortfalls, .statesUnknown, .unknownExclusions, .uploads, .departmentSize, .departmentOfUnknownSize,
            .alreadySent, .underOtherIDs, .underOtherIDsUnasked, .toDepartments, .unavailable, .availabilityUnknown,
            .availabilityNeeds, .sharedAddresses, .idleExclusions, .uncompared, .repeatedDepartments, .accepted,
            .asBefore:
            true
        case .shortfall, .moreShort, .file, .people, .departments, .chats, .unavailableIn, .grant, .and, .comma: false
        }
    }
}
