/// What each code of `im/v1/messages` proves.
///
/// A table of its own, since the same number can mean different things on different pages. It is an allow-list as
/// ``BatchSendCode`` is: what is not in it is unknown, which here may be repeated with the same `uuid` for an hour.
/// Source: Feishu, "Send a message" (error codes) and "Generic error codes".
enum DirectSendCode: Sendable, Equatable {
    /// 0.
    case accepted
    /// Turned away for the app's rate of calls.
    case rateLimited
    /// Turned away for the recipient's rate of messages.
    case recipientBusy
    /// The app's quota of the day is used up.
    case dailyQuota
    /// The tenant's quota of the month is used up.
    case monthlyQuota
    /// The token was refused before the service.
    case tokenRefused
    /// Refused for this recipient.
    case refused(RecipientRefusal)
    /// Refused for the content or the app.
    case rejected(SendVerdict.Rejection)
    /// 230001: about the recipient when the message names `receive_id`, else about the request.
    case parameterInvalid
    /// 230099: a refusal of the card unless the message speaks of an internal error.
    case contentFailed
    /// The code proves nothing.
    case unknown(SendVerdict.Leaning)

    /// Looks a code up.
    init(_ code: Int) {
        if let row = Self.table[code] {
            self = row
        } else if (99_992_350...99_992_389).contains(code) {
            // The generic table lists these singly; each says that an id of the request does not exist for this app.
            self = .refused(.unknownID)
        } else {
            self = .unknown(.unknown)
        }
    }

    /// What a code and its message prove; nothing for 0.
    static func refusal(by message: String) -> DirectSendVerdict {
        let text = message.lowercased()
        return text.contains("receive_id") || text.contains("cross app") ? .refused(.unknownID) : .rejected(.request)
    }

    /// What 230099 proves.
    static func cardFailure(_ message: String) -> DirectSendVerdict {
        let isContent = ContentSubCode.all(in: message).allSatisfy(contentSubCodes.contains)
        let isInternal = message.lowercased().contains("internal error")
        return isContent && !isInternal ? .rejected(.request) : .unknown(.probablyNotSent)
    }

    /// The sub-codes of 230099 that name a fault in the card.
    static let contentSubCodes: Set<Int> = BatchSendCode.contentSubCodes.union([
        11_310, 200_737, 200_915, 300_220, 300_230, 300_240,
    ])

    /// Every code with a row of its own.
    static var listed: [Int] { table.keys.sorted() }

    private static let table: [Int: DirectSendCode] = {
        var table: [Int: DirectSendCode] = [:]
        for (codes, outcome) in rows {
            for code in codes { table[code] = outcome }
        }
        return table
    }()

    /// The rows; no code occurs twice.
    static let rows: [([Int], DirectSendCode)] = [
        ([0], .accepted),
        ([99_991_400, 11_232, 11_233], .rateLimited),
        ([230_020], .recipientBusy),
        ([11_247], .dailyQuota),
        ([99_991_403], .monthlyQuota),
        ([99_991_661, 99_991_663, 99_991_664, 99_991_665, 99_991_671, 4_001, 20_013], .tokenRefused),
        ([230_034], .refused(.unknownID)),
        ([230_013], .refused(.outOfRange)),
        ([230_029], .refused(.resigned)),
        ([230_053], .refused(.optedOut)),
        ([230_018, 230_035, 230_075], .refused(.notAllowed)),
        ([230_038], .refused(.otherTenant)),
        ([230_002], .refused(.botNotInChat)),
        ([232_009], .refused(.chatDissolved)),
        (
            [
                230_006, 230_027, 230_036, 99_991_401, 99_991_543, 99_991_662, 99_991_668, 99_991_672, 99_991_673,
                99_991_676, 99_991_677, 99_991_679, 10_005, 10_013, 10_014, 10_015, 20_002,
            ],
            .rejected(.configuration)
        ),
        (
            [
                230_015, 230_017, 230_022, 230_025, 230_028, 230_054, 230_055, 230_100, 9_499, 10_001, 10_003,
                99_991_201, 99_991_301, 99_992_402,
            ],
            .rejected(.request)
        ),
        ([230_001], .parameterInvalid),
        ([230_099], .contentFailed),
        // An earlier copy of the very same request is under way.
        ([230_049, 18_121], .unknown(.probablySent)),
        ([232_096], .unknown(.probablyNotSent)),
        (
            [
                600, 1_500, 1_503, 1_642, 1_663, 1_668, 2_200, 5_000, 10_101, 10_105, 10_500, 45_500, 55_001,
            ],
            .unknown(.unknown)
        ),
    ]
}
