/// What a plan cannot know, and people should before they say yes.
public enum PlanWarnings {
    /// The warnings for a manifest.
    public static func of(_ manifest: Manifest) -> [PlanRemark] {
        var warnings: [PlanRemark] = []
        if let placeholder = manifest.audience.users.openIDs.first(where: RecipientShape.isPlaceholder) {
            warnings.append(.placeholderID(placeholder))
        }
        if manifest.schedule != nil { warnings.append(.sendsNow) }
        if manifest.audience.resolve == .departments { warnings.append(.uncountable) }
        return warnings
    }
}
