import Reporting

/// What stands around every page.
enum FramePhrase: Phrase {
    case brand, skip, navigation, runs, calendar, audit, health, languages, signedInAs, signOut, signIn
    case readOnly, readOnlyForNow, times, reload, stale, live, notLive, notFoundTitle, notFound, methodTitle, method,
        busyTitle, busy
    case troubleTitle, noStoreTitle, noStore, back

    var wording: Wording {
        switch self {
        case .brand: Wording("larkcast", zh: "larkcast")
        case .skip: Wording("Skip to the content", zh: "跳到正文")
        case .navigation: Wording("Pages", zh: "页面")
        case .runs: Wording("Runs", zh: "运行")
        case .calendar: Wording("Calendar", zh: "日程")
        case .audit: Wording("Audit", zh: "审计")
        case .health: Wording("Health", zh: "运行状况")
        case .languages: Wording("Language", zh: "语言")
        case .signedInAs: Wording("{name} ({role})", zh: "{name}（{role}）")
        case .signOut: Wording("Sign out", zh: "退出登录")
        case .signIn: Wording("Sign in", zh: "登录")
        case .readOnly: Wording("For looking only: no users are configured.", zh: "仅供查看：未配置用户。")
        case .readOnlyForNow:
            Wording("Nothing can be done from here: this process has no way to do it.", zh: "此处无法操作：本进程不具备操作条件。")
        case .times: Wording("Times are those of {zone}.", zh: "时间均为 {zone} 时区。")
        case .reload: Wording("Reload", zh: "重新加载")
        case .stale: Wording("Something has changed since this page was loaded.", zh: "页面加载后情况有变化。")
        case .live: Wording("kept up to date", zh: "实时更新中")
        case .notLive: Wording("not kept up to date; reload to see more", zh: "未实时更新；重新加载可查看最新情况")
        case .notFoundTitle: Wording("Not found", zh: "未找到")
        case .notFound: Wording("There is nothing at this address.", zh: "此地址下没有内容。")
        case .methodTitle: Wording("Not that way", zh: "方式不对")
        case .method: Wording("This address does not take {method}.", zh: "此地址不接受 {method}。")
        case .busyTitle: Wording("The store is busy", zh: "数据库正忙")
        case .busy:
            Wording(
                "Another process holds the store at the moment. Sending goes on; this page will work again shortly.",
                zh: "另一进程正在占用数据库。发送不受影响；请稍后重新加载。")
        case .troubleTitle: Wording("The store cannot be read", zh: "无法读取数据库")
        case .noStoreTitle: Wording("Nothing has been sent yet", zh: "尚未发送任何内容")
        case .noStore:
            Wording(
                "There is no store yet. It is made by the first run.", zh: "数据库尚不存在，首次运行时会自动创建。")
        case .back: Wording("Back to the run", zh: "返回该运行")
        }
    }
}

/// Roles in words.
enum RolePhrase: Phrase {
    case viewer, author, approver

    init(_ role: DashboardRole) {
        self =
            switch role {
            case .viewer: .viewer
            case .author: .author
            case .approver: .approver
            }
    }

    var wording: Wording {
        switch self {
        case .viewer: Wording("viewer", zh: "查看者")
        case .author: Wording("author", zh: "发起人")
        case .approver: Wording("approver", zh: "审批人")
        }
    }
}
