/// What stands between a manifest and its plan, told all at once.
enum PlanObstacles {
    static func of(_ manifest: Manifest) -> [PlanRefusal.Reason] {
        ofDelivery(manifest) + (manifest.audience.resolve == .departments ? ofDepartments(manifest) : [])
            + audience(manifest.audience).map(reason)
    }

    /// What stands in the way whoever the audience is.
    static func ofDelivery(_ manifest: Manifest) -> [PlanRefusal.Reason] { delivery(manifest).map(reason) }

    /// What stands in the way before it is known who the audience is.
    static func beforeResolution(_ manifest: Manifest) -> [PlanRefusal.Reason] {
        guard manifest.audience.resolve == .departments else { return ofDelivery(manifest) }
        return ofDelivery(manifest) + ofDepartments(manifest) + departmentsAlone(manifest.audience).map(reason)
    }

    /// What stands in the way of addressing departments themselves.
    static func ofDepartments(_ manifest: Manifest) -> [PlanRefusal.Reason] {
        (manifest.delivery.waves == nil ? [] : [wavesOfDepartments])
            + (manifest.channel == .direct ? [directToDepartments] : [])
    }

    private static let wavesOfDepartments = PlanRefusal.Reason(
        category: .data, pointer: "/delivery/waves",
        message: "departments go out in one call, which cannot be split into waves",
        hint: "leave \"waves\" out, or name people")

    private static let directToDepartments = PlanRefusal.Reason(
        category: .data, pointer: "/audience/departments",
        message: "a direct message goes to a person or a group, not to a department",
        hint: "use \"resolve\": \"people\", or \"channel\": \"batch\"")

    private static func reason(_ obstacle: Obstacle) -> PlanRefusal.Reason {
        PlanRefusal.Reason(
            category: obstacle.category, pointer: obstacle.pointer, message: obstacle.message, hint: obstacle.hint)
    }

    private typealias Obstacle = (category: PlanRefusal.Category, pointer: String, message: String, hint: String?)

    private static func delivery(_ manifest: Manifest) -> [Obstacle] {
        var obstacles: [Obstacle] = []
        if manifest.channel == .batch, !manifest.audience.chats.isEmpty {
            obstacles.append(
                (
                    .data, "/audience/chats", "a batch goes to people and departments, not to groups",
                    "use \"channel\": \"direct\""
                )
            )
        }
        if manifest.channel == .batch, manifest.message.isDirectOnly {
            let rule = LintRule.directOnly
            obstacles.append((.data, "/message/\(manifest.message.key)", rule.consequence, rule.fix))
        }
        if manifest.delivery.pinsInChats, manifest.audience.chats.isEmpty {
            obstacles.append((.data, "/delivery/pin", "only messages to groups are pinned", "leave \"pin\" out"))
        }
        if !manifest.followUp.isEmpty {
            obstacles.append(
                (
                    .unavailable, "/follow_up", "follow-ups are not available in this version",
                    "leave \"follow_up\" out; larkcast would not remind anybody"
                )
            )
        }
        if !(1...DeliveryOptions.largestBatch).contains(manifest.delivery.batchSize) {
            let limits = "1 to \(DeliveryOptions.largestBatch)"
            obstacles.append(
                (.data, "/delivery/batch_size", "\(manifest.delivery.batchSize) is outside \(limits)", nil))
        }
        return obstacles
    }

    private static func audience(_ audience: Audience) -> [Obstacle] {
        if audience.isEmpty {
            return [(.data, "/audience", "the audience is empty", "name departments, users, files or chats")]
        }
        // Whether they stand alone is looked at where names are put together.
        guard audience.chats.isEmpty else { return [] }
        return audience.resolve == .departments ? departmentsAlone(audience) : people(audience)
    }

    private static func departmentsAlone(_ audience: Audience) -> [Obstacle] {
        var obstacles: [Obstacle] = []
        let advice = "take it out, or use \"resolve\": \"people\""
        if audience.departments.isEmpty {
            obstacles.append((.data, "/audience/departments", "\"resolve\": \"departments\" needs departments", nil))
        }
        if !audience.users.isEmpty {
            obstacles.append((.data, "/audience/users", "\"resolve\": \"departments\" takes no users", advice))
        }
        if !audience.files.isEmpty {
            obstacles.append((.data, "/audience/files", "\"resolve\": \"departments\" takes no files", advice))
        }
        if !audience.exclude.isEmpty {
            obstacles.append(
                (.data, "/audience/exclude", "\"resolve\": \"departments\" cannot leave anybody out", advice))
        }
        return obstacles
    }

    private static func people(_ audience: Audience) -> [Obstacle] {
        var obstacles: [Obstacle] = []
        let needsContacts = "needs Feishu's contacts, which this version does not ask"
        if !audience.departments.isEmpty {
            obstacles.append(
                (
                    .unavailable, "/audience/departments", "expanding departments into people \(needsContacts)",
                    "use \"resolve\": \"departments\" to send to the departments themselves"
                )
            )
        }
        if !audience.files.isEmpty {
            obstacles.append(
                (
                    .unavailable, "/audience/files", "CSV files are not available in this version",
                    "put the ids into users.open_ids, users.user_ids or users.union_ids"
                )
            )
        }
        obstacles += contacts(audience.users, at: "/audience/users", needsContacts)
        obstacles += contacts(audience.exclude.users, at: "/audience/exclude/users", needsContacts)
        if !audience.exclude.departments.isEmpty {
            let message = "leaving out departments \(needsContacts)"
            obstacles.append((.unavailable, "/audience/exclude/departments", message, "leave out people by their ids"))
        }
        if !audience.exclude.files.isEmpty {
            let message = "CSV files are not available in this version"
            obstacles.append((.unavailable, "/audience/exclude/files", message, "leave out people by their ids"))
        }
        return obstacles + kinds(audience, needsContacts)
    }

    private static func contacts(_ users: AudienceUsers, at pointer: String, _ needsContacts: String) -> [Obstacle] {
        var obstacles: [Obstacle] = []
        for (list, name, entries) in [
            ("emails", "e-mail addresses", users.emails), ("mobiles", "mobile numbers", users.mobiles),
        ]
        where !entries.isEmpty {
            obstacles.append(
                (
                    .unavailable, "\(pointer)/\(list)", "turning \(name) into ids \(needsContacts)",
                    "name people by their ids"
                )
            )
        }
        return obstacles
    }

    /// Whether two ids of different kinds are one person, only Feishu can tell.
    private static func kinds(_ audience: Audience, _ needsContacts: String) -> [Obstacle] {
        let kinds = audience.users.kinds
        var obstacles: [Obstacle] = []
        if kinds.count > 1 {
            let names = kinds.map(\.listName).joined(separator: " and ")
            obstacles.append(
                (
                    .unavailable, "/audience/users", "telling whether \(names) name one person twice \(needsContacts)",
                    "give ids of one kind, or make a job for each kind"
                )
            )
        }
        for other in audience.exclude.users.kinds where !kinds.contains(other) || kinds.count > 1 {
            let message =
                "comparing excluded \(other.listName) with \(kinds.map(\.listName).joined(separator: " and ")) "
            obstacles.append(
                (
                    .unavailable, "/audience/exclude/users/\(other.listName)", message + needsContacts,
                    "exclude by ids of the audience's own kind"
                )
            )
        }
        return obstacles
    }
}
