import FeishuAPI
import HTTPTransport
import JobModel

extension AttemptEvidence {
    /// What is told of a call that failed before anything was claimed.
    init(_ error: FeishuError) {
        self.init()
        feishuCode = error.code
        httpStatus = error.httpStatus
        curlCode = error.curlCode.map { Int($0.rawValue) }
        message = error.message
        logID = error.logID
        hint = error.hint
    }
}
