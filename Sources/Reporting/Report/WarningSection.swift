public import JobModel

/// What was known of a run before anybody said yes.
public enum WarningSection {
    /// The section; nothing when the plan warned of nothing.
    public static func html(_ run: RunSummary, _ context: ReportContext) -> HTML? {
        guard !run.warnings.isEmpty else { return nil }
        return ReportSection.html(
            context.say(ReportPhrase.warnings),
            run.warnings.map { ReportSection.paragraph(context.words(context.language.remark(stored: $0))) })
    }
}
