/// What stands around a preview of a message.
enum PreviewPhrase: Phrase {
    case page, heading, drawn, largest, size, light, dark, bot, badge, firstCopy, warnings, leftOut

    var wording: Wording {
        switch self {
        case .page: Wording("message preview", zh: "消息预览")
        case .heading: Wording("Message preview", zh: "消息预览")
        case .drawn:
            Wording(
                "Drawn by larkcast from the manifest; Feishu's client has its own fonts and line breaks. Pictures are not "
                    + "downloaded.",
                zh: "由 larkcast 根据任务文件绘制；飞书客户端的字体和换行会有差异。图片不下载。")
        case .largest: Wording("Size of the largest request", zh: "最大请求的大小")
        case .size: Wording("{kind} {count} of {limit} bytes", zh: "{kind} {count} / {limit} 字节")
        case .light: Wording("Light", zh: "浅色")
        case .dark: Wording("Dark", zh: "深色")
        case .firstCopy:
            Wording(
                "as the first of {count} recipients gets it", one: "as the one recipient gets it",
                zh: "第 1 位收件人看到的内容（共 {count} 位）")
        case .warnings: Wording("Warnings", zh: "警告")
        case .leftOut: Wording("Left out", zh: "未包含")
        case .bot: Wording("Bot", zh: "机器人")
        case .badge: Wording("BOT", zh: "机器人")
        }
    }
}
