import FeishuAPI
import JobModel

extension ReceiveIDKind {
    /// The `receive_id_type` of a recipient; `nil` for a department, which no message goes to.
    init?(_ kind: IDKind) {
        switch kind {
        case .openID: self = .openID
        case .userID: self = .userID
        case .unionID: self = .unionID
        case .chatID: self = .chatID
        case .departmentID: return nil
        }
    }
}
