/// An address that notifications are posted to.
///
/// Whoever knows it may post there, so it is a secret: no way of turning it into text shows more than the host.
public struct WebhookAddress: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Longest address that is taken, in bytes.
    public static let longest = 2_000
    private static let customBotPath = "/open-apis/bot/v2/hook/"

    private let url: Secret
    /// The scheme and the host, which tell nobody anything.
    public let origin: String
    /// Whether it is that of a custom bot in a Feishu or Lark group, which wants a body of its own.
    public let isCustomBot: Bool

    /// Reads an address.
    ///
    /// - Throws: ``FeishuConfigurationError``, which never quotes it, for anything but `https` with a path, or `http` to a
    ///   loopback host.
    public init(_ text: String) throws(FeishuConfigurationError) {
        guard (1...Self.longest).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Self.problem("is empty, far too long, or holds white space or other bytes an address never has")
        }
        guard let separator = text.firstRange(of: "://") else {
            throw Self.problem("is not an absolute address")
        }
        let rest = text[separator.upperBound...]
        let end = rest.firstIndex { "/?#\\".contains($0) } ?? rest.endIndex
        let path = rest[end...]
        guard !path.contains("#"), !path.contains("\\"), path.isEmpty || path.hasPrefix("/") else {
            throw Self.problem("has a fragment, a backslash, or a query without a path")
        }
        let base: FeishuBaseURL
        do throws(FeishuConfigurationError) {
            base = try FeishuBaseURL(String(text[..<end]))
        } catch {
            throw FeishuConfigurationError(
                .webhook, error.problem.replacing("the app secret", with: "what is posted"),
                fix: "Write https://host/path; http is for this machine only.")
        }
        origin = base.text
        url = Secret(base.text + (path.isEmpty ? "/" : String(path)))
        isCustomBot = path.hasPrefix(Self.customBotPath) && path.utf8.count > Self.customBotPath.utf8.count
    }

    /// The host, and that there is more.
    public var description: String { origin + "/…" }

    /// The host, and that there is more.
    public var debugDescription: String { description }

    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

    /// The address itself, for the request.
    func reveal() -> String { url.reveal() }

    private static func problem(_ problem: String) -> FeishuConfigurationError {
        FeishuConfigurationError(.webhook, problem, fix: "Write https://host/path; http is for this machine only.")
    }
}
