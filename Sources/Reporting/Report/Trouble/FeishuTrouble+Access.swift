import JobModel

extension FeishuTrouble {
    /// Credentials, permissions and the app itself.
    static let access: [FeishuTrouble] = [
        FeishuTrouble(
            [99_991_661, 99_991_663, 99_991_664, 99_991_665, 99_991_671, 4_001, 20_013],
            meaning: Wording("the token was refused", zh: "访问凭证被拒绝"),
            fix: Wording(
                "A new one is fetched by itself; if it comes back, check that id and secret are of the same app, and that no proxy "
                    + "strips the Authorization header.",
                zh: "会自动重新获取；若再次出现，请检查 App ID 与 App Secret 是否属于同一应用，以及代理是否去掉了 Authorization 头。")),
        FeishuTrouble(
            [10_005, 10_013, 10_014, 10_015, 20_002, 99_991_543],
            meaning: Wording(
                "wrong app id or secret, or the app is not available", zh: "App ID 或 App Secret 有误，或应用不可用"),
            fix: Wording(
                "Check both against “Credentials & Basic Info” in the developer console, and that the base URL is the right cloud.",
                zh: "在开发者后台“凭证与基础信息”中核对，并确认 base URL 属于正确的云（飞书或 Lark）。")),
        FeishuTrouble(
            [99_991_662, 99_991_673],
            meaning: Wording("the app is disabled in the tenant", zh: "应用在本企业被停用"),
            fix: Wording(
                "Ask a tenant administrator to enable the app, then run again.", zh: "请企业管理员启用应用，然后重新运行。")),
        FeishuTrouble(
            [99_991_401],
            meaning: Wording("this host's address is not on the app's allow-list", zh: "本机 IP 不在应用的白名单中"),
            fix: Wording(
                "Add this host's public IPv4 address under “Security settings” in the developer console.",
                zh: "在开发者后台“安全设置”中加入本机的公网 IPv4 地址。")),
        FeishuTrouble(
            [99_991_672, 99_991_676, 99_991_679, 99_991_668, 99_991_677],
            meaning: Wording("the app lacks a permission", zh: "应用缺少权限"),
            fix: Wording(
                "Grant the permission that the answer names under “Permissions & Scopes”, publish a new app version, then run again.",
                zh: "在“权限管理”中开通返回信息所述权限，发布新版本后重新运行。")),
        FeishuTrouble(
            [11_203],
            meaning: Wording(
                "permission im:message:send_multi_users is missing", zh: "缺少权限 im:message:send_multi_users"),
            fix: Wording(
                "Grant im:message:send_multi_users, publish a new app version, then run again.",
                zh: "开通 im:message:send_multi_users，发布新版本后重新运行。")),
        FeishuTrouble(
            [11_204],
            meaning: Wording(
                "permission im:message:send_multi_depts is missing", zh: "缺少权限 im:message:send_multi_depts"),
            fix: Wording(
                "Grant im:message:send_multi_depts, publish a new app version, then run again.",
                zh: "开通 im:message:send_multi_depts，发布新版本后重新运行。")),
        FeishuTrouble(
            [11_223, 230_027],
            meaning: Wording("no permission to send messages", zh: "没有发送消息的权限"),
            fix: Wording(
                "Grant im:message:send_as_bot, publish a new app version, then run again.",
                zh: "开通 im:message:send_as_bot，发布新版本后重新运行。")),
        FeishuTrouble(
            [11_205, 230_006],
            meaning: Wording("the app has no bot, or its bot is off", zh: "应用没有机器人，或机器人未启用"),
            fix: Wording(
                "Add the bot under “Features” in the developer console, publish a new app version, then run again.",
                zh: "在开发者后台“应用能力”中添加机器人，发布新版本后重新运行。")),
        FeishuTrouble(
            [11_207, 11_209, 11_210, 11_229, 11_240, 11_241],
            meaning: Wording("the app cannot be used in this tenant", zh: "应用在本企业不可用"),
            fix: Wording(
                "Ask a tenant administrator to install and enable the app, then run again.",
                zh: "请企业管理员安装并启用应用，然后重新运行。")),
        FeishuTrouble(
            [230_036],
            meaning: Wording("the tenant's encryption key was deleted", zh: "企业的加密密钥已被删除"),
            fix: Wording(
                "Ask a tenant administrator: nothing can be sent before the key is back.",
                zh: "请联系企业管理员：密钥恢复前无法发送消息。")),
    ]

    /// Rates and quotas.
    static let limits: [FeishuTrouble] = [
        FeishuTrouble(
            [99_991_400, 11_232, 11_233],
            meaning: Wording("too many calls", zh: "调用过于频繁"),
            fix: Wording(
                "larkcast waits and goes on by itself; another program with the same app shares the limit.",
                zh: "larkcast 会自动等待后继续；使用同一应用的其他程序会共享限额。")),
        FeishuTrouble(
            [230_020], on: .direct,
            meaning: Wording("too many messages to one person or group", zh: "对同一用户或群发送过于频繁"),
            fix: Wording(
                "larkcast waits and goes on by itself; a group's limit is shared by all bots in it.",
                zh: "larkcast 会自动等待后继续；群的限额由群内所有机器人共享。")),
        FeishuTrouble(
            [11_247],
            meaning: Wording("the app's messages of the day are used up", zh: "应用当日消息额度已用完"),
            fix: Wording(
                "Go on tomorrow with larkcast resume {run}; the rest stays pending.",
                zh: "次日用 larkcast resume {run} 继续；其余保持待发送。")),
        FeishuTrouble(
            [99_991_403],
            meaning: Wording("the tenant's API calls of the month are used up", zh: "企业当月 API 调用额度已用完"),
            fix: Wording(
                "Wait for the first of next month, or upgrade the tenant's plan.", zh: "等到下月 1 日，或升级企业版本。")),
    ]
}
