extension MistakePhrase {
    /// Who is addressed.
    static let audience: [MistakePhrase] = [
        .init("the audience is empty", zh: "收件名单为空"),
        .init("name departments, users, files or chats", zh: "请填写 departments、users、files 或 chats"),
        .init("groups are addressed alone, with nobody else and nobody left out", zh: "群只能单独发送，不能与其他对象同发，也不能排除任何人"),
        .init("make a job of its own for the groups", zh: "请为群单独建一个任务"),
        .init("\"resolve\": \"departments\" takes no users", zh: "\"resolve\": \"departments\" 不能包含 users"),
        .init("\"resolve\": \"departments\" takes no files", zh: "\"resolve\": \"departments\" 不能包含 files"),
        .init("\"resolve\": \"departments\" cannot leave anybody out", zh: "\"resolve\": \"departments\" 不能排除任何人"),
        .init("take it out, or use \"resolve\": \"people\"", zh: "请去掉，或使用 \"resolve\": \"people\""),
        .init(
            "\"resolve\": \"departments\" takes departments alone, and leaves nobody out",
            zh: "\"resolve\": \"departments\" 只能包含部门，也不能排除任何人"),
        .init(
            "{count} departments; \"resolve\": \"departments\" sends them in one call, which takes {limit}",
            zh: "共 {count} 个部门；\"resolve\": \"departments\" 在一次调用中发送，最多 {limit} 个"),
        .init(
            "{count} departments; they go out in one call, which takes {limit}",
            zh: "共 {count} 个部门；这些部门在一次调用中发送，最多 {limit} 个"),
        .init("name their parents instead, or use \"resolve\": \"people\"", zh: "请改填上级部门，或使用 \"resolve\": \"people\""),
        .init("name their parents instead", zh: "请改填上级部门"),
        .init("use \"resolve\": \"people\"", zh: "请使用 \"resolve\": \"people\""),
        .init(
            "{count} entries; one audience takes {limit} in all its lists", zh: "共 {count} 项；一个收件名单的所有列表最多 {limit} 项"),
        .init(
            "{inner} ({id}) lies inside {outer} ({parent}), which is named too: its people might get the message twice",
            zh: "{inner}（{id}）在同样列出的 {outer}（{parent}）之下，其人员可能会收到两次"),
        .init("leave the inner one out, or use \"resolve\": \"people\"", zh: "请去掉下级部门，或使用 \"resolve\": \"people\""),
        .init("the only recipient is excluded, nobody is left", zh: "唯一的接收者被排除，没有人可发送"),
        .init("every one of the {count} recipients is excluded, nobody is left", zh: "全部 {count} 个接收者都被排除，没有人可发送"),
        .init("look whether the two lists were swapped", zh: "请检查两份名单是否弄反了"),
        .init("there is nobody in the departments that are named", zh: "所列部门中没有人"),
        .init(
            "there is nobody in the departments that are named, although Feishu counts {count} people in {name} and listed {listed}",
            zh: "所列部门中没有人，但飞书统计 {name} 有 {count} 人，列出 {listed} 人"),
        .init("nobody is left of the one person named: {why}", zh: "所列的 1 人无法发送：{why}"),
        .init("nobody is left of the {count} people named: {why}", zh: "所列的 {count} 人全部无法发送：{why}"),
        .init(
            "look whether the audience names the right people, and what the app may see of the contacts",
            zh: "请检查收件名单是否正确，以及应用的通讯录权限范围"),
        .init("1 more department is unknown to Feishu", zh: "另有 1 个部门在飞书中不存在"),
        .init("{count} more departments are unknown to Feishu", zh: "另有 {count} 个部门在飞书中不存在"),
        .init(
            "{place} names two people: {kind} {name}, and {other} {second}, which is {owner}'s",
            zh: "{place} 填了两个人：{kind} {name}，而 {other} {second} 属于 {owner}"),
        .init(
            "{place} names two people: {kind} {name}, and {other} {second}, while theirs is {owner}",
            zh: "{place} 填了两个人：{kind} {name}，而 {other} {second} 不是其本人的（应为 {owner}）"),
        .init("correct the row, or leave one of the two cells empty", zh: "请更正该行，或清空其中一个单元格"),
        .init("{count} more cells name somebody else than their row", zh: "另有 {count} 个单元格与所在行不是同一人"),
        .init(
            "{place}: {address} is the address of {ids}, and what the row says is one person's",
            zh: "{place}：{address} 是多人（{ids}）共用的地址，而该行的内容只属于一个人"),
        .init("{count} more rows have the address of several people", zh: "另有 {count} 行的地址为多人共用"),
        .init("name the person by an open_id, user_id or union_id", zh: "请用 open_id、user_id 或 union_id 指明该人"),
    ]

    /// Files that a manifest names.
    static let files: [MistakePhrase] = [
        .init("{path} leads out of the manifest's folder", zh: "{path} 指向任务文件所在文件夹之外"),
        .init("put the file beside the manifest", zh: "请把文件放在任务文件旁边"),
        .init("Put the file beside the manifest.", zh: "请把文件放在任务文件旁边。"),
        .init("the path {path} contains a control character", zh: "路径 {path} 含有控制字符"),
        .init("the path {path} is absolute", zh: "路径 {path} 是绝对路径"),
        .init("the path {path} starts with ~, which nothing expands", zh: "路径 {path} 以 ~ 开头，不会被展开"),
        .init("the path {path} contains a backslash", zh: "路径 {path} 含有反斜杠"),
        .init("separate folders with /", zh: "文件夹之间请用 / 分隔"),
        .init("the path {path} leaves the manifest's folder", zh: "路径 {path} 超出任务文件所在的文件夹"),
        .init("the path {path} is longer than 1024 bytes", zh: "路径 {path} 超过 1024 字节"),
        .init("no file is named: the path is empty", zh: "没有指定文件：路径为空"),
        .init("name the file", zh: "请指定文件"),
        .init("{path}: No such file or directory", zh: "{path}：文件不存在"),
        .init("{path}: Permission denied", zh: "{path}：没有读取权限"),
        .init("No such file or directory", zh: "文件不存在"),
        .init("Permission denied", zh: "没有读取权限"),
        .init("check the path", zh: "请检查路径"),
        .init("Check the path.", zh: "请检查路径。"),
        .init("{path} is not a regular file", zh: "{path} 不是普通文件"),
        .init("is not a regular file", zh: "不是普通文件"),
        .init("name a file with the right contents", zh: "请指定内容正确的文件"),
        .init("Name a file with the right contents.", zh: "请指定内容正确的文件。"),
        .init("{path} has {count} bytes; at most {limit} are read", zh: "{path} 有 {count} 字节；最多读取 {limit} 字节"),
        .init("a campaign to very many people belongs in departments or in an audience file", zh: "收件人很多时，请使用部门或名单文件"),
    ]

    /// Keys and values.
    static let grammar: [MistakePhrase] = [
        .init("unknown key {key}", zh: "未知的键 {key}"),
        .init("known here: {keys}", zh: "此处可用：{keys}"),
        .init("the key {key} is missing", zh: "缺少键 {key}"),
        .init("expected {what}, found {found}", zh: "应为{what}，实为{found}"),
        .init("{text} is no job name", zh: "{text} 不是有效的任务名称"),
        .init(
            "use 1 to 64 lower-case letters, digits and hyphens, starting with a letter or digit",
            zh: "请用 1 至 64 个小写字母、数字和连字符，以字母或数字开头"),
        .init("a title is one line", zh: "标题只能有一行"),
        .init("{count} characters; a title has at most 200", zh: "共 {count} 个字符；标题最多 200 个"),
        .init("{text} is no duration", zh: "{text} 不是时长"),
        .init("write a whole number and s, m, h or d, as in 15m", zh: "请写整数加 s、m、h 或 d，例如 15m"),
        .init("{text} is outside {low} to {high}", zh: "{text} 不在 {low} 至 {high} 之间"),
        .init("{text} is none of {words}", zh: "{text} 不是可用的值：{words}"),
        .init("{text} is no {name} key; those start with {prefix}", zh: "{text} 不是有效的 {name} key；应以 {prefix} 开头"),
        .init("{text} is not spelt as a whole number", zh: "{text} 不是整数的写法"),
        .init("write digits alone, as in 200", zh: "请只写数字，例如 200"),
        .init(
            "the text starts with a byte order mark; save it as UTF-8 without BOM", zh: "文件以字节顺序标记开头；请另存为不带 BOM 的 UTF-8"
        ),
        .init("the text is UTF-16; save it as UTF-8", zh: "文件是 UTF-16 编码；请另存为 UTF-8"),
        .init("the text is empty", zh: "内容为空"),
        .init("a comma before {bracket} ends an object; remove it", zh: "{bracket} 之前多了一个逗号，请删除"),
        .init("a comma before {bracket} ends an array; remove it", zh: "{bracket} 之前多了一个逗号，请删除"),
        .init(
            "the key {key} occurs twice (first on line {line}); only one can count",
            zh: "键 {key} 出现了两次（首次在第 {line} 行），只能保留一个"),
        .init("the text ends where a value should be", zh: "文件在应有值的位置结束"),
        .init("the text ends inside a string", zh: "文件在字符串中间结束"),
        .init("a control character in a string must be escaped", zh: "字符串中的控制字符必须转义"),
        .init("unexpected {found} after the end of the value", zh: "内容结束之后出现多余的 {found}"),
    ]

    /// Settings that do not go together.
    static let settings: [MistakePhrase] = [
        .init("a batch goes to people and departments, not to groups", zh: "批量消息只能发给人员和部门，不能发给群"),
        .init("use \"channel\": \"direct\"", zh: "请使用 \"channel\": \"direct\""),
        .init("a direct message goes to a person or a group, not to a department", zh: "direct 通道只能发给人员或群，不能发给部门"),
        .init(
            "use \"resolve\": \"people\", or \"channel\": \"batch\"",
            zh: "请使用 \"resolve\": \"people\"，或 \"channel\": \"batch\""),
        .init("departments go out in one call, which cannot be split into waves", zh: "部门在一次调用中发送，不能分波次"),
        .init("leave \"waves\" out, or name people", zh: "请去掉 \"waves\"，或改填人员"),
        .init("only messages to groups are pinned", zh: "只有群消息可以 Pin"),
        .init("leave \"pin\" out", zh: "请去掉 \"pin\""),
        .init("follow-ups are not available in this version", zh: "此版本不支持 follow_up"),
        .init("leave \"follow_up\" out; larkcast would not remind anybody", zh: "请去掉 \"follow_up\"；larkcast 不会发送提醒"),
        .init("\"resolve\": \"departments\" needs departments", zh: "\"resolve\": \"departments\" 需要填写部门"),
        .init("a schedule needs \"at\" or \"cron\"", zh: "schedule 需要 \"at\" 或 \"cron\""),
        .init("a schedule has \"at\" or \"cron\", not both", zh: "schedule 只能有 \"at\" 或 \"cron\" 之一"),
        .init("{text} is on no calendar from 2000 to 2999", zh: "{text} 不是 2000 年至 2999 年间存在的日期"),
        .init("{text} is no civil time", zh: "{text} 不是日期时间"),
        .init(
            "write YYYY-MM-DDTHH:MM in the time of \"timezone\", without seconds or offset",
            zh: "请按 \"timezone\" 的当地时间写成 YYYY-MM-DDTHH:MM，不带秒和时差"),
        .init("{text} is a fixed offset, not a zone", zh: "{text} 是固定时差，不是时区"),
        .init("{text} is no IANA name of a time zone", zh: "{text} 不是 IANA 时区名称"),
        .init("write an IANA name such as Asia/Shanghai", zh: "请写 IANA 时区名称，例如 Asia/Shanghai"),
        .init("this machine knows no time zone {name}", zh: "本机不认识时区 {name}"),
        .init(
            "{cron}: {count} fields instead of five (minute hour day-of-month month day-of-week)",
            zh: "{cron}：有 {count} 个字段，应为五个（分 时 日 月 星期）"),
        .init("if that is meant, add \"allow_frequent\": true", zh: "如确有此意，请加 \"allow_frequent\": true"),
        .init(
            "the direct channel sends each recipient a message of their own, whatever the batch size",
            zh: "direct 通道逐人发送，与 batch_size 无关"),
        .init("leave \"batch_size\" out", zh: "请去掉 \"batch_size\""),
        .init(
            "{count} waves; name 1 to {most}, the rest of the people follow as the last one",
            zh: "共 {count} 波；请填写 1 至 {most} 波，其余人员自动作为最后一波"),
        .init("the waves take {share} % of the people, nobody is left for the last one", zh: "各波已占 {share} %，最后一波没有人"),
        .init("the rest follows by itself: leave the last share out", zh: "其余人员会自动作为最后一波：请去掉最后一项"),
        .init("{text} is no share", zh: "{text} 不是比例"),
        .init("write a whole number and %, as in \"10%\"", zh: "请写整数加 %，例如 \"10%\""),
        .init("a message is of one kind, not {kinds}", zh: "一条消息只能有一种类型，而不是 {kinds}"),
        .init("the message is empty", zh: "消息为空"),
        .init("give one of {kinds}", zh: "请填写其中之一：{kinds}"),
        .init("the text alone has {count} bytes; a text message takes {limit}", zh: "文本有 {count} 字节；文本消息最多 {limit} 字节"),
        .init("shorten it by {count} bytes at least", zh: "请至少缩短 {count} 字节"),
        .init("{text} is no version", zh: "{text} 不是版本号"),
        .init("write it as in 1.0.0", zh: "请写成 1.0.0 的形式"),
        .init("{path} is read as a path", zh: "{path} 会被当作路径"),
    ]
}
