/// The names under which the dashboard may be spoken to.
///
/// A page of somebody else's can make a browser send requests to a loopback address under a name of its own (DNS rebinding); what gives
/// it away is the `Host` header.
struct HostAllowList: Sendable {
    private let names: Set<String>

    /// Creates a list.
    ///
    /// - Parameter names: Authorities as browsers send them, such as `larkcast.example.com` or `127.0.0.1:8787`; letters of any case.
    init(_ names: some Sequence<String>) {
        self.names = Set(names.map { $0.lowercased() })
    }

    /// Whether a request with this `Host` is meant for us.
    func allows(_ authority: String?) -> Bool {
        authority.map { names.contains($0.lowercased()) } ?? false
    }
}
