import JobModel
import Yams

extension ConfigurationFile {
    /// What stands under `notify`, as it is written.
    struct Notify: Equatable {
        var webhook: String?
        var webhookFile: String?
        var secretFile: String?
        var kinds: Set<NotificationKind>?
    }

    /// Reads `notify`.
    ///
    /// An address is a secret, so none is quoted in a complaint.
    mutating func readNotify(_ node: Node) {
        var notify = Notify()
        let keys = ["webhook", "webhook_file", "secret_file", "on"]
        for (key, node) in members(of: node, allowed: keys, where: "in notify") {
            switch key {
            case "webhook": notify.webhook = text(node, key)
            case "webhook_file": notify.webhookFile = text(node, key)
            case "secret_file": notify.secretFile = text(node, key)
            default: notify.kinds = kinds(node)
            }
        }
        if notify.webhook != nil, notify.webhookFile != nil {
            complain(node, "notify has webhook and webhook_file; keep one, so that it is clear which counts")
        }
        self.notify = notify
    }

    private mutating func kinds(_ node: Node) -> Set<NotificationKind>? {
        let known = NotificationKind.allCases.map(\.rawValue).joined(separator: ", ")
        guard let sequence = node.sequence else {
            complain(node, "on must be a list of \(known)")
            return nil
        }
        var kinds: Set<NotificationKind> = []
        for node in sequence {
            guard let name = node.scalar?.string, let kind = NotificationKind(rawValue: name) else {
                complain(node, "on holds something that is none of \(known)")
                continue
            }
            kinds.insert(kind)
        }
        return kinds
    }
}
