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
            table.append([
                context.moment(line.at), .text(name(line.who, context)),
                .text(AuditPhrase(action: line.action).map { context.say($0) } ?? context.words(line.action)),
                .text(AuditDetail.words(line, context)),
            ])
        }
        let earlier = audit.total - audit.lines.count
        return ReportSection.html(
            context.say(AuditPhrase.audit),
            (earlier > 0 ? [ReportSection.paragraph(context.say(AuditPhrase.earlier, count: earlier))] : [])
                + (table.isEmpty ? [] : [table.html])
                + [ReportSection.paragraph(context.say(AuditPhrase.verify), ["small"])])
    }

    /// Whoever did something; the program has words of its own.
    static func name(_ who: String, _ context: ReportContext) -> String {
        who == "larkcast" ? context.say(AuditPhrase.program) : context.words(who)
    }
}
