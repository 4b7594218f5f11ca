public import Reporting

public import struct Foundation.TimeZone

/// How a dashboard is set up.
public struct DashboardConfiguration: Sendable {
    /// Where it listens.
    public var listen: ListenAddress
    /// The address people type, when it is another one.
    public var publicURL: PublicURL?
    /// Further names it may be spoken to under, such as the one a monitor uses.
    public var hosts: [String]
    /// Who may log in; without any it is for looking only.
    public var users: [DashboardUser]
    /// People above which an approval wants the head-count typed.
    public var confirmAbove: Int
    /// The zone times are shown in.
    public var zone: TimeZone
    /// The language of whoever's browser asks for none that is spoken.
    public var language = Language.english
    /// What connections may take.
    public var limits = DashboardLimits()

    /// Creates a configuration.
    ///
    /// - Throws: ``DashboardSetupError/exposed(_:)`` for an address others can reach while nobody needs to log in.
    public init(
        listen: ListenAddress, publicURL: PublicURL? = nil, hosts: [String] = [], users: [DashboardUser] = [],
        confirmAbove: Int = 500, zone: TimeZone
    ) throws(DashboardSetupError) {
        guard listen.isLoopback || !users.isEmpty else { throw .exposed(listen) }
        self.listen = listen
        self.publicURL = publicURL
        self.hosts = hosts
        self.users = users
        self.confirmAbove = confirmAbove
        self.zone = zone
    }

    /// Whether somebody has to log in.
    var needsLogin: Bool { !users.isEmpty }

    /// Whether cookies may be kept to TLS.
    var isSecure: Bool { publicURL?.isSecure ?? false }

    /// The names it may be spoken to under, once its port is known.
    func names(port: Int) -> [String] {
        var authorities = [listen.authority(port: port)]
        if listen.isLoopback { authorities += ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"] }
        // Browsers leave port 80 out.
        if port == 80 { authorities += authorities.map { String($0.dropLast(":80".count)) } }
        return authorities + [publicURL?.authority].compactMap(\.self) + hosts
    }
}

/// Why a dashboard cannot be set up.
public enum DashboardSetupError: Error, Sendable, Equatable {
    /// Others could reach it, and nobody would have to log in.
    case exposed(ListenAddress)
    /// A dashboard that needs a login would need none any more, or the other way round.
    case otherKind
    /// The address cannot be listened on, with the system's word for it.
    case cannotListen(ListenAddress, errno: Int32)
}
