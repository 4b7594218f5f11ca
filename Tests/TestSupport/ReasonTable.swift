public import JobModel

/// Every reason a run can stand for, with values at their worst where others choose them.
public enum ReasonTable {
    /// What others may have written: the words between which values stand, and what makes one character of two.
    static let hostile: [String] =
        [
            "ann", "", "; before: ", "; void: decided by a clock that ran ahead", ": ", ", ",
            "x; waiting for a second person (larkcast approve y)", " and 3 before it", " is closed: ", "…",
            "paused by paused by x", "batches 1, 2 are in doubt: an operator must decide",
            "a, HTTP 504, curl 28, log id b",
            "code 11246/3, no, log id x, log id y", "no answer", " late, which is beyond the starting deadline",
        ] + HostileText.texts

    /// The reasons.
    public static let reasons: [RunReason] = fixed + hostile.flatMap(with)

    private static let fixed: [RunReason] =
        [
            .recalledEarly, .laterWavesHeld, .manifestChanged, .manifestRemoved, .deadlinePassed, .notAfterPassed,
            .doubtsDecided, .dailyQuota, .monthlyQuota, .restAsked, .voided(nil), .voided(.missed(.overtaken)),
            .awaitingApproval(run: "0123456789ab", because: []), .approvalTooLate(until: "2026-12-01T01:00:00Z"),
            .neverApproved(run: "0123456789ab"), .adopted(run: "0123456789ab", doubts: 0),
            .adopted(run: "0123456789ab", doubts: 12), .inDoubt([3], isMore: false), .inDoubt([3, 4], isMore: false),
            .inDoubt([1, 2, 3, 4, 5, 6, 7, 8], isMore: true), .missed(.overtaken), .missed(.beforeFirstSeen),
            .missed(.many(after: "2026-11-30T09:00")), .skipped(.calendar(.calendarEnds(year: 2028))),
            .gateClosed(wave: 1, [.invalid(7, of: 100, percent: 5)]),
            .gateClosed(
                wave: 2, [.invalid(1, of: 2, percent: 0), .rejected(1, most: 0), .inDoubt(2, most: 1)]),
            .gateClosed(wave: 3, [.rejected(4, most: 3), .inDoubt(1, most: 0)]),
            .repeated(run: "0123456789ab", isLost: false, others: 0),
            .repeated(run: "0123456789ab", isLost: false, others: 2),
            .repeated(run: "0123456789ab", isLost: true, others: 0),
            .repeated(run: "0123456789ab", isLost: true, others: 2),
        ]
        + [0, 1, 59, 60, 3600, 86_400, 93_784].map { .missed(.late(seconds: $0)) }
        + alarms.map { .awaitingApproval(run: "0123456789ab", because: [$0]) }
        + rows.map { .awaitingApproval(run: "0123456789ab", because: $0) }
        + RunState.allCases.map { .skipped(.previousRun($0)) }
        + StoreFinding.allCases.map { .notOriginal(found: $0.rawValue, before: nil) }
        + days.flatMap { day -> [RunReason] in
            [.noWorkdayNear(day), .notWorkedOn(day, .weekend), .notWorkedOn(day, .unknown)]
                .map { .skipped(.calendar($0)) }
        }

    /// What is wrong with a manifest is larkcast's own sentence, which does not end as if the decision were void.
    private static func manifestBroken(_ why: String) -> [RunReason] {
        guard !why.hasSuffix("; " + RunReason.void) else { return [] }
        return [.manifestBroken(why), .voided(.manifestBroken(why))]
    }

    private static let alarms: [HeadCountAlarm] =
        [HeadCountDrift(before: 1000, now: 1), HeadCountDrift(before: 1, now: 1000)].compactMap(\.self)
        .map { .changed($0) } + [
            .uncountable(before: 92), .unavailable(30, of: 92), .unreached(85, of: 100),
            .overlapUnchecked(2),
            .alreadySent(60, of: 92, unit: .people, run: "0123456789ab"),
            .alreadySent(1, of: 4, unit: .chats, run: "0123456789ab"),
            .departmentsSent(1, of: 2, run: "0123456789ab"), .sentBeside(.people, run: "0123456789ab"),
            .sentBeside(.departments, run: "0123456789ab"), .sentBeside(.chats, run: "0123456789ab"),
        ]
        + hostile.flatMap { name -> [HeadCountAlarm] in
            [
                .exclusionShort(department: name, counted: 65, listed: 0),
                .missing(department: name, counted: 69, listed: 0),
            ]
        }

    /// Several alarms in one reason: each two of them, and a row of all kinds.
    private static let rows: [[HeadCountAlarm]] =
        alarms.flatMap { first in alarms.map { [first, $0] } } + [alarms]

    private static let days = ["2026-02-17", "2000-01-01"].compactMap { CivilDay($0) }

    private static func with(_ text: String) -> [RunReason] {
        [
            .pausedBy(text), .cancelledBy(text), .filesChanged(text),
            .tooSoon(run: "0123456789ab", time: text, hours: 20),
            .batchRefused(text),
            .permissionRefused(text), .messageRefused(text), .recipientsRefused(count: 50, kind: "outOfScope", text),
            .retriesSpent(text), .notOriginal(found: StoreFinding.backup.rawValue, before: text),
            .skipped(.calendar(.notWorkedOn(days[0], .holiday("(" + text)))),
            .voided(.tooSoon(run: "0123456789ab", time: text, hours: 20)),
        ] + manifestBroken(text)
    }
}
