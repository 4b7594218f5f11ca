extension BatchPlanner {
    /// Feishu's limits are on the whole request, so the longest list of ids counts as much as the message does.
    static func checkSize(
        of batches: [PlannedBatch], _ audience: ResolvedAudience, frame: RequestFrame, limit: Int, of manifest: Manifest
    ) throws(PlanRefusal) {
        let own = { (batch: PlannedBatch) in
            manifest.channel == .batch
                ? batch.recipientsJSON.count : DirectBody.ownCount(of: batch, run: RunPlan.unnamedRun)
        }
        // Each is measured once: there may be half a million.
        var largest: PlannedBatch?
        var most = -1
        for batch in batches {
            let count = own(batch)
            if count > most { (largest, most) = (batch, count) }
        }
        guard let largest else { return }
        let total = frame.count + most
        guard total > limit else { return }
        let kind = manifest.message.key
        if largest.personalContentCount != nil {
            let id = (try? RecipientsList.decode(largest.recipientsJSON))?.first ?? ""
            throw PlanRefusal(
                .data, "/message/\(kind)",
                "the message for \(audience.rows?.place(of: id) ?? id) has \(total) bytes, \(total - limit) over the \(limit) that "
                    + "Feishu takes for \(kind)",
                hint: "shorten the message, or the cells of that row, by \(total - limit) bytes")
        }
        let smaller =
            manifest.channel == .batch
            ? fittingBatchSize(audience, room: limit - frame.count).map { ", or set delivery.batch_size to \($0)" }
            : nil
        throw PlanRefusal(
            .data, "/message/\(kind)",
            "the request of batch \(largest.ordinal) has \(total) bytes, \(total - limit) over the \(limit) that Feishu takes "
                + "for \(kind): \(frame.count) for the message, \(own(largest)) for "
                + "\(largest.recipientCount) \(largest.recipientCount == 1 ? "id" : "ids")",
            hint: "shorten the message by \(total - limit) bytes" + (smaller ?? ""))
    }

    /// The largest batch size at which no list of ids takes more bytes than there is room for.
    private static func fittingBatchSize(_ audience: ResolvedAudience, room: Int) -> Int? {
        guard audience.unit == .people,
            let longest = audience.groups.lazy.flatMap(\.recipients).map(\.utf8.count).max()
        else { return nil }
        // n ids in quotes, n - 1 commas, two brackets; ids hold nothing that JSON escapes.
        let size = (room - 1) / (longest + 3)
        return size >= 1 ? size : nil
    }
}
