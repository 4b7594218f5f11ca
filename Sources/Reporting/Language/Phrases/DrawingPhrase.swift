/// What a preview says of the parts of a message, where they cannot be drawn or do something when they are pressed.
enum DrawingPhrase: Phrase {
    // Parts by their names
    case image, file, audio, video, sticker, icon, chart, chartTitled, form, panel, code, described, detail, bytes
    case unknownElement, nameless, unknownType, withoutKey, withoutFile, cover, noCover, closed
    // What they open
    case opens, cardOpens, onComputer, onAndroid, onIOS, orAddress
    // Controls
    case button, choose, choosePeople, day, time, dayAndTime, asksFirst, cannotBePressed, hint, hintWhileClosed
    // Whole messages
    case groupCard, cardFrom, template, version, newestVersion, variable, value

    var wording: Wording {
        switch self {
        case .image: Wording("image {name}", zh: "图片 {name}")
        case .file: Wording("file {name}", zh: "文件 {name}")
        case .audio: Wording("audio {name}", zh: "音频 {name}")
        case .video: Wording("video {name}", zh: "视频 {name}")
        case .sticker: Wording("sticker {name}", zh: "表情包 {name}")
        case .icon: Wording("icon {name}", zh: "图标 {name}")
        case .chart: Wording("chart ({type})", zh: "图表（{type}）")
        case .chartTitled: Wording("chart ({type}): {title}", zh: "图表（{type}）：{title}")
        case .form: Wording("form {name}", zh: "表单 {name}")
        case .panel: Wording("Panel", zh: "折叠面板")
        case .code: Wording("code, {name}", zh: "代码，{name}")
        case .described: Wording("{what}: {words}", zh: "{what}：{words}")
        case .detail: Wording(" ({detail})", zh: "（{detail}）")
        case .bytes: Wording("{count} bytes", zh: "{count} 字节")
        case .unknownElement: Wording("unknown element `{tag}`", zh: "未知元素 `{tag}`")
        case .nameless: Wording("element without a name", zh: "没有名称的元素")
        case .unknownType: Wording("unknown type", zh: "未知类型")
        case .withoutKey: Wording("without a key", zh: "缺少 key")
        case .withoutFile: Wording("without a file", zh: "缺少文件")
        case .cover: Wording("cover: {what}", zh: "封面：{what}")
        case .noCover: Wording("no cover", zh: "没有封面")
        case .closed: Wording("closed until somebody opens it", zh: "默认折叠，点开后可见")
        case .opens: Wording("opens {address}", zh: "打开 {address}")
        case .cardOpens: Wording("the whole card opens {address}", zh: "点击整张卡片打开 {address}")
        case .onComputer: Wording("on a computer: {address}", zh: "电脑端：{address}")
        case .onAndroid: Wording("on Android: {address}", zh: "Android 端：{address}")
        case .onIOS: Wording("on iOS: {address}", zh: "iOS 端：{address}")
        case .orAddress: Wording("or: {address}", zh: "或：{address}")
        case .button: Wording("button", zh: "按钮")
        case .choose: Wording("Choose", zh: "请选择")
        case .choosePeople: Wording("Choose people", zh: "请选择人员")
        case .day: Wording("Day", zh: "日期")
        case .time: Wording("Time", zh: "时间")
        case .dayAndTime: Wording("Day and time", zh: "日期和时间")
        case .asksFirst: Wording("asks first: {words}", zh: "点击后先询问：{words}")
        case .cannotBePressed: Wording("cannot be pressed", zh: "不可点击")
        case .hint: Wording("hint: {words}", zh: "提示：{words}")
        case .hintWhileClosed: Wording("hint while it cannot be pressed: {words}", zh: "不可点击时的提示：{words}")
        case .groupCard: Wording("group card of {id}, which works for 7 days", zh: "群名片 {id}，7 天内有效")
        case .cardFrom: Wording("card from {path}", zh: "来自 {path} 的卡片")
        case .template: Wording("card template {id}, {version}", zh: "卡片模板 {id}，{version}")
        case .version: Wording("version {name}", zh: "版本 {name}")
        case .newestVersion: Wording("whichever version is newest at the time of sending", zh: "发送时的最新版本")
        case .variable: Wording("Variable", zh: "变量")
        case .value: Wording("Value", zh: "值")
        }
    }
}

extension Language {
    /// What is known of a part, in brackets behind its name; empty when nothing is.
    func detail(_ detail: String?) -> String { detail.map { say(DrawingPhrase.detail, ["detail": $0]) } ?? "" }
}

/// The kind of a message; in English the manifest's key.
struct MessageKind: Phrase {
    let key: String

    private static let chinese = [
        "text": "文本", "post": "富文本", "image": "图片", "share_chat": "群名片", "card": "卡片", "template": "卡片模板",
        "file": "文件", "audio": "音频", "video": "视频", "sticker": "表情包",
    ]

    static var allCases: [MessageKind] { chinese.keys.sorted().map { MessageKind(key: $0) } }
    var wording: Wording { Wording(key, zh: Self.chinese[key] ?? key) }
}
