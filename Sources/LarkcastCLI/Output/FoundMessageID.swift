import FeishuAPI
import JobEngine
import JobModel
import JobStore

/// A batch message id somebody found in a log: it must be of this app, and can be of this batch.
///
/// A wrong one would later take another announcement back.
struct FoundMessageID {
    let id: String
    let dossier: BatchDossier

    /// Looks at its form, asks the store whose it is, and Feishu whether it is ours.
    ///
    /// - Throws: `CommandFailure` with exit code 65 when it is not this batch's, or `FeishuError` when nobody could be asked.
    func check(_ invocation: Invocation, _ settings: Settings, _ store: JobDatabase) async throws {
        try await store.checkFree(batchMessageID: id, for: dossier.run)
        let engine = invocation.makeEngine(
            settings, store: store, client: try invocation.makeClient(settings), observe: { _ in })
        let figures: ProgressFigures
        do {
            figures = try await engine.figures(of: id, for: dossier.run)
        } catch let error as FeishuError
            where [.notOurs, .refusedRecall, .unknownBatch, .notFound, .invalidRequest].contains(error.kind)
        {
            throw CommandFailure(
                exit: .data, type: "bad_message_id", code: error.code,
                message: "\(id) is no batch of this app: \(error.description)",
                hint: "Nothing was decided. Look the id up again in the developer console's log.", logID: error.logID)
        }
        guard dossier.unit == .people, let valid = figures.valid, valid > dossier.recipients else { return }
        throw CommandFailure(
            exit: .data, type: "bad_message_id",
            message: "\(id) went to \(valid) people and batch \(dossier.ordinal) addresses \(dossier.recipients): "
                + "it is another batch",
            hint: "Nothing was decided. Look the id up again in the developer console's log.")
    }
}
