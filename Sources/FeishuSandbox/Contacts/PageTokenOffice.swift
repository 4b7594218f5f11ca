import Foundation

/// Hands out page tokens and knows them again.
///
/// They are opaque, contain `+`, `/` and `=`, and are good for the listing they came from alone. One may be used several
/// times until it expires: a page may have to be asked for again.
struct PageTokenOffice {
    private struct Held {
        var listing: Listing
        var after: Int
        var issuedAt: Double
    }

    /// What is being paged: an API with the parameters that choose its list.
    struct Listing: Equatable {
        var api: SandboxAPI
        var appID: String
        var subject: String
    }

    let lifetime: Double
    private var held: [String: Held] = [:]

    init(lifetime: Double) {
        self.lifetime = lifetime
    }

    /// A token for what comes after `after` in a listing; `bytes` are 16 that do not repeat.
    mutating func issue(_ listing: Listing, after: Int, bytes: [UInt8], now: Double) -> String {
        // Only every thousandth time: a walk through a large company issues thousands.
        if held.count % 1024 == 1023 { held = held.filter { now - $0.value.issuedAt < lifetime } }
        let token = Data([0xFB, 0xF0, 0x51] + bytes).base64EncodedString()
        held[token] = Held(listing: listing, after: after, issuedAt: now)
        return token
    }

    /// Where a listing goes on, or nil when the token was never issued for it or has expired.
    func position(of token: String, in listing: Listing, now: Double) -> Int? {
        guard let entry = held[token], entry.listing == listing, now - entry.issuedAt < lifetime else { return nil }
        return entry.after
    }

    mutating func expireAll() {
        held.removeAll()
    }
}
