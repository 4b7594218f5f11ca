/// The words the invented company is made of.
///
/// Only ever append: every name's place in its list is part of the seed.
enum CompanyNames {
    struct Unit {
        let slug: String
        let name: String
        let chineseName: String

        init(_ slug: String, _ name: String, _ chineseName: String) {
            self.slug = slug
            self.name = name
            self.chineseName = chineseName
        }
    }

    /// Level 1 and, for each, level 2.
    static let divisions: [(Unit, [Unit])] = [
        (
            Unit("eng", "Engineering", "研发中心"),
            [
                Unit("platform", "Platform", "平台研发部"), Unit("apps", "Applications", "应用研发部"),
                Unit("quality", "Quality", "质量保障部"), Unit("data", "Data", "数据部"),
            ]
        ),
        (
            Unit("sales", "Sales", "销售中心"),
            [
                Unit("key", "Key Accounts", "大客户部"), Unit("regional", "Regional Sales", "区域销售部"),
                Unit("channel", "Channel Partners", "渠道部"),
            ]
        ),
        (
            Unit("ops", "Operations", "运营中心"),
            [
                Unit("supply", "Supply Chain", "供应链部"), Unit("logistics", "Logistics", "物流部"),
                Unit("facilities", "Facilities", "行政设施部"),
            ]
        ),
        (
            Unit("care", "Customer Care", "客户服务中心"),
            [Unit("hotline", "Hotline", "热线服务部"), Unit("onsite", "On-site Service", "现场服务部")]
        ),
        (
            Unit("mkt", "Marketing", "市场部"),
            [Unit("brand", "Brand", "品牌部"), Unit("events", "Events", "活动部")]
        ),
        (
            Unit("fin", "Finance", "财务部"),
            [Unit("accounts", "Accounting", "会计部"), Unit("treasury", "Treasury", "资金部")]
        ),
        (
            Unit("people", "People", "人力资源部"),
            [Unit("hiring", "Hiring", "招聘部"), Unit("benefits", "Benefits", "薪酬福利部")]
        ),
        (
            Unit("legal", "Legal", "法务部"),
            [Unit("contracts", "Contracts", "合同部"), Unit("compliance", "Compliance", "合规部")]
        ),
    ]

    /// Level 3: the places a level 2 department sits in.
    static let places = [
        Unit("sha", "Shanghai", "上海"), Unit("szx", "Shenzhen", "深圳"), Unit("bjs", "Beijing", "北京"),
        Unit("ctu", "Chengdu", "成都"), Unit("sin", "Singapore", "新加坡"),
    ]

    static let surnames: [(String, String)] = [
        ("Wang", "王"), ("Li", "李"), ("Zhang", "张"), ("Liu", "刘"), ("Chen", "陈"), ("Yang", "杨"), ("Zhao", "赵"),
        ("Huang", "黄"), ("Zhou", "周"), ("Wu", "吴"), ("Xu", "徐"), ("Sun", "孙"), ("Hu", "胡"), ("Zhu", "朱"),
        ("Gao", "高"), ("Lin", "林"), ("He", "何"), ("Guo", "郭"), ("Ma", "马"), ("Luo", "罗"),
    ]

    static let givenNames: [(String, String)] = [
        ("Wei", "伟"), ("Fang", "芳"), ("Na", "娜"), ("Min", "敏"), ("Jing", "静"), ("Lei", "磊"), ("Qiang", "强"),
        ("Yan", "燕"), ("Jie", "杰"), ("Juan", "娟"), ("Tao", "涛"), ("Ming", "明"), ("Chao", "超"), ("Xia", "霞"),
        ("Ping", "平"), ("Gang", "刚"), ("Yumeng", "雨萌"), ("Zihan", "子涵"), ("Haoran", "浩然"), ("Yichen", "亦辰"),
        ("Siyuan", "思远"), ("Jiayi", "佳怡"), ("Xinyi", "欣怡"), ("Ruoxi", "若曦"), ("Tianyu", "天宇"),
    ]

    /// What the teams below the third level work on; a number is added.
    static let teams = [
        Unit("team", "Payments", "支付"), Unit("team", "Search", "搜索"), Unit("team", "Devices", "设备"),
        Unit("team", "Warehouse", "仓储"), Unit("team", "Contracts", "签约"), Unit("team", "Training", "培训"),
        Unit("team", "Field", "外勤"), Unit("team", "Analytics", "分析"), Unit("team", "Security", "安全"),
        Unit("team", "Design", "设计"),
    ]

    static let chats = [
        Unit("chat", "Facilities notices", "行政通知群"), Unit("chat", "Release watch", "发布值班群"),
        Unit("chat", "Sales floor", "销售交流群"), Unit("chat", "A group without the bot", "机器人不在的群"),
    ]
}
