import JobModel
import JobStore
import Reporting

/// Who did what, newest first.
enum AuditPage {
    /// What the check of the whole record came to.
    enum Check: Sendable {
        case whole
        case broken(number: Int64)
    }

    static func html(_ page: AuditPageContent, check: Check?, _ frame: PageFrame) -> String {
        var frame = frame
        frame.section = .audit
        let title = frame.say(PlacePhrase.auditTitle)
        var main = [HTML.element("h1", [], [.text(title)])]
        switch check {
        case .whole: main.append(Part.notice([frame.say(PlacePhrase.whole)], "good"))
        case .broken(let number):
            main.append(Part.notice([frame.say(PlacePhrase.broken, ["number": String(number)])], "bad"))
        case nil:
            main.append(
                .element(
                    "p", [],
                    [Part.link(frame.say(PlacePhrase.check), to: LocalAddress(["audit"], query: [("check", "1")]))]))
        }
        guard !page.entries.isEmpty else {
            return frame.document(title, main + [Part.paragraph(frame.say(PlacePhrase.noAudit))])
        }
        let headings: [PlacePhrase] = [.at, .who, .what, .run]
        main.append(
            .element(
                "div", [.classes(["panel"])],
                [
                    Part.table(
                        caption: frame.say(PlacePhrase.auditCaption),
                        headings.map { frame.say($0) } + [frame.say(RunPhrase.more)],
                        page.entries.map { row($0.entry, frame, withRun: true) })
                ]))
        var links: [HTML] = []
        if !page.isNewest { links.append(Part.link(frame.say(PlacePhrase.newest), to: LocalAddress(["audit"]))) }
        if page.hasMore, let last = page.entries.last {
            let older = LocalAddress(["audit"], query: [("before", String(last.number))])
            links.append(Part.link(frame.say(PlacePhrase.older), to: older))
        }
        if !links.isEmpty { main.append(.element("nav", [.classes(["paging"]), .label(title)], links)) }
        return frame.document(title, main)
    }

    /// One thing somebody did.
    static func row(_ entry: AuditEntry, _ frame: PageFrame, withRun: Bool) -> HTML {
        var cells: [[HTML]] = [
            [Part.time(entry.at, frame)], [.text(entry.who.name)],
            [.element("code", [], [.text(entry.action)])],
        ]
        if withRun {
            cells.append(
                entry.run.map { [Part.link($0.rawValue, to: LocalAddress(["runs", $0.rawValue]))] } ?? [.text("–")])
        }
        let detail = entry.detail == "{}" ? "" : entry.detail
        let batch = entry.batchOrdinal.map { "\(frame.say(RunPhrase.batch)) \($0) " } ?? ""
        cells.append([.element("span", [.classes(["detail"])], [.text(batch + detail)])])
        return Part.row(cells)
    }
}
