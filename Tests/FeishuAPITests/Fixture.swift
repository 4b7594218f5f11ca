/// Answers in the shapes of Feishu's pages.
enum Fixture {
    static let id = "bm-dc13264520e11ab8c7df1ec62c90b23f"

    /// "Send messages in batches", everyone known.
    static let accepted = """
        {"code":0,"msg":"ok","data":{"invalid_department_ids":[],"invalid_open_ids":[],"invalid_user_ids":[],\
        "message_id":"\(id)"}}
        """

    /// The same with ids Feishu does not know.
    static let acceptedInPart = """
        {"code":0,"msg":"ok","data":{"invalid_department_ids":["od-gone"],"invalid_open_ids":["ou_1","ou_2"],\
        "invalid_union_ids":["on_1"],"invalid_user_ids":null,"message_id":"\(id)"}}
        """

    /// "Query batch message push and read progress".
    static let progress = """
        {"code":0,"msg":"success","data":{"batch_message_send_progress":{"valid_user_ids_count":204,\
        "success_user_ids_count":200,"read_user_ids_count":150},"batch_message_recall_progress":{"recall":true,\
        "recall_count":100}}}
        """

    /// "Query the number of people a batch message was pushed to and read by".
    static let readers = #"{"code":0,"msg":"ok","data":{"read_user":{"read_count":"2","total_count":"20"}}}"#

    /// "Get bot information"; the payload is beside `code`.
    static let bot = """
        {"code":0,"msg":"ok","bot":{"activate_status":2,"app_name":"通知","avatar_url":"https://example.com/a.png",\
        "ip_white_list":[],"open_id":"ou_e6e14f667cfe239d7b129b521dce0569"}}
        """

    /// Seen in the field: a missing scope, with HTTP 400.
    static let missingScope = """
        {"code":99991672,"msg":"Access denied. One of the following scopes is required: [im:message]","error":\
        {"log_id":"20260901abc","permission_violations":[{"type":"action_scope_required","subject":"im:message"}],\
        "helps":[{"url":"https://open.feishu.cn","description":"help"}]}}
        """
}
