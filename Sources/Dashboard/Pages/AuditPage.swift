import JobModel
import JobStore
import Reporting
import StrictJSON

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
                "div", [.classes(["sheet-part"])],
                [
                    Part.table(
                        caption: frame.say(PlacePhrase.auditCaption),
                        headings.map { frame.say($0) } + [frame.say(PlacePhrase.more)],
                        page.entries.map { row($0.entry, frame) })
                ]))
        var links: [HTML] = []
        if !page.isNewest { links.append(Part.link(frame.say(PlacePhrase.newest), to: LocalAddress(["audit"]))) }
        if page.hasMore, let last = page.entries.last {
            let older = LocalAddress(["audit"], query: [("before", String(last.number))])
            links.append(Part.link(frame.say(PlacePhrase.older), to: older))
        }
        if !links.isEmpty { main.append(.element("nav", [.classes(["d-paging"]), .label(title)], links)) }
        return frame.document(title, main)
    }

    /// One thing somebody did.
    private static func row(_ entry: AuditEntry, _ frame: PageFrame) -> HTML {
        let detail = JSONReader().readStrictly(Array(entry.detail.utf8)) ?? ["text": .string(entry.detail)]
        let words = AuditSection.words(
            AuditExcerpt.Line(
                at: entry.at, who: entry.who.name, action: entry.action, batch: entry.batchOrdinal, detail: detail),
            frame.context)
        let run = entry.run.map { Part.link($0.rawValue, to: LocalAddress(["runs", $0.rawValue])) }
        return Part.row([
            [Part.time(entry.at, frame)], [.text(words.who)], [.text(words.what)], [run ?? .text("–")],
            [.element("span", [.classes(["d-detail"])], [.text(words.detail)])],
        ])
    }
}
