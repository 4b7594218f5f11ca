public import JobModel

/// Who did what with a run.
public enum AuditSection {
    /// The section.
    public static func html(_ audit: AuditExcerpt, _ context: ReportContext) -> HTML {
        var table = FigureTable(
            caption: context.say(AuditPhrase.caption),
            [
                .init(context.say(AuditPhrase.when)), .init(context.say(AuditPhrase.who)),
                .init(context.say(AuditPhrase.what)), .init(context.say(AuditPhrase.detail)),
            ])
        for line in audit.lines {
            let words = words(line, context)
            table.append([context.moment(line.at), .text(words.who), .text(words.what), .text(words.detail)])
        }
        let earlier = audit.total - audit.lines.count
        return ReportSection.html(
            context.say(AuditPhrase.audit),
            (earlier > 0 ? [ReportSection.paragraph(context.say(AuditPhrase.earlier, count: earlier))] : [])
                + (table.isEmpty ? [] : [table.html])
                + [ReportSection.paragraph(context.say(AuditPhrase.verify), ["small"])])
    }

    /// Who, what, and what else is known, for a page that has a table of its own.
    public static func words(
        _ line: AuditExcerpt.Line, _ context: ReportContext
    ) -> (who: String, what: String, detail: String) {
        (
            name(line.who, context),
            AuditPhrase(action: line.action).map { context.say($0) } ?? context.words(line.action),
            AuditDetail.words(line, context)
        )
    }

    /// Whoever did something; the program has words of its own.
    static func name(_ who: String, _ context: ReportContext) -> String {
        who == "larkcast" ? context.say(AuditPhrase.program) : context.words(who)
    }
}
