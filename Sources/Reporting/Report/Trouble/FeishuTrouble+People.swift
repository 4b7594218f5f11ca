import JobModel

extension FeishuTrouble {
    /// Who it goes to.
    static let people: [FeishuTrouble] = [
        unknownID,
        FeishuTrouble(
            [230_013], on: .direct,
            meaning: Wording("the person is outside the app's availability, or has left", zh: "用户不在应用可用范围内，或已离职"),
            fix: Wording(
                "Add the person to the app's availability in the developer console and send to them alone, or drop them.",
                zh: "在开发者后台将其加入应用可用范围后单独发送，或从名单中删除。")),
        FeishuTrouble(
            [230_029], on: .direct,
            meaning: Wording("the person has left the company", zh: "用户已离职"),
            fix: Wording("Drop the person from the audience.", zh: "从收件名单中删除。")),
        FeishuTrouble(
            [230_053], on: .direct,
            meaning: Wording("the person has opted out of the bot", zh: "用户已拒收机器人消息"),
            fix: Wording("Respect that, or reach the person in another way.", zh: "请尊重其选择，或以其他方式联系。")),
        FeishuTrouble(
            [230_018, 230_035, 230_075], on: .direct,
            meaning: Wording("the receiver's settings allow no message from this bot", zh: "接收者的设置不允许该机器人发消息"),
            fix: Wording(
                "The chat is muted, blocked, secret or closed to the bot: ask its owner, or reach the person in another way.",
                zh: "会话被禁言、屏蔽、保密或不对机器人开放：请联系群主，或以其他方式联系。")),
        FeishuTrouble(
            [230_038], on: .direct,
            meaning: Wording("the receiver is in another tenant", zh: "接收者属于其他企业"),
            fix: Wording("Bots write to people of their own tenant only.", zh: "机器人只能给本企业的人发消息。")),
        FeishuTrouble(
            [230_002], on: .direct,
            meaning: Wording("the bot is not in the group", zh: "机器人不在群里"),
            fix: Wording(
                "Add the bot to the group, then send to it alone: a repeated run reaches the others twice.",
                zh: "将机器人加入群，然后单独发给该群：重新运行会使其他群收到两次。")),
        FeishuTrouble(
            [232_009], on: .direct,
            meaning: Wording("the group was dissolved", zh: "群已解散"),
            fix: Wording("Drop the group from the audience.", zh: "从收件名单中删除该群。")),
    ]

    /// What is nobody's fault here.
    static let platform: [FeishuTrouble] = [
        FeishuTrouble(
            [
                600, 1_500, 1_503, 1_551, 1_557, 1_642, 1_663, 1_665, 1_668, 2_200, 4_006, 5_000, 10_101, 10_105,
                10_500, 11_230, 45_500, 55_001,
            ],
            meaning: Wording("internal error of the platform", zh: "平台内部错误"),
            fix: Wording(
                "If it lasts, give the log id to Feishu's support.", zh: "若持续出现，请将日志 ID 提供给飞书技术支持。")),
        FeishuTrouble(
            [10_002],
            meaning: Wording("the message could not be created or sent", zh: "消息创建或发送失败"),
            fix: Wording(
                "See the answer for details; give the log id to Feishu's support.",
                zh: "详见返回信息；请将日志 ID 提供给飞书技术支持。")),
        FeishuTrouble(
            [18_121, 230_049],
            meaning: Wording("an earlier copy of the request is under way", zh: "相同请求正在处理中"),
            fix: Wording("Look at the outcome of the earlier one first.", zh: "请先查看前一个请求的结果。")),
        FeishuTrouble(
            [232_096], on: .direct,
            meaning: Wording("the platform takes nothing for now", zh: "平台暂时无法受理"),
            fix: Wording("Try again later.", zh: "请稍后重试。")),
    ]

    /// Recalling.
    static let taking: [FeishuTrouble] = [
        FeishuTrouble(
            [230_009],
            meaning: Wording("the tenant's recall window has passed", zh: "已超过企业的可撤回时限"),
            fix: Wording(
                "Nothing can be taken back any more; a tenant administrator sets the window (24 hours unless changed).",
                zh: "已无法撤回；时限由企业管理员设置（默认 24 小时）。")),
        FeishuTrouble(
            [230_012],
            meaning: Wording("another app sent it", zh: "由其他应用发送"),
            fix: Wording(
                "Use the app that sent it: check the profile and the app id.", zh: "请使用发送它的应用：检查 profile 和 App ID。")),
        FeishuTrouble(
            [230_026],
            meaning: Wording("the app may not recall this message", zh: "应用无权撤回此消息"),
            fix: Wording(
                "Use the app that sent it, and ask a tenant administrator whether recall is allowed.",
                zh: "请使用发送它的应用，并询问企业管理员是否允许撤回。")),
        FeishuTrouble(
            [230_030],
            meaning: Wording("Feishu does not know this batch", zh: "飞书不认识该批次"),
            fix: Wording(
                "Right after sending, ask again shortly; batches older than 30 days are forgotten.",
                zh: "刚发送时请稍后再试；超过 30 天的批次不再保留。")),
    ]
}
