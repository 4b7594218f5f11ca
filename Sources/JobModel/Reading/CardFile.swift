public import StrictJSON

/// A card that stands in a file of its own, under the same rules as one in a manifest.
public enum CardFile {
    /// Reads a card, which is `nil` when there are problems.
    ///
    /// Problems and warnings name the file as `name`; they depend on the channel the card goes through, and on whether
    /// that leads to groups.
    public static func read(
        _ bytes: [UInt8], name: String, channel: DeliveryChannel = .batch, isForGroups: Bool = false
    ) -> (card: JSONValue?, problems: [ManifestProblem], warnings: [ManifestProblem]) {
        let document = JSONReader().read(bytes)
        var decoder = ManifestDecoder(knownTimeZones: nil)
        decoder.channel = channel
        decoder.mayMentionAll = channel == .direct && isForGroups
        for problem in document.problems {
            decoder.log.add(problem.message, at: problem.offset, pointer: problem.pointer)
        }
        if let root = document.root {
            let place = ManifestPlace(node: root, pointer: "")
            if let members = place.members {
                decoder.checkCard(ManifestFields(place: place, members: members))
                decoder.log(
                    MessageLint.findings(inCard: place, channel: channel, isForGroups: decoder.mayMentionAll))
            } else {
                decoder.expected("a card object", at: place)
            }
        }
        let problems = decoder.log.problems(in: bytes, file: name)
        let warnings = decoder.warnings.problems(in: bytes, file: name)
        return (problems.isEmpty ? document.root?.value : nil, problems, warnings)
    }
}
