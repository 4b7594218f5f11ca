/// What a plan cannot know, and people should before they say yes.
public enum PlanWarnings {
    /// The warnings for a manifest, as sentences.
    public static func of(_ manifest: Manifest) -> [String] {
        var warnings: [String] = []
        if let placeholder = manifest.audience.users.openIDs.first(where: RecipientShape.isPlaceholder) {
            warnings.append(
                "\(Quoting.quoted(placeholder)) only holds the place of an open_id and is nobody's: write your own there; if you do "
                    + "not know it, write your address into users.emails instead, and larkcast plan prints the open_id in its "
                    + "first request")
        }
        if manifest.schedule != nil {
            warnings.append("`run` sends now, whatever the schedule says; `tick` sends by the schedule")
        }
        guard manifest.audience.resolve == .departments else { return warnings }
        warnings.append(
            "people cannot be counted before sending: each department is delivered with all its sub-departments"
        )
        return warnings
    }
}
