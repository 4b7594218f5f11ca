/// One thing that may go wrong in a small campaign: where the process or its disk fails, how, and what the server does.
///
/// Written `P7:2:kill@3:close:send:x2`: at the second arrival at P7, kill at the third operation on the store's files after
/// it, while the server closes on the second request without an answer, in a plain campaign with two lanes.
struct Combination: Hashable, CustomStringConvertible {
    /// What the campaign is about.
    enum Story: String, CaseIterable {
        /// A run is sent, crashed, and sent to its end.
        case send
        /// A run that was sent is taken back, crashed, and taken back again.
        case recall
        /// A run is taken back while it sends.
        case stop
        /// A run is cancelled while it sends.
        case cancel
        /// A store is copied.
        case backup
        /// Two processes send the same run.
        case rival
        /// A run of direct messages is sent, crashed, and sent to its end; nothing of it may be in doubt.
        case direct
        /// A daemon starts a run that is due, is crashed, and is followed by another.
        case serve
    }

    /// The crash point, `P0`…`P18`.
    var point: Int
    /// The arrival at it, and the server's request that is answered badly.
    var nth: Int
    /// `kill`, `abort`, `sleep`, `eio`, `enospc`, `powercut` or `tear`.
    var effect: String
    /// The operation on the store's files that meets the effect; nil for "at once".
    var operation: Int?
    var server: ServerBehaviour
    var story = Story.send
    var lanes = 1

    /// Whether the effect needs the library with the faulty disk and wire.
    var needsFaultyHost: Bool {
        operation != nil || point == 6
    }

    /// Whether larkcast is meant to die of it rather than to notice it.
    var isDeadly: Bool {
        ["kill", "abort", "powercut", "tear"].contains(effect)
    }

    /// Whether an operation on the store's files fails; then the process must end and say so.
    var isDiskFault: Bool {
        operation != nil && !isDeadly
    }

    /// What `LARKCAST_CRASH` says.
    var crash: String {
        "P\(point):\(nth):\(effect)" + (operation.map { "@\($0)" } ?? "")
    }

    /// What the faulty disk draws from: the same for the same combination, whenever it is played.
    var luck: UInt64 {
        description.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// The row it counts in: a power cut is P19 wherever it strikes.
    var row: Int {
        ["powercut", "tear"].contains(effect) ? 19 : point
    }

    /// What combinations of one kind share; the list takes from each kind in turn.
    var kind: String {
        "\(story) P\(point) \(effect) \(operation == nil ? "" : "disk")"
    }

    var description: String {
        "\(crash):\(server.rawValue):\(story):x\(lanes)"
    }
}

extension Combination {
    /// Reads what ``description`` wrote; story and lanes may be left out.
    init?(_ text: String) {
        let words = text.split(separator: ":").map(String.init)
        guard (4...6).contains(words.count), words[0].hasPrefix("P"), let point = Int(words[0].dropFirst()),
            let nth = Int(words[1]), let server = ServerBehaviour(rawValue: words[3])
        else { return nil }
        let effect = words[2].split(separator: "@").map(String.init)
        self.init(
            point: point, nth: nth, effect: effect[0], operation: effect.count > 1 ? Int(effect[1]) : nil,
            server: server)
        if words.count > 4 {
            guard let story = Story(rawValue: words[4]) else { return nil }
            self.story = story
        }
        if words.count > 5 {
            guard words[5].hasPrefix("x"), let lanes = Int(words[5].dropFirst()) else { return nil }
            self.lanes = lanes
        }
    }
}
