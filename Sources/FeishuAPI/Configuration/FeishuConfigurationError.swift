/// What is wrong with a ``FeishuConfiguration``, and what to write instead.
///
/// The refused text is never quoted: it may hold a password (`https://user:password@…`) or the secret itself.
public struct FeishuConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The setting a complaint is about.
    public enum Setting: String, Sendable {
        /// The address of the platform.
        case baseURL = "base URL"
        /// The app's id.
        case appID = "app id"
        /// The app's secret.
        case appSecret = "app secret"
        /// The address notifications are posted to.
        case webhook = "webhook"
    }

    /// The setting.
    public var setting: Setting
    /// What is wrong with it, as the end of a sentence that starts with the setting.
    public var problem: String
    /// What to do about it, as a sentence.
    public var fix: String

    /// Creates a complaint.
    public init(_ setting: Setting, _ problem: String, fix: String) {
        self.setting = setting
        self.problem = problem
        self.fix = fix
    }

    /// The complaint and its fix in two sentences.
    public var description: String { "The \(setting.rawValue) \(problem). \(fix)" }
}
