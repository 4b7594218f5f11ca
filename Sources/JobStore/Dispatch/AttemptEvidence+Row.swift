import GRDB
import JobModel

extension AttemptEvidence {
    /// What a row of `attempt` says of how it ended: codes, Feishu's words, and the log id.
    init(endOf row: Row) {
        self.init()
        curlCode = row["curlCode"]
        httpStatus = row["httpStatus"]
        feishuCode = row["feishuCode"]
        feishuSubCode = row["feishuSubCode"]
        message = row["message"]
        logID = row["logId"]
    }
}
