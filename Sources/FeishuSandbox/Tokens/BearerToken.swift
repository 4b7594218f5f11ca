/// Reads an `Authorization` header as the gateway does.
enum BearerToken {
    /// The tenant token of `header`, or the gateway's code for what is wrong with it.
    static func parse(_ header: String?) throws(Refusal) -> String {
        guard let header, !header.isEmpty else {
            throw Refusal(
                99_991_661, "Missing access token for authorization. Please make a request with token", status: 400)
        }
        let malformed = Refusal(
            99_991_671, "Invalid access token for authorization. Please make a request with token attached", status: 400
        )
        guard header.hasPrefix("Bearer ") else { throw malformed }
        let token = String(header.dropFirst("Bearer ".count))
        // A user token is well formed, but no API here takes one.
        if token.hasPrefix("u-") {
            throw Refusal(
                99_991_668, "Invalid access token for authorization. User token is not supported", status: 400)
        }
        guard token.hasPrefix("t-"), token.count > 2 else { throw malformed }
        return token
    }

    /// 99991663, for a token that was never issued, has expired or was revoked.
    static let invalid = Refusal(
        99_991_663, "Invalid access token for authorization. Please make a request with token attached", status: 400)
}
