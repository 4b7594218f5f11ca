/// One page of a listing whose items are numbers in ascending order.
///
/// A page token stands for the last number served, not for a count: what leaves the list between two pages does not
/// push anybody out of the second one.
struct Paging {
    let core: SandboxCore
    let listing: PageTokenOffice.Listing
    let size: Int
    let after: Int

    /// The refusals of an API's page: 40011 and 40012 for contacts, 230001 for im/v1.
    struct Codes {
        var size: Refusal
        var token: Refusal

        static let contact = Codes(
            size: Refusal(40011, "page size is invalid"), token: Refusal(40012, "page token is invalid error"))
    }

    init(
        _ core: SandboxCore,
        _ call: APICall,
        app: SandboxApp,
        subject: String,
        usual: Int,
        limit: Int,
        codes: Codes = .contact
    ) throws(Refusal) {
        self.core = core
        listing = .init(api: call.api, appID: app.id, subject: subject)
        if let text = call.query["page_size"] {
            guard let number = Int(text), (1...limit).contains(number) else { throw codes.size }
            size = number
        } else {
            size = usual
        }
        guard let token = call.query["page_token"] else {
            after = -1
            return
        }
        let listing = listing
        let held = core.withState { state in
            state.pageTokens.position(of: token, in: listing, now: core.tokenTime(state))
        }
        guard let held else { throw codes.token }
        after = held
    }

    /// The page's part of `list`, and the token for the next, when there is more.
    func cut(_ list: [Int]) -> (items: ArraySlice<Int>, token: String?) {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if list[middle] <= after { low = middle + 1 } else { high = middle }
        }
        let items = list[low..<min(list.count, low + size)]
        guard items.endIndex < list.count, let last = items.last else { return (items, nil) }
        let token = core.withState { state in
            let bytes = state.freshBytes(16)
            return state.pageTokens.issue(listing, after: last, bytes: bytes, now: core.tokenTime(state))
        }
        return (items, token)
    }

    /// `has_more`, and `page_token` only when there is one.
    static func write(_ token: String?, to data: inout WireJSONWriter) {
        data.field("has_more", token != nil)
        if let token { data.field("page_token", token) }
    }
}
