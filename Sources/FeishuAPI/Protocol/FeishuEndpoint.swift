import HTTPTransport

/// The calls this client makes, named as Feishu's pages name them.
public enum FeishuEndpoint: String, Sendable, CaseIterable, CustomStringConvertible {
    /// `POST /open-apis/auth/v3/tenant_access_token/internal`, the token of a self-built app.
    case tenantToken = "tenant_access_token"
    /// `POST /open-apis/message/v4/batch_send/`; the documented path ends with a slash.
    case batchSend = "batch_send"
    /// `GET /open-apis/im/v1/batch_messages/:id/get_progress`.
    case batchProgress = "get_progress"
    /// `GET /open-apis/im/v1/batch_messages/:id/read_user`.
    case batchReaders = "read_user"
    /// `DELETE /open-apis/im/v1/batch_messages/:id`.
    case recallBatch = "batch recall"
    /// `GET /open-apis/bot/v3/info`.
    case botInfo = "bot info"
    /// `POST /open-apis/im/v1/messages`.
    case sendMessage = "send message"
    /// `GET /open-apis/contact/v3/departments/:id`.
    case department
    /// `GET /open-apis/contact/v3/departments/batch`.
    case departments
    /// `GET /open-apis/contact/v3/departments/:id/children`.
    case childDepartments = "department children"
    /// `GET /open-apis/contact/v3/users/find_by_department`.
    case peopleOfDepartment = "users of a department"
    /// `GET /open-apis/contact/v3/users/batch`.
    case people = "users"
    /// `POST /open-apis/contact/v3/users/batch_get_id`.
    case contacts = "batch_get_id"
    /// `GET /open-apis/contact/v3/scopes`.
    case contactScope = "contact scope"
    /// `GET /open-apis/application/v6/scopes`.
    case grantedScopes = "app scopes"
    /// `POST /open-apis/application/v6/applications/:app_id/visibility/check_white_black_list`.
    case visibility = "check_white_black_list"
    /// `DELETE /open-apis/im/v1/messages/:id`.
    case recallMessage = "message recall"
    /// `GET /open-apis/im/v1/messages/:id/read_users`.
    case messageReaders = "read_users"
    /// `POST /open-apis/im/v1/pins`.
    case pinMessage = "pin"
    /// `PATCH /open-apis/im/v1/messages/:id/urgent_app`.
    case urgentApp = "urgent_app"
    /// `POST /open-apis/im/v1/images`.
    case uploadImage = "image upload"
    /// `POST /open-apis/im/v1/files`.
    case uploadFile = "file upload"

    /// The name.
    public var description: String { rawValue }

    /// The verb.
    var method: HTTPRequest.Method {
        switch self {
        case .tenantToken, .batchSend, .sendMessage, .contacts, .visibility, .pinMessage, .uploadImage, .uploadFile:
            .post
        case .batchProgress, .batchReaders, .botInfo, .department, .departments, .childDepartments,
            .peopleOfDepartment, .people, .contactScope, .grantedScopes, .messageReaders:
            .get
        case .recallBatch, .recallMessage: .delete
        case .urgentApp: .patch
        }
    }

    /// The path; `id` is a segment that ``PathSegment/encode(_:)`` gave.
    func path(id: String = "") -> String {
        switch self {
        case .tenantToken: "/open-apis/auth/v3/tenant_access_token/internal"
        case .batchSend: "/open-apis/message/v4/batch_send/"
        case .batchProgress: "/open-apis/im/v1/batch_messages/\(id)/get_progress"
        case .batchReaders: "/open-apis/im/v1/batch_messages/\(id)/read_user"
        case .recallBatch: "/open-apis/im/v1/batch_messages/\(id)"
        case .botInfo: "/open-apis/bot/v3/info"
        case .sendMessage: "/open-apis/im/v1/messages"
        case .department: "/open-apis/contact/v3/departments/\(id)"
        case .departments: "/open-apis/contact/v3/departments/batch"
        case .childDepartments: "/open-apis/contact/v3/departments/\(id)/children"
        case .peopleOfDepartment: "/open-apis/contact/v3/users/find_by_department"
        case .people: "/open-apis/contact/v3/users/batch"
        case .contacts: "/open-apis/contact/v3/users/batch_get_id"
        case .contactScope: "/open-apis/contact/v3/scopes"
        case .grantedScopes: "/open-apis/application/v6/scopes"
        case .visibility: "/open-apis/application/v6/applications/\(id)/visibility/check_white_black_list"
        case .recallMessage: "/open-apis/im/v1/messages/\(id)"
        case .messageReaders: "/open-apis/im/v1/messages/\(id)/read_users"
        case .pinMessage: "/open-apis/im/v1/pins"
        case .urgentApp: "/open-apis/im/v1/messages/\(id)/urgent_app"
        case .uploadImage: "/open-apis/im/v1/images"
        case .uploadFile: "/open-apis/im/v1/files"
        }
    }

    /// What the id in the path is, for people.
    var pathID: String {
        switch self {
        case .department, .childDepartments: "department id"
        case .visibility: "app id"
        case .recallMessage, .messageReaders, .urgentApp: "message id"
        default: "batch message id"
        }
    }

    /// The scopes of which the call needs one, narrowest first; empty where the code itself says what is missing.
    var scopes: [String] {
        switch self {
        case .department, .departments, .childDepartments:
            ["contact:contact.base:readonly", "contact:department.organize:readonly"]
        case .peopleOfDepartment, .people, .contactScope: ["contact:contact.base:readonly"]
        case .contacts: ["contact:user.id:readonly"]
        case .visibility: [AppVisibility.scope, "admin:app.info:readonly"]
        case .sendMessage, .pinMessage: ["im:message:send_as_bot", "im:message"]
        case .recallMessage: ["im:message:recall", "im:message"]
        case .messageReaders: ["im:message:readonly", "im:message"]
        case .urgentApp: ["im:message.urgent"]
        case .uploadImage, .uploadFile: ["im:resource"]
        case .batchProgress, .batchReaders, .recallBatch:
            ["im:message:send_multi_users", "im:message:send_multi_depts"]
        case .tenantToken, .batchSend, .botInfo, .grantedScopes: []
        }
    }

    /// Whether the call's codes are those of the single-message pages, which use some numbers otherwise than the batch pages.
    var isAboutOneMessage: Bool {
        switch self {
        case .sendMessage, .recallMessage, .messageReaders, .pinMessage, .urgentApp, .uploadImage, .uploadFile: true
        default: false
        }
    }
}
