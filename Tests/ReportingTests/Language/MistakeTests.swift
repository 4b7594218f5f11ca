import JobModel
import Testing

@testable import Reporting

/// Mistakes in manifests and lists, as whoever wrote them reads them.
struct MistakeTests {
    private func line(_ message: String, _ fix: String? = nil) -> String {
        let problem = ManifestProblem(file: "a.csv", line: 4, column: 1, pointer: "", message: message, suggestion: fix)
        return String(Language.chinese.line(problem).dropFirst("a.csv:4:1: ".count))
    }

    @Test(
        arguments: [
            (
                "\"on_1\" is a union_id, not an open_id", "put it into a column \"union_id\"",
                "\"on_1\" 是 union_id（用户），不是 open_id；请放到列 \"union_id\""
            ),
            ("3 cells, the header has 2", "put cells with commas in quotes", "该行有 3 个单元格，表头有 2 个；含有逗号的单元格请加引号"),
            ("1 cell, the header has 2", nil, "该行有 1 个单元格，表头有 2 个"),
            ("the row names nobody", "fill open_id or email", "该行没有填写任何人；请填写 open_id、email"),
            (
                "the row names nobody of the department \"od-1\", which other rows have beside a person",
                "fill in the person's id, or put departments into a file of their own",
                "该行只填了部门 \"od-1\"，没有填写人员，而其他行的部门都写在人员旁边；请补填人员的 ID，或把部门放入单独的文件"
            ),
            ("\"mail\" is no column of ids", "did you mean \"email\"?", "\"mail\" 不是 ID 列；是否应为“email”？"),
            (
                "\"0\" is the root department, which batch messages refuse",
                "list the first-level departments and the people directly under the root",
                "\"0\" 是根部门，批量消息不支持；请列出各一级部门，以及直属于根部门的人员"
            ),
            ("unknown key \"autience\"", "did you mean \"audience\"?", "未知的键 \"autience\"；是否应为“audience”？"),
            ("expected a string, found a number", nil, "应为字符串，实为数字"),
            (
                "../x.csv leads out of the manifest's folder", "put the file beside the manifest",
                "../x.csv 指向任务文件所在文件夹之外；请把文件放在任务文件旁边"
            ),
            (
                "the only recipient is excluded, nobody is left", "look whether the two lists were swapped",
                "唯一的接收者被排除，没有人可发送；请检查两份名单是否弄反了"
            ),
            (
                "nobody is left of the 3 people named: 1 excluded, 2 resigned; the first: \"ou_1\" (/audience/users/open_ids/0)",
                nil,
                "所列的 3 人全部无法发送：1 人被排除、2 人已离职；例如：\"ou_1\" (/audience/users/open_ids/0)"
            ),
            (
                "\"Sales\" (od-1) lies inside \"All\" (od-2), which is named too: its people might get the message twice",
                "leave the inner one out, or use \"resolve\": \"people\"",
                "\"Sales\"（od-1）在同样列出的 \"All\"（od-2）之下，其人员可能会收到两次；请去掉下级部门，或使用 \"resolve\": \"people\""
            ),
            ("words of no known shape", "nor these", "words of no known shape；nor these"),
        ] as [(String, String?, String)])
    func chinese(_ message: String, _ fix: String?, _ shown: String) {
        #expect(line(message, fix) == shown)
    }

    /// What is written where a mistake is found must be what the catalogue holds: a word changed there falls back to English.
    @Test(arguments: [
        "email\nx@\n", "open_id,open_id\n", "open_id;name\n", "name\nx\n", "open_id\n\"x\n", "open_id\n x\n",
        "open_id\nou_1,2\n",
        "open_id,name\n,x\n", "sep=,\n", "mobile\n008613800138000\n", "mobile\n12\n", "user_id\na/b\n",
        "department_id\n0\n",
        "department_id\n?\n", "open_id\non_1\n", "union_id\nx\n", "", "open_id\n", "open_id,\nou_1,\n", "openid\n",
        "open_id\n#N/A\n", "open_id\nou_1\u{200B}\n", "open_id\na\"b\n",
    ])
    func everyMistakeInAFileIsSaidInChinese(_ text: String) {
        let reading = AudienceFileReader().read(bytes: Array(text.utf8), name: "a.csv")
        #expect(!reading.problems.isEmpty)
        for problem in reading.problems {
            let phrases = [problem.message, problem.suggestion].compactMap(\.self)
            for phrase in phrases {
                #expect(Language.chinese.mistake(phrase) != nil || phrase.contains("Excel"), "\(phrase)")
            }
        }
    }

    @Test func everySentenceIsReadBack() {
        for phrase in MistakePhrase.allCases {
            let names = phrase.wording.english.matches(of: /{([a-z]+)}/).map { String($0.output.1) }
            let values = Dictionary(names.map { ($0, "x-\($0)") }) { $1 }
            let text = Language.english.say(phrase, values)
            #expect(Language.chinese.mistake(text) == Language.chinese.say(phrase, values), "\(text)")
        }
    }
}
