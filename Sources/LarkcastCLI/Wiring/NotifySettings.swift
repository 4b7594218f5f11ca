import FeishuAPI
import JobModel

/// Who is told of what, besides the owners that manifests name.
struct NotifySettings: Sendable, Equatable {
    /// Where the address is that notifications are posted to; `nil` is nowhere.
    var webhook: WebhookSource?
    /// The file with the secret of a custom bot's signature.
    var secretFile: String?
    /// What is told; everything unless the configuration says otherwise.
    var kinds = Set(NotificationKind.allCases)
}

/// Where the webhook's address is; one outside the configuration is read at the last moment.
enum WebhookSource: Sendable, Equatable {
    /// The configuration itself.
    case configuration(WebhookAddress)
    /// The variable `LARKCAST_WEBHOOK`.
    case environment
    /// A file of mode 0600 or stricter.
    case file(String)
}
