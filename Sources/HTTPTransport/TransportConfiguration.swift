/// The transport's tunables; each default suits `open.feishu.cn` over the internet.
public struct TransportConfiguration: Sendable {
    /// Longest time for DNS, TCP and TLS, in milliseconds.
    ///
    /// Default 10,000.
    public var connectTimeoutMilliseconds = 10_000
    /// Longest time for the whole request, in milliseconds.
    ///
    /// Default 30,000.
    public var totalTimeoutMilliseconds = 30_000
    /// A transfer slower than this many bytes per second for ``lowSpeedSeconds`` is given up.
    ///
    /// Default 16.
    public var lowSpeedBytesPerSecond = 16
    /// How long a transfer may be slower than ``lowSpeedBytesPerSecond``, in seconds.
    ///
    /// Default 20.
    public var lowSpeedSeconds = 20
    /// A response body longer than this is cut and the transfer ended, in bytes.
    ///
    /// Default 1 MiB.
    public var responseCap = 1024 * 1024
    /// Threads for exclusive calls, which is also how many run at once.
    ///
    /// Default 4.
    public var exclusiveLanes = 4
    /// Threads for shared calls, each with its own keep-alive connection.
    ///
    /// Default 4.
    public var sharedLanes = 4
    /// A PEM file of certificate authorities to trust instead of the system's.
    ///
    /// Default: the system's.
    public var certificateAuthorityFile: String?
    /// The proxy URL, or `nil` for none.
    ///
    /// Proxy variables of the environment are never honoured by themselves.
    public var proxy: String?
    /// Whether plain `http` is permitted, and then to a loopback host only.
    ///
    /// Default `false`.
    public var allowsPlainLoopback = false
    /// The `User-Agent` value.
    public var userAgent = "larkcast"

    /// Creates the defaults.
    public init() {}
}
