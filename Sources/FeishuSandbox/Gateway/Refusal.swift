/// A documented "no": a Feishu code and what goes with it.
struct Refusal: Error, Equatable {
    var code: Int
    var message: String
    /// Nil means the status the API's own errors have, see ``SandboxAPI/errorStatus``.
    var status: Int?
    var headers: [ReplyHeader] = []
    /// Scopes named in `error.permission_violations`.
    var missingScopes: [String] = []
    /// Fields named in `error.field_violations`.
    var field: String?

    init(_ code: Int, _ message: String, status: Int? = nil) {
        self.code = code
        self.message = message
        self.status = status
    }

    /// 10003, the code of every malformed parameter of batch_send and the token call.
    static func invalidParameter(_ message: String, field: String? = nil) -> Refusal {
        var refusal = Refusal(10003, message)
        refusal.field = field
        return refusal
    }

    /// 99992402, the gateway's answer to a parameter that breaks the rules of its page.
    static func fieldValidation(_ field: String, _ description: String) -> Refusal {
        var refusal = Refusal(99_992_402, "field validation failed: \(field): \(description)", status: 400)
        refusal.field = field
        return refusal
    }

    /// 99991672: the gateway's answer when the app lacks a scope, naming those of which one is needed.
    static func missingScope(anyOf scopes: [String]) -> Refusal {
        var refusal = Refusal(
            99_991_672, "Access denied. One of the following scopes is required: [\(scopes.joined(separator: ", "))]",
            status: 400)
        refusal.missingScopes = scopes
        return refusal
    }

    /// 99991400 with both headers of the frequency limit.
    static func rateLimited(_ excess: SlidingWindowLimiter.Excess) -> Refusal {
        var refusal = Refusal(99_991_400, "request trigger frequency limit", status: 429)
        refusal.headers = [
            ReplyHeader("x-ogw-ratelimit-limit", String(excess.limit)),
            ReplyHeader("x-ogw-ratelimit-reset", String(excess.resetSeconds)),
        ]
        return refusal
    }
}
