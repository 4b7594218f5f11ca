import JobModel

public import struct Foundation.TimeZone

/// For whom a report is drawn: the language, the clock on their wall, and whether they may see ids of people.
public struct ReportContext: Sendable {
    /// The language of all words that are ours.
    public var language: Language
    /// The zone of all times.
    public var zone: TimeZone
    /// Whether ids of people are shown; a report that is passed on shows none.
    public var showsIDs: Bool

    /// Creates a context.
    public init(language: Language, zone: TimeZone, showsIDs: Bool = false) {
        self.language = language
        self.zone = zone
        self.showsIDs = showsIDs
    }

    /// Words of others, such as Feishu's answers or an operator's reason, without ids of people unless they may be seen.
    public func words(_ text: String) -> String { showsIDs ? text : PersonMask.masked(text) }

    func say(_ phrase: some Phrase, _ values: [String: String] = [:]) -> String { language.say(phrase, values) }

    func say(_ phrase: some Phrase, count: Int, _ values: [String: String] = [:]) -> String {
        language.say(phrase, count: count, values)
    }

    /// A title, which everybody was sent: without ids of people unless they may be seen.
    public func title(_ text: String) -> String { showsIDs ? text : PersonMask.withoutIDs(text) }

    /// Of how many batches or messages there are figures.
    func lookedAt(_ looked: LookedAt, _ channel: DeliveryChannel) -> String {
        say(
            channel == .batch ? ReportPhrase.batchesLookedAt : .messagesLookedAt,
            ["known": language.number(looked.known), "taken": language.number(looked.taken)])
    }

    /// Where a run stands, whether it is a test, and how far it was taken back.
    func standing(of run: RunSummary) -> String {
        var words = [say(StatePhrase(run.state))]
        if run.isTest { words.append(say(StatePhrase.test)) }
        if run.recall != .none { words.append(say(StatePhrase(run.recall))) }
        return words.joined(separator: " · ")
    }

    /// Sentences behind each other, as the language sets them.
    func sentences(_ sentences: [String]) -> String {
        sentences.joined(separator: language == .chinese ? "" : " ")
    }

    /// A name and what is said about it, with the language's own colon.
    func pair(_ name: String, _ words: String) -> String {
        language == .chinese ? "\(name)：\(words)" : "\(name): \(words)"
    }

    /// A time that is not broken over two lines.
    func moment(_ milliseconds: Int64, _ more: String = "") -> HTML {
        .element("span", [.classes(["moment"])], [.text(time(milliseconds) + more)])
    }

    func time(_ milliseconds: Int64) -> String { language.dateTime(milliseconds, in: zone) }

    /// A time with the zone's name: once on a page, since whoever it is passed on to may live elsewhere.
    func timeInZone(_ milliseconds: Int64) -> String { "\(time(milliseconds)) (\(zoneName))" }

    /// The zone of all times.
    var zoneName: String { ["GMT", "Etc/UTC"].contains(zone.identifier) ? "UTC" : zone.identifier }
}
