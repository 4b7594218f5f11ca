import Foundation
import JobModel
import JobStore
import Reporting

/// What will be sent when.
enum CalendarPage {
    /// Firings that are shown, at most.
    static let most = 200

    /// The page, from the manifests as they are now, or from what ticks have noted for a dashboard that knows none.
    static func html(_ manifests: DashboardManifests?, records: [String: JobRecord], _ frame: PageFrame) -> String {
        var frame = frame
        frame.section = .calendar
        let title = frame.say(PlacePhrase.calendarTitle)
        var main = [HTML.element("h1", [], [.text(title)])]
        var rows: [HTML] = []
        if let manifests {
            let firings = manifests.jobs.flatMap(\.firings)
                .sorted { ($0.occurrence.instant, $0.occurrence.job) < ($1.occurrence.instant, $1.occurrence.job) }
            rows = firings.prefix(most).map { row($0, frame) }
        } else {
            main.append(Part.paragraph(frame.say(PlacePhrase.noManifests), ["d-soft"]))
            let coming = records.values.filter { $0.removedAt == nil && $0.next != nil }.sorted { $0.job < $1.job }
            rows = coming.prefix(most).compactMap { record in record.next.map { row(record.job, $0, frame) } }
        }
        if rows.isEmpty {
            main.append(
                .element(
                    "div", [.classes(["sheet-part", "d-empty"])], [Part.paragraph(frame.say(PlacePhrase.noFirings))]))
        } else {
            let headings: [PlacePhrase] = [.at, .job, .note]
            main.append(
                .element(
                    "div", [.classes(["sheet-part"])],
                    [
                        Part.table(
                            caption: frame.say(PlacePhrase.firingsCaption), headings.map { frame.say($0) }, rows)
                    ]))
        }
        if let problems = manifests?.problems, !problems.isEmpty {
            main.append(
                Part.section(
                    frame.say(PlacePhrase.problems), id: "problems",
                    [
                        .element(
                            "ul", [], problems.prefix(50).map { .element("li", [.plain("lang", "en")], [.text($0)]) })
                    ]))
        }
        return frame.document(title, main)
    }

    /// One firing, in the viewer's time and, where that is another, in the job's own.
    static func row(_ firing: Firing, _ frame: PageFrame) -> HTML {
        let occurrence = firing.occurrence
        var at = Part.timeAndDistance(occurrence.instant, frame)
        if occurrence.zone != frame.zone.identifier {
            at.append(
                .element(
                    "span", [.classes(["d-soft", "d-under"])],
                    [.text("\(firing.local.replacing("T", with: " ")) \(occurrence.zone)")]))
        }
        var note: [HTML] = []
        if firing.isDueNow {
            note.append(.element("span", [.classes(["chip", "d-go"])], [.text(frame.say(PlacePhrase.dueNow))]))
        }
        if !firing.takesPlace {
            note.append(.element("span", [.classes(["chip", "d-off"])], [.text(frame.say(PlacePhrase.cancelled))]))
        }
        note += [.text(" "), .element("span", [.plain("lang", "en"), .classes(["d-soft"])], [.text(occurrence.note)])]
        return Part.row([at, [Part.link(firing.title, to: LocalAddress(["jobs", occurrence.job]))], note])
    }

    private static func row(_ job: String, _ next: NextFiring, _ frame: PageFrame) -> HTML {
        let until = frame.say(PlacePhrase.dueFrom, ["time": frame.language.dateTime(next.startBy, in: frame.zone)])
        return Part.row([
            [.text(next.occurrence)], [Part.link(next.title, to: LocalAddress(["jobs", job]))],
            [.element("span", [.classes(["d-soft"])], [.text(until)])],
        ])
    }
}
