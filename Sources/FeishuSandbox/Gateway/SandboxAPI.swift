/// The Feishu calls the sandbox answers; the raw value is the short name in journals and fault rules.
public enum SandboxAPI: String, CaseIterable, Sendable {
    /// `POST /open-apis/auth/v3/tenant_access_token/internal`
    case token
    /// `POST /open-apis/message/v4/batch_send/`, with or without the slash.
    case batchSend = "batch_send"
    /// `GET /open-apis/im/v1/batch_messages/:id/get_progress`
    case getProgress = "get_progress"
    /// `GET /open-apis/im/v1/batch_messages/:id/read_user`
    case readUser = "read_user"
    /// `DELETE /open-apis/im/v1/batch_messages/:id`
    case recall
    /// `GET /open-apis/bot/v3/info`
    case botInfo = "bot_info"
    /// `POST /open-apis/im/v1/messages`
    case message
    /// `GET /open-apis/im/v1/messages/:id`
    case messageGet = "message_get"
    /// `DELETE /open-apis/im/v1/messages/:id`
    case messageRecall = "message_recall"
    /// `GET /open-apis/im/v1/messages/:id/read_users`
    case readUsers = "read_users"
    /// `PATCH /open-apis/im/v1/messages/:id/urgent_app`
    case urgentApp = "urgent_app"
    /// `POST /open-apis/im/v1/pins`
    case pinCreate = "pin_create"
    /// `DELETE /open-apis/im/v1/pins/:id`
    case pinDelete = "pin_delete"
    /// `GET /open-apis/im/v1/pins`
    case pinList = "pin_list"
    /// `POST /open-apis/im/v1/images`
    case imageUpload = "image_upload"
    /// `POST /open-apis/im/v1/files`
    case fileUpload = "file_upload"
    /// `GET /open-apis/contact/v3/departments/:id`
    case department
    /// `GET /open-apis/contact/v3/departments/batch`
    case departmentsBatch = "departments_batch"
    /// `GET /open-apis/contact/v3/departments/:id/children`
    case departmentChildren = "department_children"
    /// `GET /open-apis/contact/v3/users/find_by_department`
    case findByDepartment = "find_by_department"
    /// `GET /open-apis/contact/v3/users/batch`
    case usersBatch = "users_batch"
    /// `POST /open-apis/contact/v3/users/batch_get_id`
    case batchGetID = "batch_get_id"
    /// `POST /open-apis/contact/v3/users/basic_batch`
    case basicBatch = "basic_batch"
    /// `GET /open-apis/contact/v3/scopes`
    case contactScopes = "contact_scopes"
    /// `GET /open-apis/application/v6/scopes`
    case appScopes = "app_scopes"
    /// `POST /open-apis/application/v6/applications/:id/visibility/check_white_black_list`
    case checkWhiteBlackList = "check_white_black_list"

    var method: String { route.method }

    /// The path below `/open-apis/`, `:id` standing for the part that differs.
    var template: String { route.template }

    private var route: (method: String, template: String) {
        switch self {
        case .token: ("POST", "auth/v3/tenant_access_token/internal")
        case .batchSend: ("POST", "message/v4/batch_send")
        case .getProgress: ("GET", "im/v1/batch_messages/:id/get_progress")
        case .readUser: ("GET", "im/v1/batch_messages/:id/read_user")
        case .recall: ("DELETE", "im/v1/batch_messages/:id")
        case .botInfo: ("GET", "bot/v3/info")
        case .message: ("POST", "im/v1/messages")
        case .messageGet: ("GET", "im/v1/messages/:id")
        case .messageRecall: ("DELETE", "im/v1/messages/:id")
        case .readUsers: ("GET", "im/v1/messages/:id/read_users")
        case .urgentApp: ("PATCH", "im/v1/messages/:id/urgent_app")
        case .pinCreate: ("POST", "im/v1/pins")
        case .pinDelete: ("DELETE", "im/v1/pins/:id")
        case .pinList: ("GET", "im/v1/pins")
        case .imageUpload: ("POST", "im/v1/images")
        case .fileUpload: ("POST", "im/v1/files")
        case .department: ("GET", "contact/v3/departments/:id")
        case .departmentsBatch: ("GET", "contact/v3/departments/batch")
        case .departmentChildren: ("GET", "contact/v3/departments/:id/children")
        case .findByDepartment: ("GET", "contact/v3/users/find_by_department")
        case .usersBatch: ("GET", "contact/v3/users/batch")
        case .batchGetID: ("POST", "contact/v3/users/batch_get_id")
        case .basicBatch: ("POST", "contact/v3/users/basic_batch")
        case .contactScopes: ("GET", "contact/v3/scopes")
        case .appScopes: ("GET", "application/v6/scopes")
        case .checkWhiteBlackList: ("POST", "application/v6/applications/:id/visibility/check_white_black_list")
        }
    }

    /// The HTTP status of the API's own errors: 200 on batch_send and the token call, 400 on all newer ones.
    var errorStatus: Int {
        switch self {
        case .token, .batchSend: 200
        default: 400
        }
    }

    var needsToken: Bool { self != .token }

    /// A body larger than this is not read.
    ///
    /// It is more than any call accepts, so that the call itself can say what is too large.
    var largestBody: Int {
        switch self {
        case .imageUpload, .fileUpload: 64 << 20
        default: 4 << 20
        }
    }

    var rateTier: RateTier {
        switch self {
        case .basicBatch: .perSecond(5)
        case .department, .appScopes: .special
        default: .four
        }
    }
}
