/// `POST /open-apis/auth/v3/tenant_access_token/internal`: flat answers, HTTP 200 whatever the code.
struct TokenRoute {
    let core: SandboxCore

    /// The reply, and the app it was given to.
    func answer(_ call: APICall) throws(Refusal) -> (reply: Reply, app: String) {
        // The live service words every malformed request like this.
        let malformed = Refusal(10003, "invalid param")
        guard let document = try? WireJSONReader.read(call.body), let id = document["app_id"]?.string,
            let secret = document["app_secret"]?.string, id.hasPrefix("cli_"), !secret.isEmpty
        else { throw malformed }

        let (token, expire) = try core.withState { state throws(Refusal) -> (String, Int) in
            guard let app = state.apps[id] else { throw Refusal(10014, "app id not exists") }
            // The general table says 10015 for a wrong secret, older reports 10014; which one holds today is unverified.
            guard app.secret == secret else { throw Refusal(10015, "app secret invalid") }
            let fresh = "t-g10" + state.freshHex()
            let issued = state.tokens.token(for: id, now: core.tokenTime(state)) { fresh }
            return (issued.token, issued.expire)
        }
        let body = WireJSONWriter.object { writer in
            writer.field("code", 0)
            writer.field("msg", "ok")
            writer.field("tenant_access_token", token)
            writer.field("expire", expire)
        }
        return (Reply(body: body), id)
    }
}
