/// What a report on several runs says.
enum SeriesPhrase: Phrase {
    case ofJob, ofAll, since, runs, none, chart, chartAlternative, caption, run, counted
    case readShare, left

    var wording: Wording {
        switch self {
        case .ofJob: Wording("Runs of {job}", zh: "任务 {job} 的历次运行")
        case .ofAll: Wording("Runs of all jobs", zh: "所有任务的运行")
        case .since: Wording("since {time}", zh: "自 {time} 起")
        case .runs: Wording("{count} runs", one: "1 run", zh: "{count} 次运行")
        case .none: Wording("There are no runs to report.", zh: "没有可报告的运行。")
        case .chart: Wording("Share who read, run by run", zh: "历次阅读率")
        case .chartAlternative:
            Wording(
                "Columns: the share of the delivered who have read it, oldest run first, from {first} to {last}.",
                zh: "柱状图：已送达中的已读占比，从最早的运行开始，由 {first} 到 {last}。")
        case .caption: Wording("The runs, newest first", zh: "历次运行，最新的在前")
        case .run: Wording("Run", zh: "运行")
        case .counted:
            Wording(
                "Tests and runs that count departments or groups are listed and not added up.",
                zh: "测试以及按部门或群计数的运行仅列出，不计入总计。")
        case .readShare: Wording("Share who read", zh: "阅读率")
        case .left:
            Wording("{count} older runs are not shown", one: "1 older run is not shown", zh: "另有 {count} 次较早的运行未显示")
        }
    }
}
