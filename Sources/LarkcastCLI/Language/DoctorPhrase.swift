import JobModel
import Reporting

/// What `doctor` looks at; programs get the English.
enum CheckName: Phrase {
    case larkcast, libcurl, sqlite, memory, environment, configuration, profile, feishu, secret, problem, store
    case sending, wholeness, identity, ledger, backup, witness, credentials, bot, permission, permissions, notGranted
    case clock, notifications

    var wording: Wording {
        switch self {
        case .larkcast: Wording("larkcast", zh: "larkcast")
        case .libcurl: Wording("libcurl", zh: "libcurl")
        case .sqlite: Wording("SQLite", zh: "SQLite")
        case .memory: Wording("memory", zh: "内存")
        case .environment: Wording("environment", zh: "环境变量")
        case .configuration: Wording("configuration", zh: "配置文件")
        case .profile: Wording("profile", zh: "配置方案")
        case .feishu: Wording("Feishu", zh: "飞书")
        case .secret: Wording("app secret", zh: "应用密钥")
        case .problem: Wording("problem", zh: "问题")
        case .store: Wording("store", zh: "数据库")
        case .sending: Wording("sending", zh: "发送")
        case .wholeness: Wording("quick_check", zh: "完整性")
        case .identity: Wording("identity", zh: "身份")
        case .ledger: Wording("ledger", zh: "账本")
        case .backup: Wording("last backup", zh: "最近备份")
        case .witness: Wording("witness", zh: "见证文件")
        case .credentials: Wording("credentials", zh: "应用凭证")
        case .bot: Wording("bot", zh: "机器人")
        case .permission: Wording("permission", zh: "权限")
        case .permissions: Wording("permissions", zh: "权限")
        case .notGranted: Wording("not granted", zh: "未开通")
        case .clock: Wording("clock", zh: "时钟")
        case .notifications: Wording("notifications", zh: "通知")
        }
    }
}

/// What `doctor` found about this machine and the store.
enum DoctorPhrase: Phrase {
    case memoryClosed, memoryOpen, ignored, obeyed, secretFromEnvironment, noConfiguration
    case storeToCome, storeAt, whole, atHome, identity, identityHint, ledgerCount, ledgerToCome, backedUpTo, noBackup
    case witnessMissing, witnessHomeless, witnessHint, witnessToCome, liftsAll
    case notTried, gotToken, unnamed, bot, enabled, notEnabled, enableBot
    case clockAgrees, setClock

    var wording: Wording {
        switch self {
        case .memoryClosed:
            Wording("no core files, closed to other programs of this user", zh: "不产生核心转储，不对本用户的其他程序开放")
        case .memoryOpen: Wording("core files or debuggers may see the secret", zh: "核心转储或调试器可能看到密钥")
        case .ignored:
            Wording(
                "{names}: set, and not obeyed (see proxy and ca_file in the configuration)",
                zh: "{names}：已设置，但不生效（请见配置中的 proxy 和 ca_file）")
        case .obeyed:
            Wording(
                "{names}: set, and obeyed by the system before larkcast starts", zh: "{names}：已设置，在 larkcast 启动前由系统采用")
        case .secretFromEnvironment:
            Wording(
                "from the environment, which every program started beside it shares; a file of mode 0600 is safer",
                zh: "来自环境变量，同时启动的其他程序也能读到；使用权限为 0600 的文件更安全")
        case .noConfiguration: Wording("none; defaults and environment", zh: "无；使用默认值和环境变量")
        case .storeToCome: Wording("{path} (made by the first run)", zh: "{path}（首次运行时创建）")
        case .storeAt: Wording("{path} ({profile})", zh: "{path}（{profile}）")
        case .whole: Wording("the store is whole", zh: "数据库完整")
        case .atHome: Wording("at home on this machine", zh: "属于本机")
        case .identity: Wording("{id}, {what}", zh: "{id}，{what}")
        case .identityHint:
            Wording(
                "Nothing is sent from it; larkcast adopt shows what was found.",
                zh: "不会从中发送任何内容；larkcast adopt 显示发现的情况。")
        case .ledgerCount: Wording("{count} batches since it was begun", zh: "自建立以来 {count} 批")
        case .ledgerToCome: Wording("begun by the first run", zh: "首次运行时建立")
        case .backedUpTo: Wording("{time} to {path}", zh: "{time}，位于 {path}")
        case .noBackup: Wording("none; larkcast backup FILE makes one", zh: "无；可用 larkcast backup FILE 备份")
        case .witnessMissing: Wording("missing: {why}", zh: "缺失：{why}")
        case .witnessHomeless: Wording("neither HOME nor XDG_DATA_HOME is absolute", zh: "HOME 和 XDG_DATA_HOME 均不是绝对路径")
        case .witnessHint:
            Wording(
                "Without it nobody notices that the store's folder was put back from a copy; set XDG_DATA_HOME.",
                zh: "没有它就无法发现数据库文件夹被副本替换；请设置 XDG_DATA_HOME。")
        case .witnessToCome: Wording("{path} (begun by the next change)", zh: "{path}（下次变更时建立）")
        case .liftsAll: Wording("larkcast resume --all lifts it.", zh: "用 larkcast resume --all 解除。")
        case .notTried: Wording("app {app}, not tried", zh: "应用 {app}，未验证")
        case .gotToken: Wording("app {app}: Feishu gave a token", zh: "应用 {app}：飞书已发放访问凭证")
        case .unnamed: Wording("unnamed", zh: "未命名")
        case .bot: Wording("{name}, {state}", zh: "{name}，{state}")
        case .enabled: Wording("enabled", zh: "已启用")
        case .notEnabled: Wording("not enabled (status {status})", zh: "未启用（状态 {status}）")
        case .enableBot:
            Wording(
                "Enable the bot in the developer console and publish a new version.", zh: "请在开发者后台启用机器人并发布新版本。")
        case .clockAgrees: Wording("agrees with Feishu's", zh: "与飞书一致")
        case .setClock: Wording("Set the clock; schedules go by it.", zh: "请校准时钟；计划发送以它为准。")
        }
    }
}

/// What `doctor` found about permissions and notifications.
enum AccessFindingPhrase: Phrase {
    case atAll, inBatches, toPeople, toDepartments, expanding, counting, leavers, availability, addresses, uploads
    case readers
    case or, need, comma, forPurpose, missing, grant, granted, absent, unknown, emptyList
    case noWebhook, customBot, json, signed, webhook

    var wording: Wording {
        switch self {
        case .atAll: Wording("sending at all", zh: "发送消息")
        case .inBatches: Wording("sending in batches, following and recalling them", zh: "批量发送及其跟踪和撤回")
        case .toPeople: Wording("batches to people", zh: "向人员批量发送")
        case .toDepartments: Wording("batches to departments as such", zh: "直接向部门批量发送")
        case .expanding: Wording("turning departments into people", zh: "把部门展开为人员")
        case .counting: Wording("knowing whether everybody in a department was listed", zh: "得知部门人员是否已全部列出")
        case .availability: Wording("knowing to whom the app is available", zh: "得知应用对谁可用")
        case .leavers: Wording("knowing who has left or is frozen", zh: "得知谁已离职或停用")
        case .addresses: Wording("e-mail addresses and mobile numbers", zh: "邮箱和手机号")
        case .uploads: Wording("uploading pictures and files", zh: "上传图片和文件")
        case .readers: Wording("readers of direct messages", zh: "单发消息的已读人员")
        case .or: Wording(" or ", zh: " 或 ")
        case .need: Wording("{scopes} ({purpose})", zh: "{scopes}（{purpose}）")
        case .comma: Wording(", ", zh: "、")
        case .forPurpose: Wording("{scopes} for {purpose}", zh: "{scopes}，用于{purpose}")
        case .missing: Wording("{scopes} is not granted: it is needed for {purpose}", zh: "未开通 {scopes}：{purpose}需要该权限")
        case .grant:
            Wording(
                "Grant it under \"Permissions & Scopes\" in the developer console and publish a new app version.",
                zh: "请在开发者后台“权限管理”中开通，并发布新版本。")
        case .granted: Wording("sending is granted", zh: "已开通发送权限")
        case .absent: Wording("{list}; grant what your manifests need", zh: "{list}；请按任务需要开通")
        case .unknown:
            Wording(
                "not known, since Feishu did not list them ({why}); without sending they cannot be tried. Needed: {list}",
                zh: "未知，飞书没有列出（{why}）；不发送就无法验证。需要：{list}")
        case .emptyList: Wording("the list is empty", zh: "列表为空")
        case .noWebhook:
            Wording("no webhook; owners that manifests name get cards", zh: "未配置 webhook；任务文件中的 owner 会收到卡片")
        case .customBot: Wording("a custom bot of Feishu", zh: "飞书自定义机器人")
        case .json: Wording("JSON", zh: "JSON")
        case .signed: Wording("{kind}, signed", zh: "{kind}，已签名")
        case .webhook: Wording("{address} ({kind}), not tried; on: {list}", zh: "{address}（{kind}），未验证；通知：{list}")
        }
    }
}

/// What is wrong with a clock; in English `ClockFinding.text`.
enum ClockPhrase: Phrase {
    case beforeBuild, farFuture, backwards, jumped, jumpedAlike, ahead, behind

    var wording: Wording {
        switch self {
        case .beforeBuild:
            Wording(
                "the clock shows {year}, before larkcast was made; set it, then try again",
                zh: "时钟显示 {year} 年，早于 larkcast 的发布；请校准后重试")
        case .farFuture: Wording("the clock shows {year}; set it, then try again", zh: "时钟显示 {year} 年；请校准后重试")
        case .backwards:
            Wording(
                "the clock went backwards: it is {time} behind what the store has recorded",
                zh: "时钟倒退：比数据库已记录的时间慢 {time}")
        case .jumped: Wording("the clock jumped {time} forward; nothing is decided by it", zh: "时钟向前跳了 {time}；不以它作决定")
        case .jumpedAlike:
            Wording(
                "the clock jumped {time} forward; the server's shows the same, so what was due in between is missed, not sent late",
                zh: "时钟向前跳了 {time}；服务器时间相同，因此其间到期的内容记为错过，不补发")
        case .ahead: Wording("the clock is {time} ahead of the server's", zh: "时钟比服务器快 {time}")
        case .behind: Wording("the clock is {time} behind the server's", zh: "时钟比服务器慢 {time}")
        }
    }
}

extension Language {
    /// What is wrong with a clock.
    func words(_ finding: ClockFinding) -> String {
        func time(_ seconds: Int) -> [String: String] {
            ["time": self == .english ? DurationText.text(seconds) : duration(seconds: seconds)]
        }
        return switch finding {
        case .beforeBuild(let year): say(ClockPhrase.beforeBuild, ["year": String(year)])
        case .farFuture(let year): say(ClockPhrase.farFuture, ["year": String(year)])
        case .backwards(let seconds): say(ClockPhrase.backwards, time(seconds))
        case .jumpedForward(let seconds, let isConfirmed):
            say(isConfirmed ? ClockPhrase.jumpedAlike : .jumped, time(seconds))
        case .skew(let seconds, _): say(seconds > 0 ? ClockPhrase.ahead : .behind, time(abs(seconds)))
        }
    }
}
