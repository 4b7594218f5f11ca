/// What is known about one of Feishu's codes: its meaning, its kind where a call may be repeated, and the next step.
///
/// The same number can mean different things on different pages; these rows hold for the calls of ``FeishuEndpoint``.
/// What a code means for `batch_send` is decided by ``BatchSendCode`` alone; only the words are shared.
/// Source: Feishu, "Generic error codes", and the pages of the calls.
struct FeishuCode: Sendable {
    /// The meaning in a few words.
    let meaning: String
    /// The kind of failure for calls that may be repeated.
    let kind: FeishuError.Kind
    /// What to do next, in a sentence.
    let hint: String

    /// The row of a code, or `nil` when there is none; the single-message pages have meanings of their own.
    static func row(_ code: Int, at endpoint: FeishuEndpoint) -> FeishuCode? {
        if endpoint.isAboutOneMessage, let row = singleMessageTable[code] { return row }
        if let row = table[code] { return row }
        // 99992351 to 99992389 name ids of many sorts; the pages list them singly, with the same remedy for each.
        return (99_992_350...99_992_389).contains(code) ? unknownID : nil
    }

    /// What a failed call that may be repeated is about.
    static func kind(of code: Int, at endpoint: FeishuEndpoint) -> FeishuError.Kind {
        guard endpoint == .tenantToken else { return row(code, at: endpoint)?.kind ?? .unknownCode }
        // The token call has no table of its own: 10003 was seen for an app id of the wrong shape, and what is not
        // known to be final is tried again.
        if code == 10003 { return .credentials }
        switch row(code, at: endpoint)?.kind {
        case .credentials: return .credentials
        case .throttled: return .throttled(resetSeconds: nil)
        case .quota: return .quota
        default: return .server
        }
    }

    /// What to do about a code, in a sentence.
    static func hint(for code: Int, at endpoint: FeishuEndpoint) -> String {
        if endpoint == .tenantToken, code == 10003 { return wrongApp }
        if let hint = scopeHint(for: code, at: endpoint) ?? row(code, at: endpoint)?.hint { return hint }
        let origin =
            switch code {
            case 99_991_000..<99_992_000: "Codes 99991xxx come from the gateway (authorisation, limits)"
            case 99_992_000..<99_993_000: "Codes 99992xxx speak of the request's parameters"
            default: "No row for this code"
            }
        return "\(origin); look the code up in the developer console's troubleshooter by its log id."
    }

    /// What to grant when the gateway says that a scope is missing and not which.
    private static func scopeHint(for code: Int, at endpoint: FeishuEndpoint) -> String? {
        [99_991_672, 99_991_676, 99_991_679].contains(code) ? PermissionHint.text(scopes: endpoint.scopes) : nil
    }

    private static let wrongApp =
        "Check the app id (cli_…) and secret against \"Credentials & Basic Info\" in the developer console, and that the "
        + "base URL is the right cloud: open.feishu.cn for Feishu, open.larksuite.com for Lark."

    private static let unknownID = FeishuCode(
        meaning: "an id in the request does not exist or belongs to another app or tenant", kind: .notFound,
        hint: "Correct the id named in the message; open_ids are valid for one app only, so resolve them with this app."
    )

    private static let table = table(of: generalRows + messageRows + contactRows)
    private static let singleMessageTable = table(of: singleMessageRows)

    private static func table(of rows: [Row]) -> [Int: FeishuCode] {
        var table: [Int: FeishuCode] = [:]
        for (codes, meaning, kind, hint) in rows {
            for code in codes { table[code] = FeishuCode(meaning: meaning, kind: kind, hint: hint) }
        }
        return table
    }

    /// Codes, meaning, kind, next step.
    typealias Row = ([Int], String, FeishuError.Kind, String)

    /// Rows of the generic table: limits, tokens, credentials, parameters, internal errors.
    static let generalRows: [Row] = [
        (
            [99_991_400], "too many calls", .throttled(resetSeconds: nil),
            "Wait for the seconds the answer names, then go on; another program with the same app shares the limit."
        ),
        (
            [99_991_403], "the tenant's API calls of the month are used up", .quota,
            "Wait for the first of next month, or upgrade the tenant's plan."
        ),
        (
            [99_991_663, 99_991_664, 99_991_665, 99_991_671, 20_013, 4_001], "the token was refused", .token,
            "A new token is fetched by itself; if this comes back, check that id and secret are of the same app."
        ),
        (
            [99_991_661], "the request carried no token", .token,
            "A proxy in between may strip the Authorization header; let it pass."
        ),
        (
            [10_005, 10_013, 10_014, 10_015, 20_002, 99_991_543], "wrong app id or secret, or the app is not available",
            .credentials, wrongApp
        ),
        (
            [99_991_662, 99_991_673], "the app is disabled in the tenant", .credentials,
            "Ask a tenant administrator to enable the app in the admin console, then run again."
        ),
        (
            [99_991_401], "this host's address is not on the app's IP allow-list", .credentials,
            "Add this host's public IPv4 address under \"Security settings\" in the developer console."
        ),
        (
            [99_991_672], "the app lacks an API scope", .permission,
            "Grant the scope named in the message under \"Permissions & Scopes\" in the developer console, publish a new "
                + "app version, then run again."
        ),
        (
            [99_991_676, 99_991_679, 99_991_668, 99_991_677], "the token lacks a permission or is of the wrong kind",
            .permission, "Grant the permission in the developer console, publish a new app version, then run again."
        ),
        (
            [9_499, 4_000, 4_005, 10_001, 10_003, 10_100, 18_035, 19_002, 19_036, 99_992_402],
            "a parameter is missing or invalid", .invalidRequest, "Correct the field named in the message."
        ),
        (
            [99_991_201, 99_991_301], "unknown path or method", .invalidRequest,
            "Check the base URL; if it is right, report this as a defect of larkcast."
        ),
        (
            [
                600, 1_500, 1_503, 1_551, 1_557, 1_642, 1_663, 1_665, 1_668, 2_200, 4_006, 5_000, 10_101, 10_105,
                10_500,
                11_230, 45_500, 55_001,
            ], "internal error of the platform", .server,
            "If it lasts, give the log id to Feishu's support."
        ),
    ]
}
