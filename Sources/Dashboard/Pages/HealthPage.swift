import JobModel
import JobStore
import Reporting

/// How larkcast itself fares.
enum HealthPage {
    struct Model: Sendable {
        /// The store's file; `nil` while there is none.
        var path: String?
        var upMilliseconds: Int64
        var livePages: Int
        var counts: [RunState: Int]
        var killSwitch: KillSwitch?
        /// Why nothing is sent from this store until somebody adopts it.
        var suspicion: String?
        var isServed = false

        init(path: String?, upMilliseconds: Int64, livePages: Int, counts: [RunState: Int]) {
            self.path = path
            self.upMilliseconds = upMilliseconds
            self.livePages = livePages
            self.counts = counts
        }
    }

    static func html(_ model: Model, _ frame: PageFrame) -> String {
        var frame = frame
        frame.section = .health
        let title = frame.say(PlacePhrase.healthTitle)
        var main = [HTML.element("h1", [], [.text(title)])]
        if let stop = model.killSwitch {
            let words = frame.say(
                PlacePhrase.stopped,
                [
                    "time": frame.language.dateTime(stop.at, in: frame.zone), "who": stop.who.name,
                    "reason": frame.context.words(stop.reason),
                ])
            main.append(Part.notice([words], "bad"))
        }
        if let suspicion = model.suspicion {
            let found = frame.language.finding(suspicion)
            main.append(Part.notice([frame.say(PlacePhrase.notAdopted, ["found": found])], "bad"))
        }
        let isAllowed = model.killSwitch == nil && model.suspicion == nil
        let sending = isAllowed ? frame.say(PlacePhrase.allowed) : frame.say(StatePhrase.paused)
        var facts: [(name: String, value: [HTML])] = [
            (
                frame.say(PlacePhrase.store),
                [.text(model.path == nil ? frame.say(FramePhrase.noStore) : frame.say(PlacePhrase.schema))]
            ),
            (
                frame.say(PlacePhrase.sending),
                [.text("\(sending) · \(frame.say(model.isServed ? PlacePhrase.served : .notServed))")]
            ),
            (
                frame.say(PlacePhrase.uptime),
                [.text(frame.language.duration(seconds: Int(model.upMilliseconds / 1000)))]
            ),
            (frame.say(PlacePhrase.live), [.text(frame.language.number(model.livePages))]),
        ]
        if let path = model.path {
            facts.insert((frame.say(PlacePhrase.path), [.element("code", [], [.text(path)])]), at: 1)
        }
        main.append(.element("div", [.classes(["sheet-part"])], [Part.facts(facts)]))
        let open = RunState.allCases.filter { (model.counts[$0] ?? 0) > 0 }
        if !open.isEmpty {
            main.append(
                Part.section(
                    frame.say(PlacePhrase.open), id: "open",
                    [
                        Part.facts(
                            open.map { (frame.say(StatePhrase($0)), [.text(frame.language.number(model.counts[$0]))]) })
                    ]))
        }
        return frame.document(title, main)
    }
}
