/// Words for times.
enum TimePhrase: Phrase {
    case seconds, minutes, hours, days, ago, ahead, justNow, dayAndTime

    var wording: Wording {
        switch self {
        case .seconds: Wording("{count} s", zh: "{count} 秒")
        case .minutes: Wording("{count} min", zh: "{count} 分钟")
        case .hours: Wording("{count} h", zh: "{count} 小时")
        case .days: Wording("{count} days", one: "{count} day", zh: "{count} 天")
        case .ago: Wording("{time} ago", zh: "{time}前")
        case .ahead: Wording("in {time}", zh: "{time}后")
        case .justNow: Wording("just now", zh: "刚刚")
        case .dayAndTime: Wording("{day}, {time}", zh: "{day} {time}")
        }
    }
}
