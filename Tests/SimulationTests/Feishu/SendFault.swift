/// What may befall one `batch_send`; the raw values are counted and printed.
enum SendFault: String, CaseIterable, Comparable {
    // Before the first byte.
    case connectionRefused = "connection refused"
    case connectTimeout = "timeout while connecting"
    case untrustedPeer = "peer not trusted"
    // No answer, or not all of it.
    case closed = "closed without an answer"
    case timeout = "timeout after the first byte"
    case reset = "connection reset"
    case resendBlocked = "libcurl sends again and is stopped"
    case hookTwice = "the hook is called again"
    case garbage = "garbage instead of HTTP"
    case truncated = "answer cut short"
    case cutAfterAnswer = "cut after a complete answer"
    // An answer that proves nothing.
    case gatewayTimeout = "504 from a gateway"
    case badGateway = "502 from a gateway"
    case serverError = "500"
    case requestTimeout = "408"
    case redirect = "302"
    case page = "200 with a web page"
    case internalCode = "code of an internal error"
    case unknownCode = "unknown code"
    case twoCodes = "code given twice"
    // Refusals.
    case tooMany = "429"
    case tooManyWithReset = "429 with reset header"
    case tooManyByCode = "code 99991400"
    case tokenExpired = "token expired"
    case permissionLost = "permission lost"
    case contentRefused = "content refused"
    case forbidden = "403 from a gateway"
    case dailyQuota = "quota of the day"
    case monthlyQuota = "quota of the month"
    // Taken, with an odd answer.
    case someInvalid = "some ids invalid"
    case strangersInvalid = "ids invalid that were never sent"
    case withoutID = "accepted without id"
    case malformedID = "accepted with a malformed id"
    case repeatedID = "accepted with an earlier id"
    // The sender dies.
    case killBeforeHook = "kill before the hook"
    case killBeforeCommit = "kill in the hook before the commit"
    case killAfterCommit = "kill in the hook after the commit"
    case killOnTheWire = "kill on the wire"
    case killAfterProcessing = "kill after processing"
    case killWithAnswer = "kill with the answer in hand"

    static func < (left: SendFault, right: SendFault) -> Bool { left.rawValue < right.rawValue }

    /// Whether the service may or may not have acted, which the answer does not tell.
    var isAmbiguous: Bool {
        switch self {
        case .closed, .timeout, .reset, .resendBlocked, .garbage, .gatewayTimeout, .badGateway, .serverError,
            .requestTimeout, .redirect, .page, .internalCode, .unknownCode, .killOnTheWire:
            true
        default: false
        }
    }

    /// Whether the service turned the request away.
    var isRefusal: Bool {
        switch self {
        case .tooMany, .tooManyWithReset, .tooManyByCode, .tokenExpired, .permissionLost, .contentRefused, .forbidden,
            .dailyQuota, .monthlyQuota:
            true
        default: false
        }
    }

    /// What a seed picks its faults from: each family alike, whatever its size.
    static let families: [[SendFault]] = [
        [.connectionRefused, .connectTimeout, .untrustedPeer],
        [.closed, .timeout, .reset, .resendBlocked, .hookTwice, .garbage, .truncated, .cutAfterAnswer],
        [
            .gatewayTimeout, .badGateway, .serverError, .requestTimeout, .redirect, .page, .internalCode, .unknownCode,
            .twoCodes,
        ],
        [.tooMany, .tooManyWithReset, .tooManyByCode],
        [.tokenExpired, .permissionLost, .contentRefused, .forbidden, .dailyQuota, .monthlyQuota],
        [.someInvalid, .strangersInvalid, .withoutID, .malformedID, .repeatedID],
        [.killBeforeHook, .killBeforeCommit, .killAfterCommit, .killOnTheWire, .killAfterProcessing, .killWithAnswer],
    ]
}
