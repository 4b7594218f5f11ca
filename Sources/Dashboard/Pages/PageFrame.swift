import Foundation
import JobModel
import Reporting

/// What is the same around every page: heading, ways to the others, language, who is signed in.
struct PageFrame: Sendable {
    /// The pages that stand in the heading.
    enum Section: CaseIterable {
        case runs, calendar, audit, health

        var phrase: FramePhrase {
            switch self {
            case .runs: .runs
            case .calendar: .calendar
            case .audit: .audit
            case .health: .health
            }
        }

        var address: LocalAddress {
            switch self {
            case .runs: LocalAddress()
            case .calendar: LocalAddress(["calendar"])
            case .audit: LocalAddress(["audit"])
            case .health: LocalAddress(["health"])
            }
        }
    }

    let language: Language
    let zone: TimeZone
    /// Now, in milliseconds since 1970 UTC.
    let now: Int64
    /// Who looks; `nil` where nobody has to log in, and before they have.
    let user: DashboardUser?
    /// Whether nobody can log in.
    let isForLooking: Bool
    /// Seals the form that ends the session.
    let logoutSeal: String?
    /// The page itself, for the same page in another language.
    let path: [String]
    let query: [String: String]
    var section: Section?
    /// Where the page's figures come from while it is open.
    var live: LocalAddress?
    /// What the live figures are held against: when it differs, the page offers to be loaded again.
    var version = ""

    /// For whom the parts are drawn that reports have too: nobody's ids are shown.
    var context: ReportContext { ReportContext(language: language, zone: zone) }

    /// Says something.
    func say(_ phrase: some Phrase, _ values: [String: String] = [:]) -> String { language.say(phrase, values) }

    /// The whole page.
    func document(_ title: String, _ main: [HTML]) -> String {
        let live = live.map { address in
            [HTML.Attribute.data("live", address.text), .data("version", version)]
        }
        return HTML.document(
            language: language.tag, head: head(title),
            body: [
                .element("a", [.classes(["d-skip"]), .plain("href", "#main")], [.text(say(FramePhrase.skip))]), heading,
                .element(
                    "main", [.plain("id", "main"), .plain("tabindex", "-1")] + (live ?? []),
                    (live == nil ? [] : [liveness]) + main),
                footer,
            ])
    }

    private func head(_ title: String) -> [HTML] {
        [
            .empty("meta", [.plain("charset", "utf-8")]),
            .empty("meta", [.plain("name", "viewport"), .plain("content", "width=device-width, initial-scale=1")]),
            .empty("meta", [.plain("name", "color-scheme"), .plain("content", "light dark")]),
            .empty("meta", [.plain("name", "robots"), .plain("content", "noindex")]),
            .element("title", [], [.text("\(title) · \(say(FramePhrase.brand))")]),
            .empty("link", [.plain("rel", "icon"), .plain("href", "data:,")]),
            .empty("link", [.plain("rel", "stylesheet"), .local("href", Asset.style.address)]),
        ] + (live == nil ? [] : [.element("script", [.local("src", Asset.script.address), .plain("defer", "")])])
    }

    private var heading: HTML {
        .element(
            "header", [.classes(["d-top"])],
            [
                .element(
                    "div", [.classes(["d-bar"])],
                    [
                        .element(
                            "a", [.classes(["d-brand"]), .local("href", LocalAddress())],
                            [.text(say(FramePhrase.brand))]),
                        isForLooking || user != nil ? navigation : .element("span"), who,
                    ])
            ])
    }

    private var navigation: HTML {
        .element(
            "nav", [.label(say(FramePhrase.navigation))],
            [
                .element(
                    "ul", [.plain("role", "list")],
                    Section.allCases.map { section in
                        let current: [HTML.Attribute] = section == self.section ? [.plain("aria-current", "page")] : []
                        return .element(
                            "li", [],
                            [.element("a", [.local("href", section.address)] + current, [.text(say(section.phrase))])])
                    })
            ])
    }

    private var who: HTML {
        var parts: [HTML] = [languages]
        if let user {
            let role = say(RolePhrase(user.role))
            parts.append(
                .element(
                    "span", [.classes(["d-user"])],
                    [.text(say(FramePhrase.signedInAs, ["name": user.name, "role": role]))]))
        }
        if let logoutSeal {
            parts.append(
                .element(
                    "form", [.plain("method", "post"), .local("action", LocalAddress(["logout"]))],
                    [
                        Form.hidden("seal", logoutSeal),
                        .element(
                            "button", [.plain("type", "submit"), .classes(["d-quiet"])],
                            [.text(say(FramePhrase.signOut))]
                        ),
                    ]))
        }
        return .element("div", [.classes(["d-who"])], parts)
    }

    /// The page in the languages there are, each named in itself.
    private var languages: HTML {
        .element(
            "nav", [.label(say(FramePhrase.languages)), .classes(["d-languages"])],
            Language.allCases.map { other in
                let name = other == .english ? "English" : "中文"
                guard other != language else {
                    return .element("span", [.language("\(other.tag)"), .plain("aria-current", "true")], [.text(name)])
                }
                let query = query.filter { $0.key != "lang" }.sorted { $0.key < $1.key }.map {
                    (name: $0.key, value: $0.value)
                }
                let address = LocalAddress(path, query: query + [("lang", other.rawValue)])
                return .element(
                    "a", [.language("\(other.tag)"), .plain("rel", "nofollow"), .local("href", address)], [.text(name)])
            })
    }

    /// Says whether the figures move by themselves, and offers the page anew when more than figures has changed.
    private var liveness: HTML {
        let here = LocalAddress(path, query: query.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
        return .element(
            "p", [.classes(["d-liveness"])],
            [
                .element(
                    "span",
                    [
                        .plain("id", "liveness"), .plain("role", "status"), .data("on", say(FramePhrase.live)),
                        .data("off", say(FramePhrase.notLive)),
                    ], [.text(say(FramePhrase.notLive))]),
                .text(" "),
                .element(
                    "span", [.plain("id", "stale"), .plain("role", "status"), .plain("hidden", "")],
                    [.text(say(FramePhrase.stale))]),
                .text(" "), .element("a", [.local("href", here)], [.text(say(FramePhrase.reload))]),
            ])
    }

    private var footer: HTML {
        var lines = [say(FramePhrase.times, ["zone": zone.identifier])]
        if isForLooking { lines.append(say(FramePhrase.readOnly)) }
        return .element("footer", [.classes(["d-foot"])], lines.map { .element("p", [], [.text($0)]) })
    }
}
