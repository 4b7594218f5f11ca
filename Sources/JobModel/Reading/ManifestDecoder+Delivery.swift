import StrictJSON

extension ManifestDecoder {
    mutating func delivery(_ place: ManifestPlace) -> (channel: DeliveryChannel, options: DeliveryOptions)? {
        let allowed = ["channel", "batch_size", "in_flight", "not_after", "max_in_doubt", "waves", "pin"]
        guard let fields = object(place, allowed: allowed, slips: Self.deliverySlips) else { return nil }
        var options = DeliveryOptions()
        let channel = fields["channel"].flatMap { choice($0, of: DeliveryChannel.self) }
        if let size = fields["batch_size"].flatMap({ integer($0, in: 1...DeliveryOptions.largestBatch) }) {
            options.batchSize = size
        }
        if channel == .direct, let size = fields["batch_size"] {
            warnings.add(
                "the direct channel sends each recipient a message of their own, whatever the batch size", at: size,
                suggestion: "leave \"batch_size\" out")
        }
        if let lanes = fields["in_flight"].flatMap({ integer($0, in: 1...DeliveryOptions.mostInFlight) }) {
            options.inFlight = lanes
        }
        if let seconds = fields["not_after"].flatMap({ duration($0, in: 1...7 * 86_400) }) {
            options.notAfterSeconds = seconds
        }
        if let batches = fields["max_in_doubt"].flatMap({ integer($0, in: 1...1000) }) { options.maxInDoubt = batches }
        if let pins = fields["pin"].flatMap({ bool($0) }) { options.pinsInChats = pins }
        if let place = fields["waves"] { options.waves = waves(place, within: options.notAfterSeconds) }
        return (channel ?? .batch, options)
    }

    private static let deliverySlips = [
        "chunk_size": "batch_size", "size": "batch_size", "concurrency": "in_flight", "parallel": "in_flight",
        "deadline": "not_after", "expires": "not_after", "max_indoubt": "max_in_doubt",
        "stages": "waves", "rollout": "waves", "canary": "waves",
    ]

    /// What a channel cannot do for an audience.
    mutating func check(
        _ channel: DeliveryChannel, for audience: Audience, at place: ManifestPlace, pins: ManifestPlace?
    ) {
        if let chats = place.member("chats"), channel == .batch, !audience.chats.isEmpty {
            log.add(
                "a batch goes to people and departments, not to groups", at: chats,
                suggestion: "use \"channel\": \"direct\"")
        }
        if let resolve = place.member("resolve"), channel == .direct, audience.resolve == .departments {
            log.add(
                "a direct message goes to a person or a group, not to a department", at: resolve,
                suggestion: "use \"resolve\": \"people\", or \"channel\": \"batch\"")
        }
        if let pins, audience.chats.isEmpty {
            log.add("only messages to groups are pinned", at: pins, suggestion: "leave \"pin\" out")
        }
    }

    mutating func tracking(_ place: ManifestPlace) -> Tracking? {
        guard let fields = object(place, allowed: ["for"], slips: ["duration": "for", "hours": "for"]) else {
            return nil
        }
        var tracking = Tracking()
        if let seconds = fields["for"].flatMap({ duration($0, in: 0...Tracking.longestSeconds) }) {
            tracking.seconds = seconds
        }
        return tracking
    }

    mutating func approval(_ place: ManifestPlace) -> Approval? {
        guard let fields = object(place, allowed: ["required", "above"]) else { return nil }
        var approval = Approval()
        if let required = required("required", of: fields).flatMap({ bool($0) }) { approval.required = required }
        if let above = fields["above"].flatMap({ integer($0, in: 0...500_000) }) { approval.above = above }
        return approval
    }

    mutating func followUp(_ place: ManifestPlace) -> [JSONValue]? {
        guard let elements = place.elements else {
            expected("an array of objects", at: place)
            return nil
        }
        for (index, node) in elements.enumerated() where node.kind != "object" {
            expected("an object", at: place.element(index, node))
        }
        return elements.map(\.value)
    }
}
