import JobModel

/// What happens at Feishu when a rule for messages is broken, as a part of the catalogue.
///
/// In Chinese the sentence says what was found as well, since what stands before it is no more than the value.
struct LintConsequence: Phrase {
    let rule: LintRule

    static var allCases: [LintConsequence] { LintRule.allCases.map { LintConsequence(rule: $0) } }
    var wording: Wording { Wording(rule.consequence, zh: LintWords.all[rule]?.consequence ?? "") }
}

/// What to do about a broken rule, as a part of the catalogue.
struct LintFix: Phrase {
    let rule: LintRule

    static var allCases: [LintFix] { LintRule.allCases.map { LintFix(rule: $0) } }
    var wording: Wording { Wording(rule.fix, zh: LintWords.all[rule]?.fix ?? "") }
}

/// The rules in Chinese; a test holds that none is missing.
struct LintWords: Sendable {
    var consequence: String
    var fix: String

    init(_ consequence: String, fix: String) {
        self.consequence = consequence
        self.fix = fix
    }

    static let all: [LintRule: LintWords] = text.merging(cards) { $1 }.merging(files) { $1 }

    private static let text: [LintRule: LintWords] = [
        .controlCharacter: .init("含有控制字符，客户端均不显示，飞书可能拒绝该消息", fix: "请删除；换行只用 \\n"),
        .bidiControls: .init("方向控制符没有配对，其后的文字会反向显示", fix: "请在同一行内配对，或删除"),
        .bidiOverride: .init("方向覆盖符会使文字的显示顺序与书写顺序不同", fix: "请按阅读顺序书写"),
        .invisibleCharacter: .init("不可见字符，看不见，但会影响搜索和复制，并使链接失效", fix: "请删除"),
        .blankText: .init("文本为空，飞书会拒绝", fix: "请填写内容"),
        .unresolvedPlaceholder: .init("占位符未填充，所有人看到的都是占位符原文", fix: "请写成实际内容"),
        .atAll: .init("在禁止 @所有人 的场合会被拒绝", fix: "请删除：每位收件人本来就会收到该消息；群消息请确认该群允许 @所有人"),
        .atAllInWords: .init("只是文字，不会通知任何人", fix: "请删除；direct 通道的群消息请写 <at user_id=\"all\"></at>"),
        .atInBatch: .init("批量消息是否支持 @ 个人，飞书未作说明；收件人可能看到标签原文", fix: "请直接写姓名，或改用卡片、direct 通道"),
        .textMarkup: .init("此类文本不支持格式标记，收件人看到的是标记原文", fix: "请改用卡片，或使用纯文字"),
        .testLikeWording: .init("看起来像测试内容，飞书会限制此类批量消息", fix: "请写正式的通知内容"),
        .phoneNumber: .init("疑似电话号码，启用数据防泄漏的企业会拒绝明文号码", fix: "请改为联系页面的链接，或写明可以咨询谁"),
        .emailAddress: .init("疑似邮箱地址，启用数据防泄漏的企业会拒绝明文邮箱", fix: "请改为联系页面的链接，或写明可以咨询谁"),
        .textOver150KB: .init("文本过大，飞书会拒绝该请求", fix: "请缩短"),
        .mdTagInBatchPost: .init("批量富文本不支持 md 标签", fix: "请使用 text 和 a 标签，或改用卡片"),
        .mdTagNotAlone: .init("md 标签必须独占一段，否则飞书会拒绝", fix: "请放到单独的一段"),
        .styleInBatchText: .init("批量富文本不支持样式", fix: "请删除，或改用卡片"),
        .postWrapper: .init("外层由 larkcast 自动添加，写两层会被拒绝", fix: "请把各语言直接写在 \"post\" 之下"),
        .emptyLocale: .init("该语言没有可见内容，使用该语言的人会收到空消息", fix: "请补写，或去掉该语言"),
        .singleLocale: .init("只有一种语言，使用其他语言的人会看到什么，飞书未作说明", fix: "请补充员工使用的其他语言"),
        .postOver30KB: .init("富文本过大，飞书会拒绝该请求", fix: "请缩短，或改为页面链接"),
        .linkScheme: .init("客户端无法打开这样的链接", fix: "请使用 https:// 链接"),
        .shareChatExpires: .init("群名片的有效期为 7 天，而阅读跟踪的时间更长", fix: "请改用带有群链接的卡片，或最多跟踪 7 天"),
        .directOnly: .init("批量消息不能发送文件、音频、视频和表情包", fix: "请使用 \"channel\": \"direct\"，或改用带链接的卡片"),
        .stickerReceived: .init(
            "机器人只能发送别人发给它的表情包，是否收到过只有飞书知道",
            fix: "请从收到该表情包的事件中取 file_key，并用 run --test-to 发给自己试一次"),
    ]

    private static let cards: [LintRule: LintWords] = [
        .cardOver30KB: .init("卡片过大，飞书会拒绝该请求", fix: "请缩短，或改为页面链接"),
        .templateVersionNotPinned: .init("未指定模板版本，会发送届时最新的版本", fix: "请写明预览过的版本"),
        .cardElementsOver200: .init("卡片元素超过 200 个，飞书会拒绝", fix: "请缩短，或减少分栏"),
        .cardElementWithoutTag: .init("元素缺少 \"tag\"，飞书无法读取该卡片", fix: "请为每个元素写明 \"tag\""),
        .cardElementShape: .init("元素的写法不正确，飞书无法读取", fix: "请按飞书该元素的文档书写"),
        .cardUnknownTag: .init("未知的元素，2.0 卡片会被拒绝，1.0 卡片会忽略该元素", fix: "请检查拼写"),
        .cardSchema2Tag: .init("2.0 卡片没有该元素", fix: "请参照飞书 2.0 卡片的写法"),
        .cardSchema2Locales: .init("2.0 卡片没有 i18n_elements", fix: "请为每段文字写 i18n_content"),
        .cardLocalesDiffer: .init("标题与正文的语言不一致，有的语言会缺标题或缺正文", fix: "请使两处的语言一致"),
        .cardHeaderColour: .init(
            "不是标题可用的颜色，标题会显示为默认颜色",
            fix: "请使用 blue、wathet、turquoise、green、yellow、orange、red、carmine、violet、purple、indigo、grey 或 default"),
        .cardUserID: .init("不是个人的 ID，不会 @ 任何人，飞书会拒绝这样的卡片", fix: "请使用 open_id、user_id 或 union_id"),
        .cardBlank: .init("没有可见内容，收件人会收到空卡片", fix: "请填写内容，或添加图片"),
        .cardChartSpec: .init("图表缺少配置，飞书会拒绝", fix: "请把 \"chart_spec\" 写成对象"),
        .cardTableRows: .init("表格的行与列不匹配，飞书会拒绝，或不显示这些单元格", fix: "请在 \"columns\" 中写列名，\"rows\" 中写以这些列名为键的对象"),
        .cardAudio: .init(
            "音频元素缺少本应用的文件，或所在卡片可被转发，飞书会拒绝",
            fix: "请填写 \"file_key\"，并在卡片中写 \"config\": {\"enable_forward\": false}"),
        .updateMulti: .init("批量发送的卡片无法更新", fix: "请删除该项，或改用 direct 通道"),
        .imageKeyOfAnotherApp: .init("是飞书文档中的示例，图片 key 只对上传它的应用有效", fix: "请用本应用上传图片"),
        .imageKeyShape: .init("不是有效的图片 key，飞书会拒绝该卡片", fix: "图片 key 以 img_ 开头"),
        .fileKeyOfAnotherApp: .init("是飞书文档中的示例，文件 key 只对上传它的应用有效", fix: "请用本应用上传文件"),
    ]

    private static let files: [LintRule: LintWords] = [
        .imageEmpty: .init("图片文件为空，飞书会拒绝", fix: "请指定一张图片"),
        .imageOver10MB: .init("飞书只接受不超过 10 MB 的图片", fix: "请压缩图片"),
        .imageFormat: .init("飞书只接受 JPEG、PNG、WEBP、GIF、BMP、ICO、TIFF 和 HEIC 图片", fix: "请另存为 PNG 或 JPEG"),
        .imageTruncated: .init("图片不完整", fix: "请重新复制"),
        .imageDimensions: .init("飞书接受的 GIF 不超过 2000 x 2000，其他图片不超过 12000 x 12000", fix: "请缩小图片"),
        .imagePolyglot: .init("图片同时是另一种文件，不应放入消息", fix: "请用图片编辑器重新保存"),
        .imageExtension: .init("扩展名与文件的实际格式不符", fix: "请改名"),
        .fileEmpty: .init("文件为空，飞书会拒绝", fix: "请指定有内容的文件"),
        .fileOver30MB: .init("飞书只接受不超过 30 MB 的文件", fix: "请压缩，或放到云盘并发送带链接的卡片"),
        .fileExtension: .init("文件内容与扩展名不符，收件人无法打开", fix: "请改名，或重新保存"),
        .fileIsMedia: .init("这是音频或视频，收件人需先下载才能播放", fix: "请以 \"audio\" 或 \"video\" 发送"),
        .audioFormat: .init(
            "飞书只能播放 Opus 音频", fix: "请用 ffmpeg -i SOURCE -acodec libopus -ac 1 -ar 16000 TARGET.opus 转换"),
        .audioDamaged: .init("音频不完整或已损坏，收件人会听不全或听不到", fix: "请重新复制或转换"),
        .videoFormat: .init("飞书只能播放 MP4 视频", fix: "请用 ffmpeg -i SOURCE -c:v libx264 -c:a aac TARGET.mp4 转换"),
        .videoDamaged: .init("视频不完整或已损坏，收件人会看不全或看不到", fix: "请重新复制或转换"),
        .durationUnknown: .init("文件没有时长信息，飞书不会显示时长", fix: "请重新转换，使文件包含时长"),
    ]
}
