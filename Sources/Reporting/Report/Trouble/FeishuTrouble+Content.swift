import JobModel

extension FeishuTrouble {
    /// The message itself.
    static let content: [FeishuTrouble] = [
        FeishuTrouble(
            [9_499, 4_000, 4_005, 10_001, 10_003, 10_100, 18_035, 19_002, 19_036, 99_992_402],
            meaning: Wording("a parameter is missing or invalid", zh: "参数缺失或无效"),
            fix: Wording("Correct the field that the answer names.", zh: "更正返回信息中指出的字段。")),
        FeishuTrouble(
            [230_001], on: .batch,
            meaning: Wording("a parameter is invalid", zh: "参数无效"),
            fix: Wording("Correct the id or field that the answer names.", zh: "更正返回信息中指出的 ID 或字段。")),
        FeishuTrouble(
            [230_001], on: .direct,
            meaning: Wording("a parameter is invalid", zh: "参数无效"),
            fix: Wording(
                "Correct the receiver's id or the field that the answer names; an open_id is valid for one app only.",
                zh: "更正接收者 ID 或返回信息中指出的字段；open_id 仅对一个应用有效。")),
        FeishuTrouble(
            [99_991_201, 99_991_301],
            meaning: Wording("unknown path or method", zh: "未知的路径或方法"),
            fix: Wording(
                "Check the base URL; if it is right, report this as a defect of larkcast.",
                zh: "检查 base URL；若无误，请作为 larkcast 的缺陷上报。")),
        FeishuTrouble(
            [11_227, 230_017],
            meaning: Wording("the picture or file belongs to another app", zh: "图片或文件属于其他应用"),
            fix: Wording(
                "A file that larkcast uploaded: cancel the run, then larkcast run MANIFEST --skip-sent uploads it again and reaches "
                    + "those who have not got it. A key in the manifest: upload it again with this app.",
                zh:
                    "由 larkcast 上传的文件：先取消该运行，再用 larkcast run MANIFEST --skip-sent 重新上传并发给尚未收到的人。任务文件中写明的 key：请用本应用重新上传。"
            )),
        FeishuTrouble(
            [11_231],
            meaning: Wording("the shared group was not found", zh: "找不到要分享的群"),
            fix: Wording("Correct the group's id (oc_…) in the message.", zh: "更正消息中的群 ID（oc_…）。")),
        FeishuTrouble(
            [230_015], on: .direct,
            meaning: Wording("a single chat cannot be shared", zh: "不能分享单聊"),
            fix: Wording("Share a group (oc_…) instead.", zh: "请改为分享群（oc_…）。")),
        FeishuTrouble(
            [11_235],
            meaning: Wording("@all is forbidden", zh: "禁止 @所有人"),
            fix: Wording("Remove the @all mention from the message.", zh: "从消息中删除 @所有人。")),
        FeishuTrouble(
            [11_246, 230_099],
            meaning: Wording("the content could not be created", zh: "内容创建失败"),
            fix: Wording(
                "Correct the card or content as the answer says; “ErrCode” names the part.",
                zh: "按返回信息更正卡片或内容；“ErrCode”指出出错部分。")),
        FeishuTrouble(
            [11_248],
            meaning: Wording("the content was refused", zh: "内容被拒绝"),
            fix: Wording("Correct the content as the answer says.", zh: "按返回信息更正内容。")),
        FeishuTrouble(
            [11_312],
            meaning: Wording("the message failed the content audit", zh: "消息未通过内容审核"),
            fix: Wording(
                "Change the text; a tenant administrator can see what the audit objects to.",
                zh: "修改文字；企业管理员可以查看审核意见。")),
        FeishuTrouble(
            [230_022], on: .direct,
            meaning: Wording("the content holds sensitive words", zh: "内容含敏感词"),
            fix: Wording("Change the text as the answer says.", zh: "按返回信息修改文字。")),
        FeishuTrouble(
            [230_025], on: .direct,
            meaning: Wording("the content is too long", zh: "内容过长"),
            fix: Wording(
                "Shorten it: a text has 150 KB at most, a post or card 30 KB.", zh: "请缩短：文本最多 150 KB，富文本和卡片最多 30 KB。")),
        FeishuTrouble(
            [230_028], on: .direct,
            meaning: Wording("the tenant's data protection refused the content", zh: "内容被企业数据保护规则拒绝"),
            fix: Wording(
                "Take plain phone numbers and e-mail addresses out of the text, or ask the administrator to allow them.",
                zh: "去掉文字中的明文手机号和邮箱，或请管理员放行。")),
        FeishuTrouble(
            [230_054], on: .direct,
            meaning: Wording("this kind of message is not allowed here", zh: "此处不允许该类消息"),
            fix: Wording("Use another kind of message.", zh: "请改用其他类型的消息。")),
        FeishuTrouble(
            [230_055], on: .direct,
            meaning: Wording("the file's type does not fit the message's", zh: "文件类型与消息类型不符"),
            fix: Wording("Upload the file as its own type.", zh: "请按文件本身的类型上传。")),
        FeishuTrouble(
            [230_100],
            meaning: Wording("test-like messages are restricted", zh: "疑似测试消息受限"),
            fix: Wording(
                "Write the announcement's real text: Feishu refuses texts that look like tests.",
                zh: "请使用正式文字：飞书会拒绝看起来像测试的内容。")),
    ]
}
