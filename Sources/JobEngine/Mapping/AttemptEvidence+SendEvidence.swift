import FeishuAPI
import HTTPTransport
import JobModel

extension AttemptEvidence {
    private static let storedBodyLimit = 64 * 1024

    /// What the store keeps of everything seen.
    init(_ evidence: SendEvidence) {
        self.init()
        feishuCode = evidence.code
        feishuSubCode = evidence.subCode
        message = evidence.message
        logID = evidence.logID
        hint = evidence.hint
        guard let exchange = evidence.exchange else { return }
        firstByte = exchange.firstByte.rawValue
        curlCode = Int(exchange.curlCode.rawValue)
        httpStatus = exchange.response?.status
        peer = exchange.peer
        bytesSent = exchange.bytesSent
        responseBody = exchange.response.map { $0.body.prefix(Self.storedBodyLimit) }
        message = message ?? exchange.failure
    }
}

extension InvalidRecipients {
    /// The ids of all four lists, each with its kind.
    var listed: [InvalidID] {
        departmentIDs.map { InvalidID(kind: .departmentID, id: $0) } + openIDs.map { InvalidID(kind: .openID, id: $0) }
            + userIDs.map { InvalidID(kind: .userID, id: $0) } + unionIDs.map { InvalidID(kind: .unionID, id: $0) }
    }
}
