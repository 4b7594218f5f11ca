import StrictJSON

/// Turns a JSON tree into a ``Manifest`` and writes down everything that is in the way.
///
/// Each method returns what it could read, or `nil` after having logged why not; nothing stops at the first problem.
struct ManifestDecoder {
    var log = ProblemLog()
    var warnings = ProblemLog()
    let knownTimeZones: Set<String>?
    /// The channel the message goes through, which decides what a message may hold.
    var channel = DeliveryChannel.batch
    /// Whether the message goes to groups, where a mention of everybody is more than a copy for everybody.
    var mayMentionAll = false
    var idsLeft = ManifestReader.mostIDs

    init(knownTimeZones: Set<String>?) {
        self.knownTimeZones = knownTimeZones
    }

    mutating func manifest(from root: ManifestPlace) -> Manifest? {
        let allowed = [
            "$schema", "job", "title", "profile", "owner", "audience", "message", "schedule", "delivery", "tracking",
            "follow_up",
            "approval",
        ]
        guard let fields = object(root, allowed: allowed, slips: Self.rootSlips) else { return nil }
        if let schema = fields["$schema"] { _ = string(schema) }
        let job = required("job", of: fields).flatMap { slug($0) }
        let audience = required("audience", of: fields).flatMap { self.audience($0) }
        // Wherever "delivery" stands, the message is read by the rules of its channel.
        if fields["delivery"]?.member("channel")?.string == DeliveryChannel.direct.rawValue { channel = .direct }
        let isForGroups = fields["audience"]?.member("chats")?.elements?.isEmpty == false
        mayMentionAll = channel == .direct && isForGroups
        let message = required("message", of: fields).flatMap { self.message($0) }
        let title = fields["title"].flatMap { self.title($0) }
        let profile = fields["profile"].flatMap { profileName($0) }
        let owner = fields["owner"].flatMap { self.owner($0) }
        let schedule = fields["schedule"].flatMap { self.schedule($0) }
        let delivery = fields["delivery"].flatMap { self.delivery($0) }
        let tracking = fields["tracking"].flatMap { self.tracking($0) }
        let approval = fields["approval"].flatMap { self.approval($0) }
        let followUp = fields["follow_up"].flatMap { self.followUp($0) }
        if let audience, let place = fields["audience"] {
            let pins = delivery?.options.pinsInChats == true ? fields["delivery"]?.member("pin") : nil
            check(channel, for: audience, at: place, pins: pins)
        }
        if let message = fields["message"] {
            let seconds = (tracking ?? Tracking()).seconds
            log(
                MessageLint.findings(
                    in: message, channel: channel, trackingSeconds: seconds, isForGroups: mayMentionAll))
        }
        guard let job, let audience, let message else { return nil }
        var manifest = Manifest(job: job, audience: audience, message: message)
        manifest.title = title
        manifest.profile = profile
        manifest.owner = owner
        manifest.schedule = schedule
        if let delivery {
            manifest.channel = delivery.channel
            manifest.delivery = delivery.options
        }
        if let tracking { manifest.tracking = tracking }
        if let approval { manifest.approval = approval }
        if let followUp { manifest.followUp = followUp }
        return manifest
    }

    /// Findings about a message, errors among the problems.
    mutating func log(_ findings: [LintFinding]) {
        for finding in findings {
            switch finding.severity {
            case .error: log.add(finding)
            case .warning: warnings.add(finding)
            }
        }
    }

    /// What people write at the top of a manifest when they know other tools.
    private static let rootSlips = [
        "name": "job", "id": "job", "job_id": "job", "slug": "job", "recipients": "audience", "to": "audience",
        "departments": "audience.departments", "department_ids": "audience.departments", "users": "audience.users",
        "open_ids": "audience.users.open_ids", "user_ids": "audience.users.user_ids",
        "union_ids": "audience.users.union_ids", "text": "message.text", "content": "message", "card": "message.card",
        "msg_type": "message", "post": "message.post", "cron": "schedule.cron", "at": "schedule.at",
        "timezone": "schedule.timezone", "batch_size": "delivery.batch_size",
        "owner_id": "owner", "owners": "owner", "contact": "owner", "notify": "owner",
        "webhook": "notify.webhook in the configuration, since the address is a secret",
        "base_url": "LARKCAST_BASE_URL in the environment, since a manifest may not choose the server",
    ]

    private mutating func slug(_ place: ManifestPlace) -> String? {
        guard let text = string(place) else { return nil }
        let isFirst = { (byte: UInt8) in (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) }
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first, isFirst(first),
            text.utf8.allSatisfy({ isFirst($0) || $0 == UInt8(ascii: "-") })
        else {
            log.add(
                "\(Quoting.quoted(text)) is no job name", at: place,
                suggestion: "use 1 to 64 lower-case letters, digits and hyphens, starting with a letter or digit"
            )
            return nil
        }
        return text
    }

    private mutating func profileName(_ place: ManifestPlace) -> String? {
        guard let text = string(place) else { return nil }
        let isWord = { (byte: UInt8) in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first, isWord(first),
            text.utf8.allSatisfy({ isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
        else {
            log.add(
                "\(Quoting.quoted(text)) is no profile name", at: place,
                suggestion: "use 1 to 64 letters, digits, hyphens and underscores"
            )
            return nil
        }
        return text
    }

    private mutating func owner(_ place: ManifestPlace) -> String? {
        guard let text = string(place) else { return nil }
        if let problem = RecipientShape.problem(with: text, as: .openID) {
            report([problem], at: place)
            return nil
        }
        return text
    }

    private mutating func title(_ place: ManifestPlace) -> String? {
        guard let text = readable(place) else { return nil }
        if text.unicodeScalars.contains("\n") {
            log.add("a title is one line", at: place)
        }
        if text.unicodeScalars.count > 200 {
            log.add("\(text.unicodeScalars.count) characters; a title has at most 200", at: place)
        }
        return text
    }
}
