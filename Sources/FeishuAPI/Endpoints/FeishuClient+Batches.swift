import StrictJSON

extension FeishuClient {
    /// Asks how far a batch is (`get_progress`).
    ///
    /// A snapshot; what the answer leaves out is `nil`, not zero. Figures never say that a batch is finished: people the
    /// bot cannot see are counted as valid and never delivered to. Batches of the last 30 days only.
    /// - Parameter id: The batch message id, opaque.
    /// - Returns: The figures of this instant.
    /// - Throws: ``FeishuError``.
    public func batchProgress(_ id: String) async throws(FeishuError) -> BatchProgress {
        let answer = try await call(.batchProgress, id: id)
        let send = try answer.object("batch_message_send_progress")
        let recall = try answer.object("batch_message_recall_progress")
        return BatchProgress(
            valid: ResponseEnvelope.count(send["valid_user_ids_count"]),
            delivered: ResponseEnvelope.count(send["success_user_ids_count"]),
            read: ResponseEnvelope.count(send["read_user_ids_count"]),
            isRecalled: recall["recall"]?.bool,
            recalled: ResponseEnvelope.count(recall["recall_count"]))
    }

    /// Asks how many have read a batch (`read_user`), whose counts arrive as strings.
    ///
    /// - Parameter id: The batch message id, opaque.
    /// - Returns: The figures of this instant.
    /// - Throws: ``FeishuError``.
    public func batchReaders(_ id: String) async throws(FeishuError) -> BatchReaders {
        let figures = try await call(.batchReaders, id: id).object("read_user")
        return BatchReaders(
            read: ResponseEnvelope.count(figures["read_count"]),
            total: ResponseEnvelope.count(figures["total_count"]))
    }

    /// Asks Feishu to take a batch back.
    ///
    /// Success means *requested*: the messages go one by one afterwards, which ``batchProgress(_:)`` shows.
    /// - Parameter id: The batch message id, opaque.
    /// - Throws: ``FeishuError``; ``FeishuError/Kind/tooOldToRecall`` and ``FeishuError/Kind/refusedRecall`` are final.
    public func recallBatch(_ id: String) async throws(FeishuError) {
        _ = try await call(.recallBatch, id: id)
    }

    /// Asks the bot about itself; a bot that can send has status 2.
    ///
    /// - Throws: ``FeishuError``.
    public func botInfo() async throws(FeishuError) -> BotInfo {
        let answer = try await call(.botInfo)
        guard let bot = answer.envelope.root["bot"], bot.members != nil else {
            throw answer.malformed("the answer says nothing about the bot")
        }
        return BotInfo(
            activateStatus: bot["activate_status"].flatMap(ResponseEnvelope.strictInteger),
            appName: bot["app_name"]?.string,
            openID: bot["open_id"]?.string)
    }
}
