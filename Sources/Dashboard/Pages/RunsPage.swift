import JobModel
import JobStore
import Reporting

/// Which runs somebody wants to see, as the address says it.
struct RunFilter: Sendable, Hashable {
    /// The groups of states there are; the raw values stand in addresses.
    enum Group: String, CaseIterable, Sendable {
        case attention
        case underWay = "under-way"
        case done
        case notSent = "not-sent"

        var states: Set<RunState> {
            switch self {
            case .attention: [.awaitingApproval, .paused, .halted]
            case .underWay: [.planned, .sending]
            case .done: [.sent, .settled]
            case .notSent: [.cancelled, .missed, .skipped, .expired]
            }
        }

        var phrase: ListPhrase {
            switch self {
            case .attention: .attention
            case .underWay: .underWay
            case .done: .done
            case .notSent: .notSent
            }
        }
    }

    var group: Group?
    var job: String?
    var after: RunID?

    /// Reads a query; what makes no sense is as good as not there.
    init(_ query: [String: String]) {
        group = query["state"].flatMap(Group.init)
        job = query["job"].flatMap { Route.isSlug($0) ? $0 : nil }
        after = query["after"].flatMap {
            Route(path: "/runs/\($0)") == .run(RunID(rawValue: $0)) ? RunID(rawValue: $0) : nil
        }
    }

    init(group: Group? = nil, job: String? = nil, after: RunID? = nil) {
        self.group = group
        self.job = job
        self.after = after
    }

    /// As the store is asked.
    var request: RunListRequest { RunListRequest(states: group?.states, job: job, after: after, limit: 50) }

    /// The list with it.
    var address: LocalAddress { LocalAddress(query: query) }

    /// What keeps that list up to date.
    var liveAddress: LocalAddress { LocalAddress(["live"], query: query) }

    private var query: [(name: String, value: String)] {
        var query: [(name: String, value: String)] = []
        if let group { query.append(("state", group.rawValue)) }
        if let job { query.append(("job", job)) }
        if let after { query.append(("after", after.rawValue)) }
        return query
    }
}

/// The list of runs.
enum RunsPage {
    static func html(_ page: RunListPage, _ filter: RunFilter, waiting: Int, _ frame: PageFrame) -> String {
        var frame = frame
        frame.section = .runs
        frame.live = filter.liveAddress
        frame.version = LiveFigures.version(of: page.runs)
        let title = frame.say(FramePhrase.runs)
        var main = [HTML.element("h1", [], [.text(title)])]
        if waiting > 0, filter.group != .attention {
            let words = frame.language.say(ListPhrase.attentionNote, count: waiting)
            main.append(
                .element(
                    "p", [.classes(["d-notice", "warn"])],
                    [Part.link(words, to: RunFilter(group: .attention).address)]))
        }
        main += [filters(filter, frame), list(page, filter, frame)]
        if page.hasMore || filter.after != nil { main.append(paging(page, filter, frame)) }
        return frame.document(title, main)
    }

    private static func filters(_ filter: RunFilter, _ frame: PageFrame) -> HTML {
        let groups: [RunFilter.Group?] = [nil] + RunFilter.Group.allCases
        let pills = groups.map { group in
            let current: [HTML.Attribute] = group == filter.group ? [.plain("aria-current", "true")] : []
            return HTML.element(
                "li", [],
                [
                    .element(
                        "a", [.local("href", RunFilter(group: group, job: filter.job).address)] + current,
                        [.text(frame.say(group?.phrase ?? .all))])
                ])
        }
        var form: [HTML] = [
            .element("label", [.plain("for", "job")], [.text(frame.say(ListPhrase.job))]),
            .empty(
                "input",
                [
                    .plain("id", "job"), .plain("name", "job"), .plain("type", "search"), .plain("maxlength", "64"),
                    .plain("autocomplete", "off"), .plain("spellcheck", "false"), .value(filter.job ?? ""),
                    .hint(frame.say(ListPhrase.jobHint)),
                ]),
        ]
        if let group = filter.group { form.append(Form.hidden("state", group.rawValue)) }
        form.append(
            .element("button", [.plain("type", "submit"), .classes(["d-quiet"])], [.text(frame.say(ListPhrase.show))]))
        return .element(
            "div", [.classes(["d-filters"])],
            [
                .element(
                    "nav", [.label(frame.say(ListPhrase.states))],
                    [.element("ul", [.classes(["d-pills"]), .plain("role", "list")], pills)]),
                .element(
                    "form", [.plain("role", "search"), .plain("method", "get"), .local("action", LocalAddress())], form),
            ])
    }

    private static func list(_ page: RunListPage, _ filter: RunFilter, _ frame: PageFrame) -> HTML {
        guard !page.runs.isEmpty else {
            let isFiltered = filter != RunFilter()
            return .element(
                "div", [.classes(["sheet-part", "d-empty"])],
                [Part.paragraph(frame.say(isFiltered ? ListPhrase.noneOfThese : .none))]
                    + (isFiltered ? [Part.link(frame.say(ListPhrase.clear), to: LocalAddress())] : []))
        }
        let headings: [ListPhrase] = [.run, .state, .when, .sending, .reading]
        return .element(
            "div", [.classes(["sheet-part", "d-runs"])],
            [
                Part.table(
                    caption: frame.say(ListPhrase.listCaption), headings.map { frame.say($0) },
                    page.runs.map { row($0, frame) })
            ])
    }

    private static func row(_ run: RunSummary, _ frame: PageFrame) -> HTML {
        let figures = RunFigures(run: run, language: frame.language)
        let id = run.id.rawValue
        var under: [HTML] = [Part.link(run.job, to: RunFilter(job: run.job).address)]
        if let occurrence = run.occurrence { under += [.text(" · "), .text(occurrence)] }
        if run.isTest {
            under += [.text(" "), .element("span", [.classes(["chip"])], [.text(frame.say(StatePhrase.test))])]
        }
        var state = [Part.badge(run.state, frame, live: "\(id).state")]
        if run.recall != .none {
            state += [
                .text(" "),
                .element(
                    "span", [.classes(["chip", "d-off"]), .data("t", "\(id).recall")], [.text(figures.recallWords)]),
            ]
        }
        let isSent = run.people.targeted > 0
        return Part.row([
            [
                Part.link(run.title.isEmpty ? run.job : run.title, to: LocalAddress(["runs", id]), ["d-title"]),
                .element("span", [.classes(["d-soft", "d-under"])], under),
            ], state,
            Part.timeAndDistance(run.startedAt ?? run.createdAt, frame),
            isSent
                ? [
                    Part.bar(
                        figures.sending.done, of: figures.sending.of, label: frame.say(ListPhrase.sending),
                        words: figures.sendingWords, live: "\(id).sending")
                ] : [.text("–")],
            isSent
                ? [
                    Part.bar(
                        run.progress.read, of: run.progress.readOf, label: frame.say(ListPhrase.reading),
                        words: figures.readingWords, live: "\(id).reading", isReading: true)
                ] : [.text("–")],
        ])
    }

    private static func paging(_ page: RunListPage, _ filter: RunFilter, _ frame: PageFrame) -> HTML {
        var links: [HTML] = []
        if filter.after != nil {
            links.append(
                Part.link(frame.say(ListPhrase.newest), to: RunFilter(group: filter.group, job: filter.job).address))
        }
        if page.hasMore, let last = page.runs.last {
            let next = RunFilter(group: filter.group, job: filter.job, after: last.id)
            links.append(Part.link(frame.say(ListPhrase.older), to: next.address))
        }
        return .element("nav", [.classes(["d-paging"]), .label(frame.say(ListPhrase.paging))], links)
    }
}
