import JobStore
import Reporting
import StrictJSON

/// Tells that everything is paused, wherever somebody might wonder why nothing is sent.
struct KillSwitchNotice {
    let killSwitch: KillSwitch?

    init(_ killSwitch: KillSwitch?) {
        self.killSwitch = killSwitch
    }

    /// The switch for programs; `null` while sending is allowed.
    var json: JSONValue {
        guard let killSwitch else { return .null }
        return [
            "at": .string(Timestamp.utc(killSwitch.at)), "who": .string(killSwitch.who.name),
            "reason": .string(killSwitch.reason),
        ]
    }

    /// Warns, with `--quiet` and beside a JSON document too.
    func show(on console: Console, _ language: Language) {
        guard let killSwitch else { return }
        console.warn("▌ " + TerminalText.escaped(language.sentence(killSwitch)))
        console.warn("▌ " + language.say(DecisionPhrase.liftsEverything))
    }
}

extension Language {
    /// What everybody is told who wants to send; in English `KillSwitch.sentence`.
    func sentence(_ killSwitch: KillSwitch) -> String {
        let isSilent = killSwitch.reason == EndingPhrase.noReasonGiven.wording.english
        return say(
            EndingPhrase.everythingPaused,
            [
                "time": Timestamp.utc(killSwitch.at), "who": killSwitch.who.name,
                "reason": isSilent ? say(EndingPhrase.noReasonGiven) : killSwitch.reason,
            ])
    }
}

extension JSONValue {
    /// The object with one more member.
    func adding(_ key: String, _ value: JSONValue) -> JSONValue {
        .object((members ?? []) + [Member(key, value)])
    }
}
