import FeishuAPI
import JobModel
import Reporting

/// What `doctor` says about notifications: whether they could leave as they are configured; nobody is called.
struct NotifyFindings {
    let invocation: Invocation
    let settings: Settings
    var language = Language.english

    var all: [Finding] {
        do {
            guard let webhook = try invocation.makeWebhook(settings) else {
                return [Finding(.notifications, language.say(AccessFindingPhrase.noWebhook), in: language)]
            }
            let isBot = webhook.address.isCustomBot
            let kind = language.say(isBot ? AccessFindingPhrase.customBot : .json)
            let values = [
                "address": "\(webhook.address)",
                "kind": isBot && webhook.secret != nil
                    ? language.say(AccessFindingPhrase.signed, ["kind": kind]) : kind,
                "list": settings.notify.kinds.map(\.rawValue).sorted().joined(separator: ", "),
            ]
            return [Finding(.notifications, language.say(AccessFindingPhrase.webhook, values), in: language)]
        } catch {
            let failure = CommandFailure(describing: error)
            return [
                Finding(
                    .notifications, failure.message, in: language, isGood: false, hint: failure.hint,
                    exit: .configuration)
            ]
        }
    }
}
