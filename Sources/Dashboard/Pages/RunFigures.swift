import JobModel
import Reporting

/// A run's figures in words, the same on a page as it is loaded and in what keeps it up to date.
struct RunFigures {
    let run: RunSummary
    let language: Language

    /// Everybody a request is made for, and those for whom it was made.
    var sending: (done: Int, of: Int) {
        let people = run.people
        let all = people.targeted - people.excluded - people.duplicate
        return (all - people.pending, all)
    }

    /// Handed over, of all.
    var sendingWords: String {
        language.say(
            ListPhrase.sent, ["done": language.number(sending.done), "all": language.number(sending.of)])
    }

    /// Delivered and read, in one line.
    var readingWords: String {
        guard run.progress.sampledAt != nil else { return language.say(ListPhrase.notAskedYet) }
        let delivered = language.say(ListPhrase.delivered, ["delivered": language.number(run.progress.delivered)])
        return delivered + " · " + readWords
    }

    private var readWords: String {
        language.say(
            ListPhrase.read,
            [
                "read": language.number(run.progress.read),
                "share": language.percent(run.progress.read, of: run.progress.readOf),
            ])
    }

    /// A figure of a whole, with its share.
    func share(_ part: Int?, of whole: Int?) -> String {
        let of = whole.map { " / \(language.number($0)) · \(language.percent(part, of: whole))" } ?? ""
        return language.number(part) + of
    }

    /// The state in words, with the recall's when there is one.
    var stateWords: String { language.say(StatePhrase(run.state)) }

    /// The recall's state in words; empty while nobody has asked.
    var recallWords: String { run.recall == .none ? "" : language.say(StatePhrase(run.recall)) }

    /// What a page about this run is held against: another one means that what can be done has changed.
    func version(_ remark: ActionRefusal?) -> String {
        "\(run.state.rawValue).\(run.recall.rawValue)" + (remark == nil ? "" : ".remark")
    }
}
