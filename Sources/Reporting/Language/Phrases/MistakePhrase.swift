/// What is wrong with a manifest or a list of people, and what to do about it: whoever writes them meets these first.
///
/// English is what is said where it is found, and what programs get. Whatever none of these says stays English.
struct MistakePhrase: Phrase {
    let wording: Wording

    init(_ english: String, zh chinese: String) { wording = Wording(english, zh: chinese) }

    /// In the order in which a sentence is held against them: the first that fits is what was said.
    static var allCases: [MistakePhrase] { rows + settings + names + audience + files + grammar }
}

extension MistakePhrase {
    /// Cells, rows and headers of CSV files.
    static let rows: [MistakePhrase] = [
        .init("the first line names no column of ids", zh: "第一行没有 ID 列"),
        .init("it is the header; name one of {names}", zh: "第一行是表头，请写明其中之一：{names}"),
        .init("the first line is one single cell", zh: "第一行只有一个单元格"),
        .init("separate with commas, not with tabs", zh: "请用逗号分隔，不要用制表符"),
        .init("separate with commas, not with {mark}", zh: "请用逗号分隔，不要用 {mark}"),
        .init("{name} is no column of ids", zh: "{name} 不是 ID 列"),
        .init("{name} is column {number} already", zh: "{name} 与第 {number} 列重名"),
        .init("{count} columns; a file has at most {limit}", zh: "共 {count} 列；一个文件最多 {limit} 列"),
        .init("a column without a name", zh: "有一列没有名称"),
        .init("name it or remove it", zh: "请填写名称，或删除该列"),
        .init("{name} cannot be the name of a column", zh: "{name} 不能用作列名"),
        .init(
            "use at most {count} characters, none of {braces} and no control characters",
            zh: "最多 {count} 个字符，不能含有 {braces} 和控制字符"),
        .init("{word} is a word for Excel and no header", zh: "{word} 是给 Excel 的标记，不是表头"),
        .init("remove the line", zh: "请删除该行"),
        .init("{count} cells, the header has {expected}", zh: "该行有 {count} 个单元格，表头有 {expected} 个"),
        .init("{count} cell, the header has {expected}", zh: "该行有 {count} 个单元格，表头有 {expected} 个"),
        .init("put cells with commas in quotes", zh: "含有逗号的单元格请加引号"),
        .init("the row names nobody", zh: "该行没有填写任何人"),
        .init("fill in the person's id, or put departments into a file of their own", zh: "请补填人员的 ID，或把部门放入单独的文件"),
        .init("fill {names}", zh: "请填写 {names}"),
        .init("more than {limit} rows name somebody", zh: "超过 {limit} 行"),
        .init("split the job", zh: "请拆分任务"),
        .init("a quote inside a cell", zh: "单元格中间有引号"),
        .init("put the whole cell in quotes and double the quotes inside it", zh: "请给整个单元格加引号，并把其中的引号写成两个"),
        .init("text after the closing quote of a cell", zh: "单元格的右引号之后还有文字"),
        .init("double a quote that is part of the cell", zh: "属于内容的引号请写成两个"),
        .init("the quote that opens this cell is never closed", zh: "单元格的左引号没有配对的右引号"),
        .init("a NUL byte", zh: "含有空字节（NUL）"),
        .init("save the file as CSV in UTF-8", zh: "请把文件另存为 UTF-8 编码的 CSV"),
        .init("a carriage return without a line feed", zh: "回车符之后没有换行符"),
        .init("end lines with CRLF or LF", zh: "请用 CRLF 或 LF 换行"),
        .init("a cell of more than {count} bytes; nothing after it was read", zh: "单元格超过 {count} 字节，其后的内容没有读取"),
        .init("is a quote never closed?", zh: "是否有引号没有配对？"),
        .init("the file is empty", zh: "文件为空"),
        .init("begin with a header such as open_id", zh: "请以表头开头，例如 open_id"),
        .init("there is nobody below the header", zh: "表头之下没有任何人"),
        .init("remove it from the manifest, or fill it", zh: "请从任务文件中去掉它，或补充内容"),
        .init(
            "the row names nobody of the department {name}, which other rows have beside a person; and so do {count} more rows",
            zh: "该行只填了部门 {name}，没有填写人员，而其他行的部门都写在人员旁边；另有 {count} 行也是如此"),
        .init(
            "the row names nobody of the department {name}, which other rows have beside a person",
            zh: "该行只填了部门 {name}，没有填写人员，而其他行的部门都写在人员旁边"),
        .init("a cell of nothing but blanks ({scalar})", zh: "单元格只有空白（{scalar}）"),
        .init("{shown} begins with a blank ({scalar})", zh: "{shown} 以空白开头（{scalar}）"),
        .init("{shown} ends with a blank ({scalar})", zh: "{shown} 以空白结尾（{scalar}）"),
        .init("a cell of nothing but {scalar}, which nobody sees", zh: "单元格只有看不见的字符 {scalar}"),
        .init("{shown} holds {scalar}, which nobody sees", zh: "{shown} 含有看不见的字符 {scalar}"),
        .init("empty it", zh: "请清空"),
        .init("remove it", zh: "请删除"),
        .init(
            "the column {column} holds {shown}, an error of the spreadsheet and no value",
            zh: "列 {column} 中的 {shown} 是表格的错误值，不是内容"),
        .init("{shown} is an error of the spreadsheet and no value", zh: "{shown} 是表格的错误值，不是内容"),
        .init("mend the formula and save the file again, or empty the cell", zh: "请修正公式后重新保存文件，或清空该单元格"),
        .init("{name} is on line {line} already", zh: "{name} 已在第 {line} 行出现"),
        .init("it counts once", zh: "只计一次"),
        .init("{count} rows in all name somebody who is listed above them", zh: "共有 {count} 行的人员在前面已经出现"),
        .init("each counts once", zh: "每人只计一次"),
    ]

    /// Ids, addresses and numbers.
    static let names: [MistakePhrase] = [
        .init("\"0\" is the root department, which batch messages refuse", zh: "\"0\" 是根部门，批量消息不支持"),
        .init("list the first-level departments and the people directly under the root", zh: "请列出各一级部门，以及直属于根部门的人员"),
        .init("an empty path", zh: "路径为空"),
        .init("an empty {kind}", zh: "{kind} 为空"),
        .init("{shown} contains white space or a control character", zh: "{shown} 含有空白或控制字符"),
        .init("{shown} is {other}, not an {kind}", zh: "{shown} 是 {other}，不是 {kind}"),
        .init("{shown} is {other}, not a {kind}", zh: "{shown} 是 {other}，不是 {kind}"),
        .init("{shown} is no {kind}; those look like {sample}", zh: "{shown} 不是 {kind}；正确的形如 {sample}"),
        .init(
            "{shown} is no user_id: 1 to {longest} visible ASCII characters, none of {marks} and no ..",
            zh: "{shown} 不是 user_id：应为 1 至 {longest} 个可见 ASCII 字符，不含 {marks}，也不含 .."),
        .init(
            "{shown} is no department id: od-… or 1 to {longest} letters, digits and _ - @ . starting with a letter or digit",
            zh: "{shown} 不是部门 ID：应为 od-…，或 1 至 {longest} 个字母、数字及 _ - @ .，以字母或数字开头"),
        .init("{shown} is no e-mail address", zh: "{shown} 不是邮箱地址"),
        .init("{shown} is no mobile number", zh: "{shown} 不是手机号"),
        .init("digits only, with + and the country code outside China", zh: "只写数字；中国大陆以外的号码请加 + 和国家代码"),
        .init("{shown} is no number with 00 for the +", zh: "{shown} 以 00 代替了 +，不是有效号码"),
        .init("{shown} is no number without its +", zh: "{shown} 缺少 +，不是有效号码"),
        .init("write +{number}", zh: "请写成 +{number}"),
        .init("put it into a column {name}", zh: "请放到列 {name}"),
        .init("move it to {place}", zh: "请移到 {place}"),
        .init(
            "batch messages reach people and departments, never groups; the direct channel takes it in chats",
            zh: "批量消息只能发给人员和部门，不能发给群；direct 通道可用 chats 发给群"),
        .init("an audience holds people and departments", zh: "收件名单只包含人员和部门"),
    ]
}
