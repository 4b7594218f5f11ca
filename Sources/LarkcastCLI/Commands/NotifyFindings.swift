import FeishuAPI
import JobModel

/// What `doctor` says about notifications: whether they could leave as they are configured; nobody is called.
struct NotifyFindings {
    let invocation: Invocation
    let settings: Settings

    var all: [Finding] {
        do {
            guard let webhook = try invocation.makeWebhook(settings) else {
                return [Finding("notifications", "no webhook; owners that manifests name get cards")]
            }
            let kind = webhook.address.isCustomBot ? "a custom bot of Feishu" : "JSON"
            let signed = webhook.address.isCustomBot && webhook.secret != nil ? ", signed" : ""
            let all = settings.notify.kinds.map(\.rawValue).sorted().joined(separator: ", ")
            return [Finding("notifications", "\(webhook.address) (\(kind)\(signed)), not tried; on: \(all)")]
        } catch {
            let failure = CommandFailure(describing: error)
            return [
                Finding("notifications", failure.message, isGood: false, hint: failure.hint, exit: .configuration)
            ]
        }
    }
}
