public import JobModel
import StrictJSON

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
                .text(context.time(line.at)), .text(name(line.who, context)),
                .text(AuditPhrase(action: line.action).map { context.say($0) } ?? context.words(line.action)),
                .text(detail(line, context)),
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

    /// What else is known, without hashes, terminals and what is empty.
    private static func detail(_ line: AuditExcerpt.Line, _ context: ReportContext) -> String {
        let batch = line.batch.map { [context.say(AuditPhrase.batch, ["number": String($0)])] } ?? []
        let rest = (line.detail.members ?? []).filter { member in
            member.key != "tty" && !member.key.hasSuffix("sha256") && member.value != .null && member.value != []
        }
        .map { member in
            let value = context.words(member.value.string ?? member.value.text())
            return ["reason", "problem", "words", "text"].contains(member.key)
                ? value : "\(member.key.replacing("_", with: " ")) \(value)"
        }
        return (batch + rest).joined(separator: " · ")
    }
}
