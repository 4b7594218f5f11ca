import Reporting

/// Logging in.
enum AccessPhrase: Phrase {
    case title, name, token, tokenHint, signIn, wrong, wait, loginNeeded, forbiddenTitle, forbidden,
        wrongHost

    var wording: Wording {
        switch self {
        case .title: Wording("Sign in", zh: "登录")
        case .name: Wording("Name", zh: "姓名")
        case .token: Wording("Token", zh: "令牌")
        case .tokenHint:
            Wording(
                "Whoever runs larkcast makes one with larkcast token and gives it to you once.",
                zh: "由管理员用 larkcast token 生成，仅显示一次。")
        case .signIn: Wording("Sign in", zh: "登录")
        case .wrong: Wording("Name and token do not belong together.", zh: "姓名与令牌不匹配。")
        case .wait:
            Wording(
                "Too many tries that failed. Try again in {count} s.", zh: "失败次数过多，请 {count} 秒后再试。")
        case .loginNeeded: Wording("Please sign in.", zh: "请先登录。")
        case .forbiddenTitle: Wording("Not yours to decide", zh: "无权操作")
        case .forbidden:
            Wording("This needs the role {role}; yours is {own}.", zh: "此操作需要“{role}”角色；您的角色是“{own}”。")
        case .wrongHost: Wording("Not spoken to under this name.", zh: "不以此名称提供服务。")
        }
    }
}
