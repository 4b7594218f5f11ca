import JobEngine
import JobModel
import JobStore
import Logging
import Reporting

/// What the daemon tells: each event once, under the names of its run and batch.
struct ServeLog: Sendable {
    let logger: Logger

    func info(_ message: String, _ metadata: Logger.Metadata = [:]) {
        logger.info("\(message)", metadata: metadata)
    }

    func notice(_ message: String, _ metadata: Logger.Metadata = [:]) {
        logger.notice("\(message)", metadata: metadata)
    }

    func warning(_ message: String, _ metadata: Logger.Metadata = [:]) {
        logger.warning("\(message)", metadata: metadata)
    }

    /// A failure that ends the daemon.
    func end(_ failure: CommandFailure) { write(failure, about: nil, .critical) }

    /// Troubles that began, and troubles that are over.
    func tell(_ change: Troubles.Change) {
        for trouble in change.began {
            let isMild = [.temporary, .unreachable, .done].contains(trouble.failure.exit)
            write(trouble.failure, about: trouble.about, isMild ? .warning : .error)
        }
        for trouble in change.ended {
            logger.notice(
                "over: \(trouble.failure.lines.first ?? trouble.failure.message)",
                metadata: Self.metadata(trouble.failure, about: trouble.about))
        }
    }

    private func write(_ failure: CommandFailure, about: String?, _ level: Logger.Level) {
        var metadata = Self.metadata(failure, about: about)
        metadata["hint"] = failure.hint.map { .string($0) }
        for line in failure.lines.isEmpty ? [failure.message] : failure.lines {
            logger.log(level: level, "\(line)", metadata: metadata)
        }
    }

    private static func metadata(_ failure: CommandFailure, about: String?) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["error": .string(failure.type)]
        metadata["about"] = about.map { .string($0) }
        metadata["code"] = failure.code.map { .stringConvertible($0) }
        metadata["log_id"] = failure.logID.map { .string($0) }
        return metadata
    }
}
