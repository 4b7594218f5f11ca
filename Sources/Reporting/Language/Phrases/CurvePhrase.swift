/// What stands around the curves of delivery and reads.
enum CurvePhrase: Phrase {
    case growth, alternative, alternativeHalf, noSnapshots, axis, halfMark, floors, table, tableCaption, time, after
    case snapshots, partOfBatches, partOfMessages, delivered, read, valid, share

    var wording: Wording {
        switch self {
        case .growth: Wording("How it was delivered and read", zh: "送达与阅读过程")
        case .alternative:
            Wording(
                "Curves over time: {delivered} delivered and at least {read} read by {time}.",
                zh: "随时间变化的曲线：截至 {time}，已送达 {delivered}，至少 {read} 已读。")
        case .alternativeHalf:
            Wording("Half of the reads came within {duration}.", zh: "一半的阅读发生在 {duration} 内。")
        case .noSnapshots:
            Wording("There are no snapshots yet, so there is no curve.", zh: "还没有数据快照，因此没有曲线。")
        case .axis: Wording("time since {time}", zh: "自 {time} 起的时间")
        case .halfMark: Wording("half of the reads after {duration}", zh: "{duration} 后达到一半阅读")
        case .floors:
            Wording(
                "“Read” means at least so many: Feishu counts late and not every reader.",
                zh: "“已读”为至少人数：飞书统计有延迟，且未必计入每位读者。")
        case .partOfBatches:
            Wording(
                "They are about {known} of {taken} batches: the others have not been looked at yet.",
                zh: "共 {taken} 批，目前只有 {known} 批的数据，其余尚未查询。")
        case .partOfMessages:
            Wording(
                "They are about {known} of {taken} messages: the others have not been looked at yet.",
                zh: "共 {taken} 条消息，目前只有 {known} 条的数据，其余尚未查询。")
        case .table: Wording("The figures as a table", zh: "以表格显示数据")
        case .tableCaption: Wording("Delivered and read over time", zh: "送达与阅读随时间的变化")
        case .time: Wording("Time", zh: "时间")
        case .after: Wording("After", zh: "经过")
        case .snapshots: Wording("From {count} snapshots.", one: "From 1 snapshot.", zh: "来自 {count} 次数据快照。")
        case .delivered: Wording("delivered", zh: "已送达")
        case .read: Wording("read, at least", zh: "已读（至少）")
        case .valid: Wording("valid", zh: "有效人数")
        case .share: Wording("Share who read", zh: "阅读率")
        }
    }
}
