import JobModel
import Reporting

/// A run's figures in words, the same on a page as it is loaded and in what keeps it up to date.
struct RunFigures {
    let run: RunSummary
    let language: Language

    /// Those Feishu took, of everybody who is addressed.
    var sending: (done: Int, of: Int) {
        let people = run.people
        return (people.accepted, people.targeted - people.excluded - people.duplicate)
    }

    /// Handed over, of all, and where those are that were not.
    var sendingWords: String {
        let first = language.say(
            ListPhrase.sent, ["done": language.number(sending.done), "all": language.number(sending.of)])
        return ([first] + besides).joined(separator: " · ")
    }

    /// The same with its share.
    var sendingShare: String {
        ([share(sending.done, of: sending.of)] + besides).joined(separator: " · ")
    }

    /// Whoever neither was handed over nor waits for it: a bar that stays short says why.
    private var besides: [String] {
        run.people.places.filter { place in
            switch place.phrase {
            case .invalid, .rejected, .inDoubt, .abandoned, .cancelled: place.count > 0
            default: false
            }
        }.map { language.count($0.count, in: $0.phrase) }
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
