public import JobModel

/// What cards say of runs; in English the words of `NotificationText`, which programs get too.
enum NotificationPhrase: Phrase {
    case start, cancelled, expired, sent, sentInPart, missed, skipped, halt, pause, approval, gateFailed
    case takingBack, takenBack, takenBackInPart, notTakenBack
    case subject, subjectAt, people, departments, chats, place
    case nextStart, nextMissed, nextSkipped, nextHalt, nextPause, nextApproval, nextGate, nextRecall, nextStays
    case nextEnded, nextNothing, nextNotReached, nextSent

    var wording: Wording {
        switch self {
        case .start: Wording("Sending has begun", zh: "已开始发送")
        case .cancelled: Wording("Cancelled before everything was sent", zh: "尚未全部发送即被取消")
        case .expired: Wording("Too late: its deadline passed before everything was sent", zh: "已过期：尚未全部发送即已过截止时间")
        case .sent: Wording("Sent", zh: "已发送")
        case .sentInPart: Wording("Sent, but not to everybody", zh: "已发送，但有人未收到")
        case .missed: Wording("Missed: nothing was sent", zh: "已错过：未发送任何内容")
        case .skipped: Wording("Skipped: nothing was sent", zh: "已跳过：未发送任何内容")
        case .halt: Wording("Halted: a batch is in doubt", zh: "已停住：有批次结果不明")
        case .pause: Wording("Paused", zh: "已暂停")
        case .approval: Wording("Waits for an approval", zh: "等待批准")
        case .gateFailed: Wording("Stopped after a wave: its gate failed", zh: "在一个波次后停住：未通过关口")
        case .takingBack: Wording("Being taken back", zh: "正在撤回")
        case .takenBack: Wording("Taken back", zh: "已撤回")
        case .takenBackInPart: Wording("Taken back in part", zh: "部分撤回")
        case .notTakenBack: Wording("Could not be taken back", zh: "未能撤回")
        case .subject: Wording("Run {run} of {job}", zh: "任务 {job}，运行 {run}")
        case .subjectAt: Wording("Run {run} of {job}, for {time}", zh: "任务 {job}，运行 {run}，计划时间 {time}")
        case .people: Wording("{count} people: {places}", zh: "{count} 人：{places}")
        case .departments: Wording("{count} departments: {places}", zh: "{count} 个部门：{places}")
        case .chats: Wording("{count} chats: {places}", zh: "{count} 个群：{places}")
        case .place: Wording("{count} {place}", zh: "{place} {count}")
        case .nextStart: Wording("larkcast status {run} shows how far it is.", zh: "用 larkcast status {run} 查看进度。")
        case .nextMissed:
            Wording(
                "Nothing is sent late by itself. If it is still wanted: larkcast run MANIFEST --as NAME.",
                zh: "不会自动补发。如仍需发送：larkcast run MANIFEST --as NAME。")
        case .nextSkipped: Wording("larkcast schedule shows the next firing.", zh: "用 larkcast schedule 查看下一次发送时间。")
        case .nextHalt:
            Wording(
                "larkcast resolve {run} BATCH shows the evidence and takes a decision; nothing in doubt is sent again by itself.",
                zh: "用 larkcast resolve {run} BATCH 查看证据并作出判定；结果不明的内容不会自动重发。")
        case .nextPause:
            Wording(
                "Once the reason is gone, larkcast resume {run} goes on.", zh: "原因消除后，用 larkcast resume {run} 继续发送。")
        case .nextApproval:
            Wording(
                "larkcast approve {run} --as NAME, by somebody other than its maker.",
                zh: "请由创建者以外的人执行 larkcast approve {run} --as NAME。")
        case .nextGate:
            Wording(
                "larkcast status {run} shows the figures; larkcast resume {run} goes on, larkcast recall {run} takes back.",
                zh: "用 larkcast status {run} 查看数据；larkcast resume {run} 继续发送，larkcast recall {run} 撤回。")
        case .nextRecall: Wording("larkcast status {run} shows it.", zh: "用 larkcast status {run} 查看。")
        case .nextStays: Wording("larkcast report {run} names what stays.", zh: "用 larkcast report {run} 查看未能撤回的部分。")
        case .nextEnded:
            Wording(
                "larkcast report {run} names who was reached; larkcast recall {run} takes it back.",
                zh: "用 larkcast report {run} 查看已送达的对象；larkcast recall {run} 可撤回。")
        case .nextNothing:
            Wording("Nothing was sent, and nothing more is sent by itself.", zh: "未发送任何内容，也不会自动补发。")
        case .nextNotReached:
            Wording("larkcast report {run} names who was not reached.", zh: "用 larkcast report {run} 查看未收到的对象。")
        case .nextSent:
            Wording("larkcast report {run} shows delivery and reads.", zh: "用 larkcast report {run} 查看送达和阅读情况。")
        }
    }
}

extension Language {
    /// What a card says about a run.
    public func notification(_ notification: RunNotification) -> NotificationText {
        let run = notification.run
        let names = ["run": run.id.rawValue, "job": run.job]
        return NotificationText(
            headline: say(headline(notification)),
            subject: run.occurrence.map { say(NotificationPhrase.subjectAt, names.merging(["time": $0]) { $1 }) }
                ?? say(NotificationPhrase.subject, names),
            reason: notification.reason.map(reason), people: people(run), next: say(next(notification), names))
    }

    private func headline(_ notification: RunNotification) -> NotificationPhrase {
        let run = notification.run
        return switch notification.kind {
        case .start: .start
        case .finish:
            switch run.state {
            case .cancelled: .cancelled
            case .expired: .expired
            default: run.people.invalid + run.people.rejected > 0 ? .sentInPart : .sent
            }
        case .missed: .missed
        case .skipped: .skipped
        case .halt: .halt
        case .pause: .pause
        case .approval: .approval
        case .gateFailed: .gateFailed
        case .recall:
            switch run.recall {
            case .none, .requested: .takingBack
            case .recalled: .takenBack
            case .partial: .takenBackInPart
            case .refused: .notTakenBack
            }
        }
    }

    private func people(_ run: RunSummary) -> String? {
        guard run.people.targeted > 0 else { return nil }
        let places = run.people.places.filter { $0.count > 0 }.map { place in
            say(NotificationPhrase.place, ["count": String(place.count), "place": say(place.phrase)])
        }
        let unit: NotificationPhrase =
            switch run.unit {
            case .people: .people
            case .departments: .departments
            case .chats: .chats
            }
        return say(
            unit,
            [
                "count": String(run.people.targeted),
                "places": places.joined(separator: self == .english ? ", " : "，"),
            ])
    }

    private func next(_ notification: RunNotification) -> NotificationPhrase {
        let run = notification.run
        return switch notification.kind {
        case .start: .nextStart
        case .finish:
            switch run.state {
            case .cancelled, .expired: run.people.accepted > 0 ? .nextEnded : .nextNothing
            default: run.people.invalid + run.people.rejected > 0 ? .nextNotReached : .nextSent
            }
        case .missed: .nextMissed
        case .skipped: .nextSkipped
        case .halt: .nextHalt
        case .pause: .nextPause
        case .approval: .nextApproval
        case .gateFailed: .nextGate
        case .recall: run.recall == .partial || run.recall == .refused ? .nextStays : .nextRecall
        }
    }
}
