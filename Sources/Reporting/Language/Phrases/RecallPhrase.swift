/// What stands around taking a run back.
enum RecallPhrase: Phrase {
    case recall, nobodyAsked, asked, ofDelivered, caption, standing, batches, delivered, takenBack, waiting, unreachable
    case refusedBecause, recipients, stillThere

    var wording: Wording {
        switch self {
        case .recall: Wording("Recall", zh: "撤回")
        case .nobodyAsked: Wording("Nobody has asked for this message back.", zh: "没有人要求撤回这条消息。")
        case .asked: Wording("Where it stands: {state}.", zh: "目前状态：{state}。")
        case .ofDelivered:
            Wording("{recalled} of {delivered} delivered are taken back.", zh: "已送达 {delivered} 条，其中已撤回 {recalled} 条。")
        case .stillThere: Wording("{count} still have it.", one: "1 still has it.", zh: "{count} 人仍能看到。")
        case .caption: Wording("What was to be taken back, by where it stands", zh: "各撤回状态的批次")
        case .standing: Wording("State", zh: "状态")
        case .batches: Wording("Batches", zh: "批次")
        case .delivered: Wording("Delivered", zh: "已送达")
        case .takenBack: Wording("Taken back", zh: "已撤回")
        case .waiting: Wording("not answered yet", zh: "尚未答复")
        case .unreachable:
            Wording(
                "{count} batches with {who} may have arrived and have no id, so they can never be taken back.",
                one:
                    "1 batch with {who} may have arrived and has no id, so it can never be taken back.",
                zh: "{count} 个批次（{who}）可能已送达但没有消息 ID，永远无法撤回。")
        case .refusedBecause: Wording("Refused for {batches}: {meaning}.", zh: "{batches}被拒绝：{meaning}。")
        case .recipients: Wording("Recipients", zh: "收件对象")
        }
    }
}
