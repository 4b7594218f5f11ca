import JobModel
import Reporting

/// Questions before something is sent, taken back or ended.
///
/// What is to be typed is the same in every language: `y` or `yes`, a number, or words of a form that a log can be searched for.
enum ConfirmationPhrase: Phrase {
    case sendManyPeople, sendManyInDepartments, sendUncounted, send, recall, cancelBatches, cancelMessages, approve,
        people, departments, chats
    case takeBack, stop, cannot, already, batchesOf, messagesOf, noID
    case beyondReach, stillTakingBack, typeWords

    /// The words of what is counted.
    init(_ unit: AudienceUnit) {
        self =
            switch unit {
            case .people: .people
            case .departments: .departments
            case .chats: .chats
            }
    }

    var wording: Wording {
        switch self {
        case .sendManyPeople:
            Wording("This goes to {count} people. Type the number to send: ", zh: "将发送给 {count} 人。输入这个数字以发送：")
        case .sendManyInDepartments:
            Wording(
                "This goes to {departments} departments with {count} people. Type the number of people to send: ",
                one: "This goes to 1 department with {count} people. Type the number of people to send: ",
                zh: "将发送给 {departments} 个部门，共 {count} 人。输入人数以发送：")
        case .sendUncounted:
            Wording(
                "This goes to everybody in {count} departments, and how many people that is nobody knows. Type the number of "
                    + "departments to send: ",
                one:
                    "This goes to everybody in 1 department, and how many people that is nobody knows. Type the number of "
                    + "departments to send: ",
                zh: "将发送给 {count} 个部门的所有人，人数未知。输入部门数以发送：")
        case .send: Wording("Send to {count} {unit}? [y/N] ", zh: "发送给 {count} {unit}？[y/N] ")
        case .recall: Wording("Take it back? [y/N] ", zh: "确定撤回？[y/N] ")
        case .cancelBatches:
            Wording(
                "{title}: {count} batches to {people} {unit} will never be sent. Cancel the run? [y/N] ",
                one: "{title}: 1 batch to {people} {unit} will never be sent. Cancel the run? [y/N] ",
                zh: "{title}：{count} 批、{people} {unit}将不再发送。取消这次运行？[y/N] ")
        case .cancelMessages:
            Wording(
                "{title}: {count} messages to {people} {unit} will never be sent. Cancel the run? [y/N] ",
                one: "{title}: 1 message to {people} {unit} will never be sent. Cancel the run? [y/N] ",
                zh: "{title}：{count} 条、{people} {unit}将不再发送。取消这次运行？[y/N] ")
        case .approve: Wording("Let it go to {count} {unit}? [y/N] ", zh: "允许发送给 {count} {unit}？[y/N] ")
        case .typeWords: Wording("Type  {words}  to go on: ", zh: "输入  {words}  以继续：")
        case .people: Wording("people", one: "person", zh: "人")
        case .departments: Wording("departments", one: "department", zh: "个部门")
        case .chats: Wording("groups", one: "group", zh: "个群")
        case .takeBack: Wording("Take back", zh: "撤回")
        case .stop: Wording("Stop", zh: "停止发送")
        case .already: Wording("Taken back already", zh: "此前已撤回")
        case .cannot: Wording("Cannot", zh: "无法撤回")
        case .batchesOf:
            Wording(
                "{name}: {count} batches, {people} {unit}", one: "{name}: 1 batch, {people} {unit}",
                zh: "{name}：{count} 批，{people} {unit}")
        case .messagesOf:
            Wording(
                "{name}: {count} messages, {people} {unit}", one: "{name}: 1 message, {people} {unit}",
                zh: "{name}：{count} 条，{people} {unit}")
        case .noID: Wording(": Feishu gave no id, or it is in doubt", zh: "：飞书没有给出 ID，或结果不明")
        case .beyondReach:
            Wording(
                "batch {batch} cannot be taken back: it is {state} and has no id", zh: "第 {batch} 批无法撤回：{state}，且没有 ID")
        case .stillTakingBack:
            Wording(
                "Feishu is still taking back; larkcast recall {run} looks again",
                zh: "飞书仍在撤回；可用 larkcast recall {run} 再查看")
        }
    }
}
