/// The calls about one batch: its progress, its readers, its recall.
struct BatchFigureRoutes {
    let core: SandboxCore

    private static let scopes = ["im:message:send_multi_depts", "im:message:send_multi_users"]

    /// `get_progress`: counts as whole numbers.
    func progress(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let progress = try figures(call, app: app)
        var reply = Reply.ok { data in
            data.object("batch_message_send_progress") { send in
                send.field("valid_user_ids_count", progress.valid)
                send.field("success_user_ids_count", progress.delivered)
                send.field("read_user_ids_count", progress.read)
            }
            data.object("batch_message_recall_progress") { recall in
                recall.field("recall", progress.isRecalled)
                recall.field("recall_count", progress.recalled)
            }
        }
        reply.messageID = call.id
        return reply
    }

    /// `read_user`: counts as strings.
    ///
    /// `total_count` is "people pushed", read here as people delivered to.
    func readUser(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let progress = try figures(call, app: app, needsBot: false)
        var reply = Reply.ok { data in
            data.object("read_user") { counts in
                counts.field("read_count", String(progress.read))
                counts.field("total_count", String(progress.delivered))
            }
        }
        reply.messageID = call.id
        return reply
    }

    /// `DELETE`: accepted at once, carried out over time.
    ///
    /// Repeating it is answered alike (not documented).
    func recall(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        try checkRights(app)
        try core.withState { state throws(Refusal) in
            let now = core.sandboxTime(state)
            let batch = try find(call.id, app: app, in: state.queue, now: now)
            guard batch.recalledAt != nil || now - batch.acceptedAt <= core.configuration.policy.recallWindow else {
                throw Refusal(230_009, "This message has exceeded the recall time limit")
            }
            state.queue.recall(id: batch.id, at: now)
        }
        var reply = Reply.ok { _ in }
        reply.messageID = call.id
        return reply
    }

    private func figures(_ call: APICall, app: SandboxApp, needsBot: Bool = true) throws(Refusal) -> BatchProgress {
        try checkRights(app, needsBot: needsBot)
        let (batch, now) = try core.withState { state throws(Refusal) -> (SentBatch, Double) in
            let now = core.sandboxTime(state)
            return (try find(call.id, app: app, in: state.queue, now: now), now)
        }
        return batch.progress(at: now, policy: core.configuration.policy, curve: core.curve)
    }

    private func checkRights(_ app: SandboxApp, needsBot: Bool = true) throws(Refusal) {
        if needsBot, !app.hasBot { throw Refusal(230_006, "Bot ability is not activated") }
        guard !app.scopes.isDisjoint(with: Self.scopes) else { throw Refusal(230_027, "Lack of necessary permissions") }
    }

    private func find(
        _ id: String,
        app: SandboxApp,
        in queue: DeliveryQueue,
        now: Double
    ) throws(Refusal) -> SentBatch {
        guard id.hasPrefix("bm-") else { throw Refusal(230_001, "Your request contains an invalid request parameter") }
        // Batches older than 30 days are answered like unknown ones; which code Feishu takes there is not documented.
        guard let batch = queue.batch(id: id), now - batch.acceptedAt <= core.configuration.policy.batchLifetime else {
            throw Refusal(230_030, "The batch message id is unknown")
        }
        guard batch.appID == app.id else { throw Refusal(230_012, "The operator is not the sender of the message") }
        return batch
    }
}
