import Foundation
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
    func show(on console: Console, _ language: Language, in zone: TimeZone) {
        guard let killSwitch else { return }
        console.warn("▌ " + TerminalText.escaped(language.sentence(killSwitch, in: zone)))
        console.warn("▌ " + language.say(DecisionPhrase.liftsEverything))
    }
}

extension Language {
    /// What everybody is told who wants to send: `KillSwitch.sentence` with the time of the clock on the wall.
    func sentence(_ killSwitch: KillSwitch, in zone: TimeZone) -> String {
        say(
            EndingPhrase.everythingPaused,
            [
                "time": Timestamp.local(killSwitch.at, in: zone), "who": killSwitch.who.name,
                "reason": reason(killSwitch.reason),
            ])
    }
}

extension JSONValue {
    /// The object with one more member.
    func adding(_ key: String, _ value: JSONValue) -> JSONValue {
        .object((members ?? []) + [Member(key, value)])
    }
}
