import Foundation
import GRDB
import JobModel

/// Closes an attempt with its outcome and evidence; nobody changes it afterwards.
enum AttemptCloser {
    /// Most bytes of a response that are kept; the schema's CHECK says the same.
    static let responseLimit = 65_536
    /// Most characters of any text that came from outside.
    static let textLimit = 2000

    static func close(
        _ db: Database, attemptRowID: Int64, outcome: AttemptOutcome, evidence: AttemptEvidence, at now: Moment
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE attempt SET finishedAt = ?, finishedMono = ?, finishedBootId = ?,
                    windowNumber = CASE WHEN dispatchedAt IS NOT NULL THEN 1 + coalesce((
                        SELECT max(windowNumber) FROM attempt AS other INDEXED BY attemptWindow
                        WHERE other.appId = attempt.appId AND other.api = attempt.api AND windowNumber IS NOT NULL), 0)
                    END,
                    outcome = ?, firstByte = ?, curlCode = ?, httpStatus = ?,
                    feishuCode = ?, feishuSubCode = ?, message = ?, logId = ?, peer = ?, bytesSent = ?,
                    responseBody = ?, hint = ?
                WHERE id = ? AND finishedAt IS NULL
                """)
        try statement.execute(arguments: [
            now.wallMilliseconds, now.monotonicMilliseconds, now.bootID, outcome.rawValue, text(evidence.firstByte),
            evidence.curlCode, evidence.httpStatus,
            evidence.feishuCode, evidence.feishuSubCode, text(evidence.message), text(evidence.logID),
            text(evidence.peer), evidence.bytesSent, evidence.responseBody.map { Data($0.prefix(responseLimit)) },
            text(evidence.hint), attemptRowID,
        ])
        guard db.changesCount == 1 else {
            throw StoreError(.wrongState, "the attempt has already ended")
        }
    }

    private static func text(_ value: String?) -> String? {
        guard let value, value.utf8.count > textLimit || value.utf8.contains(0) else { return value }
        return String(value.unicodeScalars.prefix(textLimit).filter { $0 != "\0" }.map(Character.init))
    }
}

extension AttemptEvidence {
    /// Adds a sentence to the hint.
    mutating func add(hint text: String) {
        hint = hint.map { "\($0); \(text)" } ?? text
    }
}
