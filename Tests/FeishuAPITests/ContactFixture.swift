/// Answers in the shapes of Feishu's contact and app pages.
enum ContactFixture {
    /// "Get department information".
    static let department = """
        {"code":0,"msg":"success","data":{"department":{"name":"财务","i18n_name":{"zh_cn":"财务"},\
        "parent_department_id":"od-4e6ac4d14bcd5071a37a39de902c7141","department_id":"D096",\
        "open_department_id":"od-4e6ac4d14bcd5071a37a39de902c7142","leader_user_id":"ou_7dab8a3d3cdcc9da365777c7ad535d62",\
        "order":"100","member_count":100,"primary_member_count":90,"status":{"is_deleted":false},"leaders":[]}}}
        """

    /// One department with nothing that need not be there.
    static let bare = #"{"open_department_id":"od-1"}"#

    /// "Get users directly in a department"; nothing that the page shows is left out.
    static let person = """
        {"union_id":"on_94a1ee5551019f18cd73d9f111898cf2","user_id":"3e3cf96b","open_id":"ou_7dab8a3d3cdcc9da365777c7ad535d62",\
        "name":"张三","en_name":"San Zhang","email":"zhangsan@example.com","mobile":"+8613800000000","mobile_visible":false,\
        "gender":1,"status":{"is_frozen":false,"is_resigned":false,"is_activated":true,"is_exited":false,"is_unjoin":false},\
        "department_ids":["od-1","od-2"],"leader_user_id":"ou_1","city":"杭州","join_time":2147483647,"employee_type":1}
        """

    /// "Obtain user ID via email or mobile number".
    static let contacts = """
        {"code":0,"msg":"success","data":{"user_list":[{"user_id":"ou_1","mobile":"13800000000",\
        "status":{"is_frozen":true,"is_resigned":true,"is_activated":false,"is_exited":true,"is_unjoin":false}},\
        {"user_id":"ou_2","email":"a@example.com"},{"email":"nobody@example.com"}]}}
        """

    static func page(_ items: String..., rest: String = #""has_more":false"#) -> String {
        #"{"code":0,"msg":"success","data":{"items":[\#(items.joined(separator: ","))],\#(rest)}}"#
    }
}
