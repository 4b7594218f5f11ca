/// What each code of `batch_send` proves.
///
/// Feishu never says that a non-zero code means "no effect", so this is an allow-list: codes that speak of tokens,
/// permission, limits or the request's validity are refusals, everything else leaves the batch in doubt. No ranges
/// decide: 9499 and 10003 already have different texts on different pages.
/// Two rows disagree with the vendor's page on purpose: 11246 "Service Internal Error" is documented as worth another try,
/// but nothing proves that no message left. 11232 is not in the page's table; the FAQ calls it a refused creation.
/// Source: Feishu, "Send messages in batches" and "Generic error codes".
enum BatchSendCode: Sendable, Equatable {
    /// 0.
    case accepted
    /// Turned away for the rate of calls.
    case rateLimited
    /// The app's quota of the day is used up.
    case dailyQuota
    /// The tenant's quota of the month is used up.
    case monthlyQuota
    /// The token was refused before the service.
    case tokenRefused
    /// Refused, provably without effect.
    case rejected(SendVerdict.Rejection)
    /// 11246: a refusal when the sub-code says so.
    case contentFailed
    /// The code proves nothing.
    case inDoubt(SendVerdict.Leaning)

    /// Looks a code up.
    init(_ code: Int) {
        if let row = Self.table[code] {
            self = row
        } else if (99_992_350...99_992_389).contains(code) {
            self = .rejected(.request)
        } else {
            self = .inDoubt(.unknown)
        }
    }

    /// The sub-codes of 11246 that name a fault in the content.
    static let contentSubCodes: Set<Int> = [
        100_290, 200_380, 200_381, 200_550, 200_570, 200_621, 200_732, 200_861, 200_914,
    ]

    /// Every code with a row of its own.
    static var listed: [Int] { table.keys.sorted() }

    private static let table: [Int: BatchSendCode] = {
        var table: [Int: BatchSendCode] = [:]
        for (codes, outcome) in rows {
            for code in codes { table[code] = outcome }
        }
        return table
    }()

    /// The rows; no code occurs twice.
    static let rows: [([Int], BatchSendCode)] = [
        ([0], .accepted),
        ([99_991_400, 11_232, 11_233], .rateLimited),
        ([11_247], .dailyQuota),
        ([99_991_403], .monthlyQuota),
        ([99_991_661, 99_991_663, 99_991_664, 99_991_665, 99_991_671, 4_001, 20_013], .tokenRefused),
        (
            [
                99_991_401, 99_991_662, 99_991_672, 99_991_673, 99_991_676, 10_005, 10_014, 11_203, 11_204, 11_205,
                11_207, 11_209, 11_210, 11_223, 11_229, 11_240, 11_241,
            ],
            .rejected(.configuration)
        ),
        (
            [
                10_003, 9_499, 4_000, 4_005, 10_001, 10_100, 11_101, 11_102, 11_103, 11_104, 11_105, 11_106, 11_227,
                11_231, 11_235, 11_248, 11_312, 18_035, 19_002, 19_036, 230_001, 230_100, 99_991_201, 99_991_301,
                99_992_402,
            ],
            .rejected(.request)
        ),
        ([11_246], .contentFailed),
        ([10_002], .inDoubt(.probablyNotSent)),
        ([18_121], .inDoubt(.probablySent)),
        (
            [
                600, 1_500, 1_503, 1_551, 1_557, 1_642, 1_663, 1_665, 1_668, 2_200, 4_006, 5_000, 10_101, 10_105,
                10_500,
                11_230,
            ],
            .inDoubt(.unknown)
        ),
    ]
}
