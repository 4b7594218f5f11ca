public import JobModel

/// What one of Feishu's codes means to people, and what they do about it, in every language.
///
/// `FeishuAPI` has rows of its own, in English, by which the program acts and which are kept with each attempt. These are read years
/// later and by somebody else. A test holds that no code which `FeishuAPI` lists is missing here.
/// Source: Feishu, "Generic error codes", "Send messages in batches", "Send a message", and the pages on recalling.
public struct FeishuTrouble: Sendable, Equatable {
    /// The meaning in a few words.
    public let meaning: Wording
    /// What to do, in a sentence.
    public let fix: Wording
    let codes: [Int]
    /// The only channel on whose pages the codes mean this; `nil` for both.
    let channel: DeliveryChannel?

    init(_ codes: [Int], on channel: DeliveryChannel? = nil, meaning: Wording, fix: Wording) {
        self.codes = codes
        self.channel = channel
        self.meaning = meaning
        self.fix = fix
    }

    /// Every row.
    static let all: [FeishuTrouble] = access + limits + content + people + platform + taking

    private static let table: [DeliveryChannel: [Int: FeishuTrouble]] = {
        var table: [DeliveryChannel: [Int: FeishuTrouble]] = [:]
        for row in all {
            for channel in row.channel.map({ [$0] }) ?? [.batch, .direct] {
                for code in row.codes { table[channel, default: [:]][code] = row }
            }
        }
        return table
    }()

    /// The row of a code on a channel; `nil` when nothing is known about it.
    public static func row(_ code: Int, on channel: DeliveryChannel) -> FeishuTrouble? {
        if let row = table[channel]?[code] { return row }
        // The generic table lists these singly: an id of the request does not exist for this app.
        return (99_992_350...99_992_389).contains(code) ? unknownID : nil
    }

    /// Every code with a row of its own on a channel.
    static func codes(on channel: DeliveryChannel) -> [Int] { (table[channel] ?? [:]).keys.sorted() }

    static let unknownID = FeishuTrouble(
        [11_101, 11_102, 11_103, 11_104, 11_105, 11_106, 230_034],
        meaning: Wording("an addressed id does not exist", zh: "指定的 ID 不存在"),
        fix: Wording(
            "Correct or drop the id; an open_id is valid for one app only.",
            zh: "更正或删除该 ID；open_id 仅对一个应用有效。"))
}

/// The meanings of codes, as a part of the catalogue.
struct TroubleMeaning: Phrase {
    let trouble: FeishuTrouble

    static var allCases: [TroubleMeaning] { FeishuTrouble.all.map { TroubleMeaning(trouble: $0) } }
    var wording: Wording { trouble.meaning }
}

/// What to do about codes, as a part of the catalogue.
struct TroubleFix: Phrase {
    let trouble: FeishuTrouble

    static var allCases: [TroubleFix] { FeishuTrouble.all.map { TroubleFix(trouble: $0) } }
    var wording: Wording { trouble.fix }
}
