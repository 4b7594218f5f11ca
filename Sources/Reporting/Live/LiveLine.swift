import JobModel

/// A run that moves in one line, for whoever keeps a log of it.
public enum LiveLine {
    /// The line; two that are alike say that nothing has moved.
    public static func text(_ run: LiveRun, _ language: Language) -> String {
        func figures(_ label: LivePhrase, _ share: Share, _ figures: LivePhrase) -> String {
            let values = ["part": language.number(share.part), "whole": language.number(share.whole)]
            return language.say(label) + " " + language.say(figures, values)
        }
        let progress = run.progress
        var parts = [
            run.id.rawValue, language.say(StatePhrase(run.state)),
            figures(.sent, run.sent, .sent(by: run.channel)),
        ]
        if progress.sampledAt != nil {
            parts.append(figures(.delivered, Share(progress.delivered, of: progress.valid), .valid))
            parts.append(figures(.read, Share(progress.read, of: progress.readOf), .readOf))
        }
        if run.isTakenBack {
            parts.append(language.say(StatePhrase(run.recall)))
            parts.append(figures(.takenBack, run.takenBack, .takenBackOf))
        }
        if run.inDoubt > 0 {
            let unit = run.channel == .batch ? LivePhrase.batchesInDoubt : .messagesInDoubt
            parts.append(language.say(LivePhrase.doubt) + " " + language.say(unit, count: run.inDoubt))
        }
        if let pause = run.pause { parts.append(TerminalText.escaped(pause.reason)) }
        return parts.joined(separator: " · ")
    }
}
