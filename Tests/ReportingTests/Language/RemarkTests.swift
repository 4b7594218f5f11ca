import JobModel
import TestSupport
import Testing

@testable import Reporting

/// What people should know of a plan, and what is wrong with its message, in both languages.
struct RemarkTests {
    private static let remarks: [PlanRemark] =
        [
            .sendsNow, .uncountable, .overlapUnchecked, .statesUnknown(8, of: 9, scope: "s", hint: grant),
            .unavailable(Unavailability(people: 5, recipients: 9, ids: ["ou_1", "ou_2", "ou_3"])),
            .unavailable(
                Unavailability(
                    people: 8, recipients: 99,
                    groups: [
                        .init(label: "A", people: 4, recipients: 4), .init(label: "B", people: 2, recipients: 30),
                        .init(label: "C", people: 1, recipients: 3),
                    ])),
            .availabilityUnknown(of: 9, answer: "timeout", scope: nil),
            .sharedAddresses(1, first: ["a@b.example (/a) is ou_1 and ou_2"]),
            .sharedAddresses(4, first: ["a", "b", "c"]), .idleExclusions(1, first: ["/a"]),
            .idleExclusions(9, first: ["/a", "/b", "/c"]),
            .uncompared(rows: 1, by: .openID, beside: [.email], place: "a.csv:2"),
            .uncompared(rows: 12, by: .userID, beside: [.email, .mobile], place: "a.csv:2"),
            .repeatedDepartments(1, first: ["\"A\" (/a)"]), .repeatedDepartments(5, first: ["a", "b", "c"]),
            .alreadySent(2, unit: .people, runs: ["a"]), .alreadySent(2, unit: .chats, runs: ["a", "b", "c", "d"]),
            .alreadySent(1, unit: .departments, runs: ["a"]),
            .sentUnderOtherIDs(7, kind: .userID, run: "a", answer: "timeout"),
            .sentUnderOtherIDs(7, kind: .unionID, run: "a", answer: nil),
            .sentToDepartments(run: "a"),
            .accepted(.uncountable(before: 92)), .asBefore(.unreached(85, of: 100)),
            .availabilityUnknown(of: 9, answer: "", scope: "application:application:self_manage"),
            .unknownExclusions(1, first: ["/a"]), .unknownExclusions(7, first: ["/a", "/b", "/c"]),
            .uploads([.init(name: "a.png", bytes: 1204)]),
            .uploads([.init(name: "a.png", bytes: 1204), .init(name: "b.mp4", bytes: 9)]),
        ]
        + HostileText.texts.flatMap { text -> [PlanRemark] in
            [
                .accepted(.exclusionShort(department: text, counted: 65, listed: 0)),
                .asBefore(.missing(department: text, counted: 69, listed: 0)),
                .placeholderID(text), .departmentAddressed(text), .departmentsUnchecked(text),
                .departmentSize(name: text, id: "od-1", people: 1200),
                .departmentSize(name: text, id: "od-1", people: nil),
            ]
        }
        + (1...5).map { count in
            .shortfalls((0..<count).map { .init(department: "D\($0)", counted: $0 + 1, listed: $0) })
        }

    private static let grant =
        "Grant s under \"Permissions & Scopes\" in the developer console, publish a new app version, then run again."

    @Test func englishIsWhatProgramsGet() {
        for remark in Self.remarks { #expect(Language.english.remark(remark) == remark.text) }
    }

    @Test func chineseHasItsOwnWordsForEach() {
        for remark in Self.remarks {
            let text = Language.chinese.remark(remark)
            #expect(text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(text)")
        }
        #expect(
            Language.chinese.remark(Self.remarks[3])
                == "9 人中有 8 人，飞书未说明是否已离职或停用，因此未排除其中的离职或停用账号。请在开发者后台“权限管理”中开通 s，发布新版本后重新运行。")
        #expect(
            Language.chinese.remark(Self.remarks[5])
                == "99 人中有 8 人不在应用的可用范围内，飞书会受理但不会送达：\"A\" 4 人中的 4 人、\"B\" 30 人中的 2 人、\"C\" 3 人中的 1 人、…。请管理员将其加入可用范围，或排除这些人员"
        )
        #expect(
            Language.chinese.remark(.shortfalls([.init(department: "A", counted: 11, listed: 9)]))
                == "飞书统计\"A\"有 11 人，但只列出 9 人，两次查询均如此：应用可能看不到其中的部分人员，或其间有人调动")
    }

    /// What a run warned of is stored in English and read in every language.
    @Test func aStoredSentenceIsReadBack() {
        for remark in Self.remarks {
            switch remark {
            // Of a plan alone: a file is uploaded before anything is stored, and a run asks whoever a plan would have to ask.
            case .uploads, .departmentSize: continue
            default: break
            }
            #expect(Language.english.remark(stored: remark.text) == remark.text)
            #expect(Language.chinese.remark(stored: remark.text) == Language.chinese.remark(remark))
        }
        for text in HostileText.texts { #expect(Language.chinese.remark(stored: text) == text) }
    }

    private static func problem(_ message: String, _ fix: String?, _ rule: LintRule?) -> ManifestProblem {
        ManifestProblem(
            file: "a.json", line: 3, column: 7, pointer: "/message/text", message: message, suggestion: fix, rule: rule)
    }

    @Test(arguments: [
        (
            problem(
                "\"13800001111\" looks like a phone number: \(LintRule.phoneNumber.consequence) (230028, 11312)",
                LintRule.phoneNumber.fix, .phoneNumber),
            "\"13800001111\"：疑似电话号码，启用数据防泄漏的企业会拒绝明文号码（230028、11312）；请改为联系页面的链接，或写明可以咨询谁 [phone-number-dlp]"
        ),
        (
            problem(
                "the invisible character U+200B: \(LintRule.invisibleCharacter.consequence)", "remove it",
                .invisibleCharacter),
            "U+200B：不可见字符，看不见，但会影响搜索和复制，并使链接失效；请删除 [invisible-character]"
        ),
        (
            problem(
                "\"bleu\" is no colour of a header: \(LintRule.cardHeaderColour.consequence)", "did you mean \"blue\"?",
                .cardHeaderColour),
            "\"bleu\"：不是标题可用的颜色，标题会显示为默认颜色；是否应为“blue”？ [card-header-colour]"
        ),
        (
            problem(
                "31744 bytes, 1024 over the 30720: \(LintRule.cardOver30KB.consequence) (230025, 11246)",
                "shorten it, or link to a page", .cardOver30KB),
            "31744 字节：卡片过大，飞书会拒绝该请求（230025、11246）；请缩短，或改为页面链接 [card-over-30-kb]"
        ),
        (problem("\"a@b.example\" is on line 2 already", "it counts once", nil), "\"a@b.example\" 已在第 2 行出现；只计一次"),
        (
            problem("39 rows in all name somebody who is listed above them", "each counts once", nil),
            "共有 39 行的人员在前面已经出现；每人只计一次"
        ),
        (problem("unknown key \"x\"", "did you mean \"y\"?", nil), "未知的键 \"x\"；是否应为“y”？"),
    ])
    func aFinding(problem: ManifestProblem, shown: String) {
        #expect(Language.chinese.line(problem) == "a.json:3:7: /message/text: " + shown)
        #expect(Language.english.line(problem) == problem.description)
    }

    @Test func everyRuleHasItsOwnWords() {
        #expect(Set(LintWords.all.keys) == Set(LintRule.allCases))
    }
}
