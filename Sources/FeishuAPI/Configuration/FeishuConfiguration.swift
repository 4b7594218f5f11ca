/// Who calls, and where: one app on one cloud.
public struct FeishuConfiguration: Sendable {
    /// The platform's address, ``FeishuBaseURL/feishu`` unless told otherwise.
    public let baseURL: FeishuBaseURL
    /// The app's id, `cli_…`.
    public let appID: String
    /// The app's secret, from the same page of the developer console.
    public let appSecret: Secret

    /// Checks and keeps the settings.
    ///
    /// - Throws: ``FeishuConfigurationError`` when the id is not 1 to 128 letters, digits, `_` and `-`, or the secret is
    ///   not 1 to 4,096 visible ASCII characters (a line break at the end of a secret file is the usual culprit).
    public init(
        baseURL: FeishuBaseURL = .feishu, appID: String, appSecret: Secret
    ) throws(FeishuConfigurationError) {
        guard (1...128).contains(appID.utf8.count), appID.utf8.allSatisfy(PathSegment.isNameByte) else {
            throw FeishuConfigurationError(
                .appID, appID.isEmpty ? "is empty" : "holds characters an app id never has",
                fix: "Copy the App ID (cli_…) from \"Credentials & Basic Info\" in the developer console.")
        }
        let secret = appSecret.reveal()
        guard !secret.isEmpty else {
            throw FeishuConfigurationError(
                .appSecret, "is empty",
                fix: "Copy the App Secret from \"Credentials & Basic Info\" in the developer console.")
        }
        guard secret.utf8.count <= 4_096, secret.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw FeishuConfigurationError(
                .appSecret, "holds white space, control characters or other bytes a secret never has",
                fix: "Store the App Secret alone, without quotes and without a line break.")
        }
        self.baseURL = baseURL
        self.appID = appID
        self.appSecret = appSecret
    }
}
