/// The errors that people meet most, and what to do about them; in English the messages themselves, which programs get.
///
/// Whatever none of these says stays English: there are hundreds more, most of which only operations ever see.
enum ErrorPhrase: Phrase {
    // Runs that are looked for
    case noSuchRun, noRunCalled, noRunCalledHint, noRunYet, noTestYet, listShows, severalRuns, moreCharacters,
        noSuchBatch
    case noSuchBatchHint
    // What cannot be done to a run
    case cannotBe, standsHint, onItsWay, notInDoubt, nothingToCancel, notPossible, statusShows
    case isInDoubtBecause, isInDoubt, isBecause, isWhere, evidenceHint, evidenceAloneHint, evidenceApproveHint,
        showsHint
    case waitsForNoApproval, otherIsMeant, ownRun, quietHours, manifestChanged, filesChanged, manifestChangedHint
    case unapprovedChangedHint
    // What may not go out
    case repeatHint, repeatRestHint, hasUnfinished, skipBesideHint, deadKey, deadKeyHint, tooManyADay, tooManyADayHint,
        appStopped, appStoppedHint, otherApp, otherAppHint, notAdopted
    case notAdoptedHint, everythingPaused, liftsHint, lockHeld, lockHeldHint, driftHint
    // Questions
    case notConfirmed, needsWords, needsWordsHint, wordsAre, sendingNeeds, recallNeeds, cancellingNeeds, approvalNeeds
    case confirmHint
    // Where things are
    case noAppID, noAppIDHint, noStoreYet, noStore, storeGone, storeGoneHint, storeNotThere, storeNotThereHint,
        stoppedEarly, lookAgain
    // What is to be mended
    case mendManifest, mendFile, nothingSent, grant

    var wording: Wording {
        switch self {
        case .noSuchRun: Wording("there is no run {run}", zh: "没有运行 {run}")
        case .noRunCalled: Wording("no run is called {run}", zh: "没有名为 {run} 的运行")
        case .noRunCalledHint:
            Wording(
                "give a run id, the beginning of one, or JOB@latest; `larkcast list` shows the runs",
                zh: "请给出运行 ID、其开头几位，或 JOB@latest；用 larkcast list 查看所有运行")
        case .noRunYet: Wording("job {job} has no run yet", zh: "任务 {job} 还没有运行")
        case .noTestYet: Wording("job {job} has no test yet", zh: "任务 {job} 还没有测试")
        case .listShows: Wording("`larkcast list` shows the runs", zh: "用 larkcast list 查看所有运行")
        case .severalRuns: Wording("several runs begin with {run}: {runs}", zh: "有多个运行以 {run} 开头：{runs}")
        case .moreCharacters: Wording("give more characters", zh: "请多给几位")
        case .noSuchBatch: Wording("run {run} has no batch {batch}", zh: "运行 {run} 没有第 {batch} 批")
        case .noSuchBatchHint:
            Wording("`larkcast status {run}` lists its batches", zh: "用 larkcast status {run} 查看各批次")
        case .cannotBe: Wording("run {run} is {state} and cannot be {action}", zh: "运行 {run} {state}，不能{action}")
        case .standsHint: Wording("`larkcast status {run}` shows where it stands", zh: "用 larkcast status {run} 查看当前状态")
        case .notInDoubt:
            Wording("batch {batch} of run {run} is {state}, not in doubt", zh: "运行 {run} 第 {batch} 批{state}，并非结果不明")
        case .onItsWay:
            Wording(
                "batch {batch} of run {run} is on its way ({state}), not in doubt",
                zh: "运行 {run} 第 {batch} 批正在发送（{state}），并非结果不明")
        case .nothingToCancel:
            Wording("run {run} is {state}; nothing is left to cancel", zh: "运行 {run} {state}，没有可取消的内容")
        case .notPossible:
            Wording("run {run} is {state}; {request} is not possible", zh: "运行 {run} {state}，无法执行 {request}")
        case .statusShows: Wording("larkcast status {run} shows it", zh: "用 larkcast status {run} 查看")
        case .isInDoubtBecause:
            Wording(
                "run {run} of {job} is {state} ({reason}); in doubt: batch {batches}",
                zh: "任务 {job} 的运行 {run} {state}（{reason}）；结果不明：第 {batches} 批")
        case .isInDoubt:
            Wording(
                "run {run} of {job} is {state}; in doubt: batch {batches}",
                zh: "任务 {job} 的运行 {run} {state}；结果不明：第 {batches} 批")
        case .isBecause: Wording("run {run} of {job} is {state} ({reason})", zh: "任务 {job} 的运行 {run} {state}（{reason}）")
        case .isWhere: Wording("run {run} of {job} is {state}", zh: "任务 {job} 的运行 {run} {state}")
        case .evidenceHint:
            Wording(
                "larkcast resolve {run} {batch} shows the evidence; larkcast resume {other} sends what provably never left",
                zh: "用 larkcast resolve {run} {batch} 查看证据；larkcast resume {other} 会发送可证实从未发出的部分")
        case .evidenceAloneHint:
            Wording("larkcast resolve {run} {batch} shows the evidence", zh: "用 larkcast resolve {run} {batch} 查看证据")
        case .evidenceApproveHint:
            Wording(
                "larkcast status {run} shows it; larkcast approve {other} --as NAME, said by a second person, lets it go out",
                zh: "用 larkcast status {run} 查看；由第二人执行 larkcast approve {other} --as NAME 后即可发出")
        case .showsHint:
            Wording(
                "larkcast status {run} shows it; larkcast resume {other} sends what provably never left",
                zh: "用 larkcast status {run} 查看；larkcast resume {other} 会发送可证实从未发出的部分")
        case .waitsForNoApproval:
            Wording("run {run} is {state} and waits for no approval", zh: "运行 {run} {state}，无需批准")
        case .otherIsMeant:
            Wording(
                "the run of {job} that is {state} is {run}: larkcast {command} {other}",
                zh: "任务 {job} 中{state}的运行是 {run}：larkcast {command} {other}")
        case .ownRun:
            Wording("run {run} was made by {name}, who cannot approve it", zh: "运行 {run} 由 {name} 创建，不能由其本人批准")
        case .quietHours:
            Wording(
                "run {run} would go out within the quiet hours of {job}, which end at {time}",
                zh: "运行 {run} 将在任务 {job} 的免打扰时段内发出，该时段至 {time} 结束")
        case .manifestChanged:
            Wording(
                "the manifest and its files no longer say what the unfinished run {run} was frozen with",
                zh: "任务文件及其引用的文件与未完成的运行 {run} 固化时的内容不同")
        case .filesChanged:
            Wording(
                "the manifest and its files no longer say what the unfinished run {run} was frozen with; changed: {files}",
                zh: "任务文件及其引用的文件与未完成的运行 {run} 固化时的内容不同；已修改：{files}")
        case .manifestChangedHint:
            Wording(
                "larkcast resume {run} finishes what was frozen; or restore what was changed",
                zh: "用 larkcast resume {run} 按固化的内容发完；或恢复被修改的内容")
        case .unapprovedChangedHint:
            Wording(
                "larkcast cancel {run} makes room for a new plan; or restore what was changed: its frozen state is what "
                    + "larkcast approve {run} lets out",
                zh: "用 larkcast cancel {run} 取消后可重新计划；或恢复被修改的内容（larkcast approve {run} 批准的是固化时的内容）")
        case .repeatHint:
            Wording(
                "if it shall really go out again, say `--allow-repeat {run}`", zh: "如确需再次发送，请加 --allow-repeat {run}")
        case .repeatRestHint:
            Wording(
                "{some} of {count} {unit} may have it: say `--skip-sent` to send to the others alone, or `--allow-repeat {run}` "
                    + "if it shall really go out again to all",
                zh: "{count} {unit}中有 {some} {unit}可能已收到：请加 --skip-sent 只发给其余对象；如确需向全体再次发送，请加 --allow-repeat {run}")
        case .hasUnfinished:
            Wording(
                "job {job} has the unfinished run {run}, which may still reach people",
                zh: "任务 {job} 有未完成的运行 {run}，它仍可能发给一些人")
        case .skipBesideHint:
            Wording(
                "`larkcast cancel {run}`, then `larkcast run MANIFEST --skip-sent` reaches those who have not got it; or "
                    + "`larkcast resume {other}` goes on with what was frozen",
                zh:
                    "先 larkcast cancel {run}，再用 larkcast run MANIFEST --skip-sent 发给尚未收到的人；或用 larkcast resume {other} 按固化的内容继续"
            )
        case .deadKey:
            Wording(
                "Feishu has refused the key of the file that run {run} sends, and whatever is left of the run has that key",
                zh: "飞书拒绝了运行 {run} 所发文件的密钥（key），其余部分也使用该密钥")
        case .deadKeyHint:
            Wording(
                "`larkcast cancel {run}`, then `larkcast run MANIFEST --skip-sent`: it uploads the file again and reaches those "
                    + "who have not got it",
                zh: "先 larkcast cancel {run}，再 larkcast run MANIFEST --skip-sent：会重新上传文件，并发给尚未收到的人")
        case .tooManyADay:
            Wording(
                "{planned} recipients and the {committed} of the last 24 hours and of unfinished runs are more than the {limit} "
                    + "an app may address a day",
                zh: "{planned} 个接收者加上最近 24 小时和未完成运行的 {committed} 个，超过应用每日可发送的 {limit} 个")
        case .tooManyADayHint:
            Wording(
                "wait until enough of them are a day old, or divide the audience; nothing was stored or sent",
                zh: "请等到其中足够多的已满一天，或拆分收件名单；未保存也未发送任何内容")
        case .appStopped: Wording("no run of this app sends now: {reason}", zh: "该应用的所有运行现在都不发送：{reason}")
        case .appStoppedHint:
            Wording(
                "nothing was stored; run again once there is room, or larkcast resume RUN sends at once",
                zh: "未保存任何内容；限额恢复后请重新运行，或用 larkcast resume RUN 立即发送")
        case .otherApp:
            Wording(
                "run {run} belongs to app {expected}, and the configuration names {found}",
                zh: "运行 {run} 属于应用 {expected}，而配置中是 {found}")
        case .otherAppHint: Wording("choose the other profile with --profile", zh: "请用 --profile 选择另一个配置方案")
        case .notAdopted: Wording("nothing is sent from this store: {finding}", zh: "不会从该数据库发送任何内容：{finding}")
        case .notAdoptedHint:
            Wording(
                "make sure that no other larkcast sends from the original or a copy, look with larkcast adopt, then say larkcast "
                    + "adopt --i-stopped-the-other-one",
                zh: "请确认没有其他 larkcast 在使用原件或副本发送，用 larkcast adopt 查看，然后执行 larkcast adopt --i-stopped-the-other-one")
        case .everythingPaused:
            Wording("everything is paused since {time} by {who}: {reason}", zh: "自 {time} 起由 {who} 全部暂停：{reason}")
        case .liftsHint: Wording("larkcast resume --all lifts it", zh: "用 larkcast resume --all 解除")
        case .lockHeld: Wording("{holder} is already sending from this store", zh: "{holder} 正在使用该数据库发送")
        case .lockHeldHint:
            Wording(
                "nothing was done here: let it end, then say this again; one larkcast sends from a store at a time",
                zh: "此处未执行任何操作：请等它结束后再执行；同一数据库同时只能有一个 larkcast 发送")
        case .driftHint:
            Wording(
                "Nothing was sent. Look with larkcast plan who is addressed; if that is right, add --accept-drift.",
                zh: "未发送任何内容。请用 larkcast plan 查看收件对象；如无误，请加 --accept-drift。")
        case .notConfirmed: Wording("not confirmed; nothing was done", zh: "未确认；未执行任何操作")
        case .needsWords:
            Wording(
                "this needs typed words, and there is no terminal to ask on; --yes does not stand for them",
                zh: "此操作需要输入确认文字，而当前没有终端可供询问；--yes 不能代替")
        case .needsWordsHint:
            Wording("Look first, then add --confirm \"{words}\".", zh: "请先查看，再加 --confirm \"{words}\"。")
        case .wordsAre: Wording("The words are: {words}", zh: "应输入：{words}")
        case .sendingNeeds:
            Wording(
                "sending to {count} {unit} needs a confirmation, and there is no terminal to ask on",
                zh: "发送给 {count} {unit}需要确认，而当前没有终端可供询问")
        case .recallNeeds:
            Wording("a recall needs a confirmation, and there is no terminal to ask on", zh: "撤回需要确认，而当前没有终端可供询问")
        case .cancellingNeeds:
            Wording(
                "cancelling a run needs a confirmation, and there is no terminal to ask on", zh: "取消需要确认，而当前没有终端可供询问")
        case .approvalNeeds:
            Wording(
                "an approval needs a confirmation, and there is no terminal to ask on", zh: "批准需要确认，而当前没有终端可供询问")
        case .confirmHint:
            Wording(
                "Look first (larkcast plan, larkcast status), then add --yes.",
                zh: "请先查看（larkcast plan、larkcast status），再加 --yes。")
        case .noAppID: Wording("no app id is configured", zh: "未配置 App ID")
        case .noAppIDHint:
            Wording(
                "Name the configuration, --config DIR/config.yaml or LARKCAST_CONFIG, and write app_id into it (larkcast init "
                    + "writes one); or set LARKCAST_APP_ID.",
                zh:
                    "请用 --config DIR/config.yaml 或 LARKCAST_CONFIG 指定配置文件，并在其中写入 app_id（larkcast init 可生成）；或设置 LARKCAST_APP_ID。"
            )
        case .noStoreYet: Wording("there is no store at {path} yet", zh: "{path} 处还没有数据库")
        case .storeGone:
            Wording(
                "the store {path} is empty or gone, but {names} shows that it was in use",
                zh: "数据库 {path} 为空或已不存在，但 {names} 表明它曾被使用")
        case .storeGoneHint:
            Wording(
                "restore it from a backup; to start afresh on purpose, remove {names}",
                zh: "请从备份恢复；如确需重新开始，请删除 {names}")
        case .storeNotThere:
            Wording(
                "the store {path} is empty or gone, but {names} remembers that batches were sent from it",
                zh: "数据库 {path} 为空或已不存在，但 {names} 记录了它曾发送过批次")
        case .storeNotThereHint:
            Wording(
                "mount its volume, or put the store back; to start afresh on purpose, remove {names}",
                zh: "请挂载其所在的卷，或放回数据库；如确需重新开始，请删除 {names}")
        case .noStore: Wording("there is no store at {path}", zh: "{path} 处没有数据库")
        case .stoppedEarly: Wording("stopped before it was done", zh: "未完成即停止")
        case .lookAgain: Wording("look at it again", zh: "请重新查看")
        case .mendManifest:
            Wording(
                "Nothing was sent. Mend the manifest, then run larkcast validate.",
                zh: "未发送任何内容。请修改任务文件，然后运行 larkcast validate。")
        case .mendFile:
            Wording(
                "Nothing was sent. Mend {file}, then run larkcast validate.",
                zh: "未发送任何内容。请修改 {file}，然后运行 larkcast validate。")
        case .grant:
            Wording(
                "Grant {scope} under \"Permissions & Scopes\" in the developer console, publish a new app version, then run again.",
                zh: "请在开发者后台“权限管理”中开通 {scope}，发布新版本后重新运行。")
        case .nothingSent: Wording("Nothing was sent.", zh: "未发送任何内容。")
        }
    }
}
