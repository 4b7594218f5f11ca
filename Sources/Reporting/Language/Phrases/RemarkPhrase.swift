public import JobModel

/// What people should know of a plan; in English the sentences of `PlanRemark.text`, which programs get too.
enum RemarkPhrase: Phrase {
    case placeholderID, sendsNow, uncountable, departmentAddressed, departmentsUnchecked, overlapUnchecked
    case shortfalls, shortfall, moreShort, statesUnknown, unknownExclusions, uploads, file, departmentSize,
        departmentOfUnknownSize
    case sharedAddresses, idleExclusions, uncompared, repeatedDepartments, alreadySent, underOtherIDs,
        underOtherIDsUnasked, toDepartments
    case accepted, asBefore
    case people, departments, chats
    case unavailable, unavailableIn, availabilityUnknown, availabilityNeeds
    case grant, and, comma

    fileprivate init(_ unit: AudienceUnit) {
        self =
            switch unit {
            case .people: .people
            case .departments: .departments
            case .chats: .chats
            }
    }

    var wording: Wording {
        switch self {
        case .placeholderID:
            Wording(
                "{id} only holds the place of an open_id and is nobody's: write your own there; if you do not know it, write "
                    + "your address into users.emails instead, and larkcast plan prints the open_id in its first request",
                zh: "{id} 只是 open_id 的占位，不属于任何人：请换成自己的；如不知道，可把自己的邮箱写入 users.emails，larkcast plan 会在第一个请求中显示 open_id")
        case .sendsNow:
            Wording(
                "`run` sends now, whatever the schedule says; `tick` sends by the schedule",
                zh: "run 会立即发送，不受计划影响；按计划发送由 tick 执行")
        case .uncountable:
            Wording(
                "people cannot be counted before sending: each department is delivered with all its sub-departments",
                zh: "发送前无法得知人数：每个部门会连同其所有下级部门一起送达")
        case .departmentAddressed:
            Wording(
                "the app may not read these contacts, so the department itself is addressed and its people cannot be counted "
                    + "or left out: {answer}",
                zh: "应用无权读取这些通讯录数据，因此直接发给部门，无法统计或排除其中的人员：{answer}")
        case .departmentsUnchecked:
            Wording(
                "the app may not read these contacts, so the departments were not looked up: {answer}",
                zh: "应用无权读取这些通讯录数据，因此未核对这些部门：{answer}")
        case .overlapUnchecked:
            Wording(
                "whether one of the departments lies inside another could not be checked without the app's permission to read "
                    + "contacts; people in both might get the message twice",
                zh: "应用没有读取通讯录的权限，无法核对部门之间是否有上下级关系；同属两者的人可能会收到两次")
        case .shortfalls:
            Wording(
                "Feishu counts {list}, twice over: the app may not see everybody there, or somebody moved meanwhile",
                zh: "{list}，两次查询均如此：应用可能看不到其中的部分人员，或其间有人调动")
        case .shortfall:
            Wording(
                "{count} people in {department} and listed {listed}",
                one: "{count} person in {department} and listed {listed}",
                zh: "飞书统计{department}有 {count} 人，但只列出 {listed} 人")
        case .moreShort:
            Wording(
                ", and so for {count} more departments", one: ", and so for {count} more department",
                zh: "，另有 {count} 个部门也是如此")
        case .statesUnknown:
            Wording(
                "Feishu does not say of {count} of the {all} people whether they have left or are frozen, so leavers and frozen "
                    + "accounts among them are not left out.",
                zh: "{all} 人中有 {count} 人，飞书未说明是否已离职或停用，因此未排除其中的离职或停用账号。")
        case .unavailable:
            Wording(
                "the app is not available to {count} of the {all} people, so Feishu takes the message for them and delivers "
                    + "nothing: {names}. Let an administrator make the app available to them, or exclude them",
                zh: "{all} 人中有 {count} 人不在应用的可用范围内，飞书会受理但不会送达：{names}。请管理员将其加入可用范围，或排除这些人员")
        case .unavailableIn: Wording("{count} of {all} in {name}", zh: "{name} {all} 人中的 {count} 人")
        case .availabilityUnknown:
            Wording(
                "whether the app is available to all {count} people was not checked: {answer}",
                zh: "未核对全部 {count} 人是否都在应用的可用范围内：{answer}")
        case .availabilityNeeds:
            Wording(
                "whether the app is available to all {count} people was not checked, since that needs {scope}",
                zh: "未核对全部 {count} 人是否都在应用的可用范围内，核对需要 {scope}")
        case .unknownExclusions:
            Wording(
                "{count} of the people to be left out are unknown to Feishu or outside what the app may see, so nobody was left "
                    + "out for them: {places}",
                one:
                    "{count} of the people to be left out is unknown to Feishu or outside what the app may see, so nobody was "
                    + "left out for them: {places}",
                zh: "要排除的人员中，有 {count} 人在飞书中不存在或不在应用可见范围内，未能据此排除这 {count} 人：{places}")
        case .sharedAddresses:
            Wording(
                "{count} addresses belong to several people, and each of them gets the message: {list}",
                one: "{count} address belongs to several people, and each of them gets the message: {list}",
                zh: "有 {count} 个邮箱或手机号属于多人，这些人都会收到：{list}")
        case .idleExclusions:
            Wording(
                "{count} of the names to be left out are nobody's of this audience: {places}",
                one: "{count} of the names to be left out is nobody's of this audience: {places}",
                zh: "要排除的名称中，有 {count} 个不在本次名单中：{places}")
        case .uncompared:
            Wording(
                "the message has values of {count} rows that name somebody by {first} and by {second} too: it goes by {first}, "
                    + "and nobody asked whether both mean the same person ({place}). Look at both columns; or leave the {first} "
                    + "of one row empty, and Feishu's contacts are asked and compare every row",
                one:
                    "the message has values of {count} row that names somebody by {first} and by {second} too: it goes by "
                    + "{first}, and nobody asked whether both mean the same person ({place}). Look at both columns; or leave "
                    + "the {first} of one row empty, and Feishu's contacts are asked and compare every row",
                zh:
                    "消息用到的 {count} 行同时以 {first} 和 {second} 指定人员：按 {first} 发送，未核对两者是否为同一人（{place}）。请检查这些列；或将任一行的 {first} 留空，届时会查询飞书通讯录并逐行核对"
            )
        case .repeatedDepartments:
            Wording(
                "{count} departments are named again, so their people count as duplicates: {places}",
                one: "{count} department is named again, so its people count as duplicates: {places}",
                zh: "{count} 个部门被重复列出，其中人员计为重复：{places}")
        case .alreadySent:
            Wording(
                "{count} of these {unit} may have got the same message within seven days (run {runs}); exclude them, or they "
                    + "get it twice",
                zh: "其中 {count} {unit}可能在七天内已收到同一消息（运行 {runs}）；请排除，否则会收到两次")
        case .underOtherIDs:
            Wording(
                "the same message may have gone to {count} people within seven days (run {run}), named by {kind}; whether they "
                    + "are among these could not be asked: {answer}",
                zh: "同一消息七天内可能已发给以 {kind} 指定的 {count} 人（运行 {run}）；无法查询他们是否在本次名单中：{answer}")
        case .underOtherIDsUnasked:
            Wording(
                "the same message may have gone to {count} people within seven days (run {run}), named by {kind}; `run` asks "
                    + "Feishu whether they are among these",
                zh: "同一消息七天内可能已发给以 {kind} 指定的 {count} 人（运行 {run}）；run 会向飞书查询他们是否在本次名单中")
        case .toDepartments:
            Wording(
                "the same message may have gone to departments within seven days (run {run}); `run` asks Feishu whether they have "
                    + "people of these",
                zh: "同一消息七天内可能已发给部门（运行 {run}）；run 会向飞书查询本次部门的人员是否也在其中")
        case .accepted: Wording("let through with --accept-drift: {alarm}", zh: "已用 --accept-drift 放行：{alarm}")
        case .asBefore:
            Wording(
                "as in the run before, so nobody has to say yes again: {alarm}", zh: "与上一次运行相同，无需再次确认：{alarm}")
        case .people: Wording("people", zh: "人")
        case .departments: Wording("departments", zh: "个部门")
        case .chats: Wording("groups", zh: "个群")
        case .uploads:
            Wording("run uploads {files}; the plan's hash is another one then", zh: "run 会上传 {files}；届时计划的摘要会改变")
        case .file: Wording("{name} ({count} bytes)", zh: "{name}（{count} 字节）")
        case .departmentSize:
            Wording("{name} ({id}) has {count} people, sub-departments included", zh: "{name}（{id}）共 {count} 人，含下级部门")
        case .departmentOfUnknownSize:
            Wording(
                "{name} ({id}) has an unknown number of people, sub-departments included", zh: "{name}（{id}）人数未知，含下级部门")
        case .grant:
            Wording(
                "Grant {scope} under \"Permissions & Scopes\" in the developer console, publish a new app version, then run again.",
                zh: "请在开发者后台“权限管理”中开通 {scope}，发布新版本后重新运行。")
        case .and: Wording(" and ", zh: "、")
        case .comma: Wording(", and ", zh: "，")
        }
    }
}

extension Language {
    /// Something people should know of a plan.
    public func remark(_ remark: PlanRemark) -> String {
        switch remark {
        case .placeholderID(let id): say(RemarkPhrase.placeholderID, ["id": Quoting.quoted(id)])
        case .sendsNow: say(RemarkPhrase.sendsNow)
        case .uncountable: say(RemarkPhrase.uncountable)
        case .departmentAddressed(let answer): say(RemarkPhrase.departmentAddressed, ["answer": answer])
        case .departmentsUnchecked(let answer): say(RemarkPhrase.departmentsUnchecked, ["answer": answer])
        case .overlapUnchecked: say(RemarkPhrase.overlapUnchecked)
        case .shortfalls(let shortfalls): sentence(shortfalls)
        case .statesUnknown(let count, let all, let scope, let hint):
            say(RemarkPhrase.statesUnknown, ["count": figure(count), "all": figure(all)])
                + (self == .english ? " " + hint : say(RemarkPhrase.grant, ["scope": scope]))
        case .unavailable(let unavailability):
            say(
                RemarkPhrase.unavailable,
                [
                    "count": figure(unavailability.people), "all": figure(unavailability.recipients),
                    "names": names(unavailability),
                ])
        case .availabilityUnknown(let all, let answer, nil):
            say(RemarkPhrase.availabilityUnknown, ["count": figure(all), "answer": answer])
        case .availabilityUnknown(let all, _, let scope?):
            say(RemarkPhrase.availabilityNeeds, ["count": figure(all), "scope": scope])
        case .unknownExclusions(let count, let first): say(.unknownExclusions, count, first)
        case .sharedAddresses(let count, let first):
            say(
                RemarkPhrase.sharedAddresses, count: count,
                [
                    "count": figure(count),
                    "list": first.joined(separator: "; ") + (count > first.count ? "; …" : ""),
                ])
        case .idleExclusions(let count, let first): say(.idleExclusions, count, first)
        case .uncompared(let rows, let kind, let others, let place):
            say(
                RemarkPhrase.uncompared, count: rows,
                [
                    "count": figure(rows), "first": kind.rawValue, "second": PlanRemark.columns(others), "place": place,
                ])
        case .repeatedDepartments(let count, let first): say(.repeatedDepartments, count, first)
        case .alreadySent(let count, let unit, let runs):
            say(
                RemarkPhrase.alreadySent,
                ["count": figure(count), "unit": say(RemarkPhrase(unit)), "runs": PlanRemark.list(runs)])
        case .sentUnderOtherIDs(let count, let kind, let run, let answer):
            say(
                answer == nil ? RemarkPhrase.underOtherIDsUnasked : .underOtherIDs,
                ["count": figure(count), "kind": kind.rawValue, "run": run, "answer": answer ?? ""])
        case .sentToDepartments(let run): say(RemarkPhrase.toDepartments, ["run": run])
        case .accepted(let alarm): say(RemarkPhrase.accepted, ["alarm": self.alarm(alarm)])
        case .asBefore(let alarm): say(RemarkPhrase.asBefore, ["alarm": self.alarm(alarm)])
        case .uploads(let files):
            say(
                RemarkPhrase.uploads,
                [
                    "files": files.map { say(RemarkPhrase.file, ["name": $0.name, "count": figure($0.bytes)]) }
                        .joined(separator: say(RemarkPhrase.and))
                ])
        case .departmentSize(let name, let id, let people?):
            say(RemarkPhrase.departmentSize, ["name": Quoting.quoted(name), "id": id, "count": figure(people)])
        case .departmentSize(let name, let id, nil):
            say(RemarkPhrase.departmentOfUnknownSize, ["name": Quoting.quoted(name), "id": id])
        }
    }

    /// A sentence that ends with the first of so many names.
    private func say(_ phrase: RemarkPhrase, _ count: Int, _ first: [String]) -> String {
        say(phrase, count: count, ["count": figure(count), "places": PlanRemark.named(first, of: count)])
    }

    private func names(_ unavailability: Unavailability) -> String {
        guard self != .english, !unavailability.groups.isEmpty else { return unavailability.names }
        let named = unavailability.groups.map {
            say(
                RemarkPhrase.unavailableIn,
                ["name": Quoting.quoted($0.label), "all": figure($0.recipients), "count": figure($0.people)])
        }
        let isMore = unavailability.people > unavailability.groups.reduce(0) { $0 + $1.people }
        return named.joined(separator: say(RemarkPhrase.and)) + (isMore ? say(RemarkPhrase.and) + "…" : "")
    }

    private func sentence(_ shortfalls: [ContactShortfall]) -> String {
        let named = shortfalls.prefix(ContactShortfall.mostNamed).enumerated().map { index, short in
            let values = [
                "count": figure(short.counted), "department": Quoting.quoted(short.department),
                "listed": figure(short.listed),
            ]
            // English names the unit once.
            guard self == .english, index > 0 else {
                return say(RemarkPhrase.shortfall, count: short.counted, values)
            }
            return "\(short.counted) in \(Quoting.quoted(short.department)) and listed \(short.listed)"
        }
        let more = shortfalls.count - named.count
        let rest = more > 0 ? say(RemarkPhrase.moreShort, count: more, ["count": figure(more)]) : ""
        return say(RemarkPhrase.shortfalls, ["list": named.joined(separator: say(RemarkPhrase.comma)) + rest])
    }
}
