import StrictJSON

/// Looks at a message for what Feishu would refuse or lose without a word, by the rules of the channel it goes through.
///
/// It goes through JSON that has been read but need not have the right shape: what ``ManifestDecoder`` complains about already is
/// none of its business, and it says nothing where it does not know.
struct MessageLint {
    let channel: DeliveryChannel
    /// Whether it goes to groups, where a mention of everybody notifies.
    var isForGroups = false
    /// How grave a placeholder that nobody fills is: cards and templates may have their own.
    var placeholdersAre = LintFinding.Severity.error
    /// Whether readers may forward a card, which is so unless it says otherwise.
    var mayBeForwarded = true
    let markup = TextMarkup()
    let patterns = MarkupPatterns()
    private(set) var findings: [LintFinding] = []

    init(channel: DeliveryChannel) {
        self.channel = channel
    }

    /// Looks at the manifest's `message`; reads are followed for so many seconds.
    static func findings(
        in message: ManifestPlace, channel: DeliveryChannel, trackingSeconds: Int, isForGroups: Bool = false
    ) -> [LintFinding] {
        var lint = MessageLint(channel: channel)
        lint.isForGroups = isForGroups
        for member in message.members ?? [] {
            let place = message.member(member)
            switch member.key {
            case "text": lint.text(place)
            case "post": lint.post(place)
            case "image": lint.imageKey(ManifestFields(place: place, members: place.members ?? [])["image_key"])
            case "file", "audio", "video", "sticker": lint.keyed(member.key, place)
            case "share_chat": lint.shareChat(place, trackingSeconds: trackingSeconds)
            case "card": lint.card(place)
            case "template": lint.template(place)
            default: break
            }
        }
        return lint.findings
    }

    /// Looks at a card that stands in a file of its own.
    static func findings(
        inCard card: ManifestPlace, channel: DeliveryChannel, isForGroups: Bool = false
    ) -> [LintFinding] {
        var lint = MessageLint(channel: channel)
        lint.isForGroups = isForGroups
        lint.card(card)
        return lint.findings
    }

    mutating func add(
        _ rule: LintRule, _ severity: LintFinding.Severity, _ message: String, at place: ManifestPlace,
        scalar: Int? = nil, fix: String? = nil
    ) {
        findings.append(
            LintFinding(
                rule: rule, severity: severity, offset: place.node.offset, scalar: scalar, pointer: place.pointer,
                message: message, fix: fix ?? rule.fix))
    }

    /// Feishu's own examples: keys that many people have pasted, and that belong to an app of Feishu's.
    private static let exampleImageKeys: Set<String> = [
        "img_v2_8e5a80ec-4d94-4bb2-84d5-e25d6c28dacj", "img_7ea74629-9191-4176-998c-2e603c9c5e8g",
        "img_v2_041b28e3-5680-48c2-9af2-497ace79333g", "img_ecffc3b9-8f14-400f-a014-05eca1a4310g",
    ]

    mutating func imageKey(_ place: ManifestPlace?) {
        guard let place, let key = place.string else { return }
        _ = imageKey(key, at: place)
    }

    /// Whether a key is one of Feishu's examples, which is a finding.
    mutating func imageKey(_ key: String, at place: ManifestPlace) -> Bool {
        guard Self.exampleImageKeys.contains(key) else { return false }
        add(.imageKeyOfAnotherApp, .error, "\(Quoting.quoted(key)) is an example of Feishu's documentation", at: place)
        return true
    }

    private static let exampleFileKeys: Set<String> = [
        "file_v2_0dcdd7d9-fib0-4432-a519-41d25aca542j", "file_456a92d6-c6ea-4de4-ac3f-7afcf44ac78g",
    ]

    /// A message that consists of keys, and goes by the direct channel alone.
    private mutating func keyed(_ kind: String, _ place: ManifestPlace) {
        if channel == .batch { add(.directOnly, .error, "this is \(kind == "audio" ? "an" : "a") \(kind)", at: place) }
        if kind == "file", let path = place.string { letters(path, at: place) }
        let fields = ManifestFields(place: place, members: place.members ?? [])
        imageKey(fields["image_key"])
        guard let place = fields["file_key"], let key = place.string else { return }
        if Self.exampleFileKeys.contains(key) {
            let message = "\(Quoting.quoted(key)) is an example of Feishu's documentation"
            add(.fileKeyOfAnotherApp, .error, message, at: place)
        } else if kind == "sticker" {
            add(.stickerReceived, .warning, "whether the bot has received this sticker only Feishu knows", at: place)
        }
    }

    private mutating func shareChat(_ place: ManifestPlace, trackingSeconds: Int) {
        guard trackingSeconds > 7 * 86_400 else { return }
        let days = trackingSeconds / 86_400
        add(.shareChatExpires, .warning, "a group card whose reads are followed for \(days) days", at: place)
    }

    private mutating func template(_ place: ManifestPlace) {
        guard let variables = ManifestFields(place: place, members: place.members ?? [])["variables"] else { return }
        placeholdersAre = .warning
        strings(in: variables)
    }

    /// Every string below a place, as something people may read.
    mutating func strings(in place: ManifestPlace) {
        switch place.node.content {
        case .string(let string):
            if string.hasPrefix("img_") { imageKey(place) } else { words(string, at: place) }
        case .array(let nodes): for (index, node) in nodes.enumerated() { strings(in: place.element(index, node)) }
        case .object(let members): for member in members { strings(in: place.member(member)) }
        default: break
        }
    }
}
