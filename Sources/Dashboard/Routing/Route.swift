import HTTPTypes
import JobModel

/// The places there are.
enum Route: Sendable, Equatable {
    case runs
    case run(RunID)
    case runLive(RunID)
    case listLive
    case action(RunID, RunAction)
    case calendar
    case job(String)
    case audit
    case health
    case login
    case logout
    case asset(String)
    case metrics
    case healthz
    case readyz

    /// The place of a path, which must be written plainly: no escapes, no `..`, no second slash.
    init?(path: String) {
        guard path.hasPrefix("/"), path.utf8.allSatisfy(Self.isPlain) else { return nil }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard !parts.contains("."), !parts.contains("..") else { return nil }
        let run = parts.count >= 2 && parts[0] == "runs" ? Self.run(parts[1]) : nil
        switch (parts.count, parts[0]) {
        case (1, ""): self = .runs
        case (1, "live"): self = .listLive
        case (1, "calendar"): self = .calendar
        case (1, "audit"): self = .audit
        case (1, "health"): self = .health
        case (1, "login"): self = .login
        case (1, "logout"): self = .logout
        case (1, "metrics"): self = .metrics
        case (1, "healthz"): self = .healthz
        case (1, "readyz"): self = .readyz
        case (2, "jobs") where Self.isSlug(parts[1]): self = .job(parts[1])
        case (2, "assets") where !parts[1].isEmpty: self = .asset(parts[1])
        case (2, "runs"):
            guard let run else { return nil }
            self = .run(run)
        case (3, "runs"):
            guard let run else { return nil }
            if parts[2] == "live" {
                self = .runLive(run)
            } else if let action = RunAction(rawValue: parts[2]) {
                self = .action(run, action)
            } else {
                return nil
            }
        default: return nil
        }
    }

    /// The methods it takes.
    var methods: [HTTPRequest.Method] {
        switch self {
        case .login, .action: [.get, .head, .post]
        case .logout: [.post]
        default: [.get, .head]
        }
    }

    /// Whether nobody has to log in for it.
    var isOpen: Bool {
        switch self {
        case .login, .asset, .healthz: true
        default: false
        }
    }

    /// Whether programs ask for it, who bring a token instead of a cookie.
    var isForPrograms: Bool { self == .metrics || self == .readyz }

    private static func run(_ text: String) -> RunID? {
        let isID = text.utf8.count == 12 && text.utf8.allSatisfy { isDigit($0) || isLower($0) }
        return isID ? RunID(rawValue: text) : nil
    }

    /// The contract's `[a-z0-9][a-z0-9-]{0,63}`.
    static func isSlug(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 64, isDigit(first) || isLower(first) else { return false }
        return text.utf8.allSatisfy { isDigit($0) || isLower($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLower(byte | 0x20)
            || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/")].contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
}
