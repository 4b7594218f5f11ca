extension RunReason {
    /// Reads a stored sentence back; `nil` when no case says exactly that.
    public init?(text: String) {
        guard let found = Self.found(in: StoredSentence(text), text), Array(found.text.utf8) == Array(text.utf8) else {
            return nil
        }
        self = found
    }

    private static func found(in sentence: StoredSentence, _ text: String) -> RunReason? {
        if let plain = plain[text] { return plain }
        if let before = sentence.inside("", "; " + void).flatMap({ occurrence(StoredSentence($0), $0) }) {
            return .voided(before)
        }
        return store(sentence) ?? approval(sentence) ?? people(sentence) ?? refusal(sentence) ?? doubt(sentence)
            ?? occurrence(sentence, text)
    }

    /// The sentences without values.
    private static let plain: [String: RunReason] = {
        let reasons: [RunReason] = [
            .recalledEarly, .laterWavesHeld, .manifestChanged, .manifestRemoved, .deadlinePassed, .notAfterPassed,
            .doubtsDecided, .dailyQuota, .monthlyQuota, .restAsked, .voided(nil),
        ]
        return Dictionary(uniqueKeysWithValues: reasons.map { ($0.text, $0) })
    }()

    private static func store(_ sentence: StoredSentence) -> RunReason? {
        if let rest = sentence.inside("the store may not be the original: ") {
            let parts = StoredSentence(rest).parted(by: "; before: ")
            return .notOriginal(found: parts?.before ?? rest, before: parts?.behind)
        }
        if let run = sentence.inside("the store was adopted: larkcast resume ", " goes on") {
            return .adopted(run: run, doubts: 0)
        }
        guard let rest = sentence.inside("the store was adopted; ", " goes on"),
            let parts = StoredSentence(rest).parted(by: " of its batches are in doubt: larkcast resume "),
            let doubts = Int(parts.before)
        else { return nil }
        return .adopted(run: parts.behind, doubts: doubts)
    }

    private static func approval(_ sentence: StoredSentence) -> RunReason? {
        let waiting = "waiting for a second person (larkcast approve "
        if let run = sentence.inside(waiting, ")") { return .awaitingApproval(run: run, because: []) }
        if let rest = sentence.inside("", ")"), let parts = StoredSentence(rest).partedAtLast(by: "; " + waiting),
            let alarms = HeadCountAlarm.alarms(in: parts.before)
        {
            return .awaitingApproval(run: parts.behind, because: alarms)
        }
        if let end = sentence.inside("the approval came too late: it could be given until ") {
            return .approvalTooLate(until: end)
        }
        if let names = sentence.inside("files its manifest names were changed (", ")" + unapproved) {
            return .filesChanged(names)
        }
        return sentence.inside("nobody approved run ", " in time").map { .neverApproved(run: $0) }
    }

    private static func people(_ sentence: StoredSentence) -> RunReason? {
        if let name = sentence.inside("paused by ") { return .pausedBy(name) }
        return sentence.inside("cancelled by ").map { .cancelledBy($0) }
    }

    private static func refusal(_ sentence: StoredSentence) -> RunReason? {
        if let rest = sentence.inside("Feishu refused batch content or permission: ") { return .batchRefused(rest) }
        if let rest = sentence.inside("Feishu refused the app a permission: ") { return .permissionRefused(rest) }
        if let rest = sentence.inside("Feishu refused the message: ") { return .messageRefused(rest) }
        if let rest = sentence.inside(RetryBudget.reason(after: "")) { return .retriesSpent(rest) }
        guard let rest = sentence.inside("Feishu refused "),
            let counted = StoredSentence(rest).parted(by: " recipients in a row, the last one as "),
            let count = Int(counted.before), let named = StoredSentence(counted.behind).parted(by: ": ")
        else { return nil }
        return .recipientsRefused(count: count, kind: named.before, named.behind)
    }

    private static func doubt(_ sentence: StoredSentence) -> RunReason? {
        if let rest = sentence.inside("the gate behind wave "),
            let parts = StoredSentence(rest).parted(by: " is closed: "), let wave = Int(parts.before)
        {
            let words = parts.behind.split(separator: "; ", omittingEmptySubsequences: false)
            let obstacles = words.compactMap { GateObstacle(text: String($0)) }
            return obstacles.count == words.count ? .gateClosed(wave: wave, obstacles) : nil
        }
        let end = " in doubt: an operator must decide"
        let names = sentence.inside("batch ", " is" + end) ?? sentence.inside("batches ", " are" + end)
        guard let names else { return nil }
        let words = names.split(separator: ", ").map(String.init)
        let isMore = words.last == "…"
        let batches = (isMore ? words.dropLast() : words[...]).compactMap { Int($0) }
        return .inDoubt(batches, isMore: isMore)
    }

    private static func occurrence(_ sentence: StoredSentence, _ text: String) -> RunReason? {
        if let why = sentence.inside("its manifest could not be used in time: ") { return .manifestBroken(why) }
        if let rest = sentence.inside("the same message went to the same audience in run ", " within seven days") {
            return repeated(rest)
        }
        if let rest = sentence.inside("run ", " hours away"),
            let named = StoredSentence(rest).parted(by: " of the same job may have reached people for "),
            let timed = StoredSentence(named.behind).partedAtLast(by: ", less than "), let hours = Int(timed.behind)
        {
            return .tooSoon(run: named.before, time: timed.before, hours: hours)
        }
        if let missed = MissedReason(text: text) { return .missed(missed) }
        return SkippedReason(text: text).map { .skipped($0) }
    }

    private static func repeated(_ rest: String) -> RunReason? {
        var (run, others) = (rest, 0)
        if let rest = StoredSentence(run).inside("", " before it"),
            let parts = StoredSentence(rest).partedAtLast(by: " and "), let count = Int(parts.behind)
        {
            (run, others) = (parts.before, count)
        }
        let known = StoredSentence(run).inside("", lost)
        return .repeated(run: known ?? run, isLost: known != nil, others: others)
    }
}
