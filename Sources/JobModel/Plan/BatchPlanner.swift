public import struct Foundation.Data

/// Turns a manifest into the frozen list of batches: who, in which order, in which exact bytes.
///
/// A pure function: the same manifest gives the same plan to the last byte, on any machine and at any time. What would need
/// Feishu's contacts (departments as people, e-mails, mixed kinds of id) is refused, since a guess would leave people out
/// or reach them twice.
public enum BatchPlanner {
    /// Plans one run.
    ///
    /// `manifestBytes` are kept in the plan as the evidence of what was asked; `isTest` marks a plan of
    /// ``Manifest/test(to:)``. Throws ``PlanRefusal`` with every obstacle
    /// that can be told at once.
    public static func plan(
        manifest: Manifest, manifestBytes: Data, resources: MessageResources = MessageResources(), isTest: Bool = false
    ) throws(PlanRefusal) -> RunPlan {
        let obstacles = PlanObstacles.of(manifest)
        guard obstacles.isEmpty else { throw PlanRefusal(reasons: obstacles) }
        let roll = try RecipientRoll(manifest.audience)
        let body = try MessageBody(manifest.message, resources: resources)
        let head = body.head(for: roll.kind)
        // Two calls would reach people of two departments twice, so departments go out in one whatever the batch size.
        let size = roll.unit == .departments ? DeliveryOptions.largestBatch : manifest.delivery.batchSize
        let chunks = chunks(of: roll.ids, size: size, waves: manifest.delivery.waves)
        let batches = batches(of: roll, in: chunks.flatMap(\.self), head: head)
        try checkSize(of: batches, roll: roll, head: head, body: body, kind: manifest.message.key)
        let title = manifest.title ?? manifest.job
        return RunPlan(
            job: manifest.job, title: title, unit: roll.unit, manifest: manifestBytes, bodyHead: head,
            bodyTail: MessageBody.tail, batches: batches, waveLengths: chunks.map(\.count), targeted: roll.targeted,
            excluded: roll.excluded,
            duplicate: roll.duplicate, contentSHA256: PlanHash.hex(of: body.content),
            audienceSHA256: PlanHash.hex(of: roll.sortedLines()),
            planSHA256: hash(
                of: manifest, title: title, unit: roll.unit, head: head, batches: batches, isTest: isTest,
                imageSHA256: resources.imageSHA256),
            delivery: manifest.delivery, trackingSeconds: manifest.tracking.seconds, owner: manifest.owner,
            isTest: isTest
        )
    }

    /// The ids of every batch, wave by wave; a batch belongs to one wave.
    private static func chunks(of ids: [String], size: Int, waves: Waves?) -> [[ArraySlice<String>]] {
        var start = 0
        return (waves?.split(ids.count) ?? [ids.count]).map { count in
            let end = start + count
            defer { start = end }
            return stride(from: start, to: end, by: size).map { ids[$0..<min($0 + size, end)] }
        }
    }

    private static func batches(
        of roll: RecipientRoll, in chunks: [ArraySlice<String>], head: Data
    ) -> [PlannedBatch] {
        let count = chunks.count
        return chunks.enumerated().map { index, ids in
            let recipients = RecipientsList.encode(ids)
            return PlannedBatch(
                ordinal: index + 1, label: label(of: index + 1, count: count, roll: roll), idKind: roll.kind,
                recipientsJSON: recipients, recipientCount: ids.count,
                bodySHA256: PlanHash.hex(ofConcatenated: [head, recipients, MessageBody.tail])
            )
        }
    }

    private static func label(of ordinal: Int, count: Int, roll: RecipientRoll) -> String {
        switch roll.unit {
        case .people: "Batch \(ordinal) of \(count)"
        case .departments: roll.ids.count == 1 ? roll.ids[0] : "\(roll.ids.count) departments"
        }
    }

    /// Feishu's limits are on the whole request, so the longest list of ids counts as much as the message does.
    private static func checkSize(
        of batches: [PlannedBatch], roll: RecipientRoll, head: Data, body: MessageBody, kind: String
    ) throws(PlanRefusal) {
        guard let largest = batches.max(by: { $0.recipientsJSON.count < $1.recipientsJSON.count }) else { return }
        let message = head.count + MessageBody.tail.count
        let total = message + largest.recipientsJSON.count
        guard total > body.limit else { return }
        let over = total - body.limit
        throw PlanRefusal(
            .data, "/message/\(kind)",
            "the request of batch \(largest.ordinal) has \(total) bytes, \(over) over the \(body.limit) that Feishu takes for "
                + "\(kind): \(message) for the message, \(largest.recipientsJSON.count) for "
                + "\(largest.recipientCount) ids",
            hint: "shorten the message by \(over) bytes"
                + (fittingBatchSize(roll, room: body.limit - message).map { ", or set delivery.batch_size to \($0)" }
                    ?? "")
        )
    }

    /// The largest batch size at which no list of ids takes more bytes than there is room for.
    private static func fittingBatchSize(_ roll: RecipientRoll, room: Int) -> Int? {
        guard roll.unit == .people, let longest = roll.ids.map(\.utf8.count).max() else { return nil }
        // n ids in quotes, n - 1 commas, two brackets; ids hold nothing that JSON escapes.
        let size = (room - 1) / (longest + 3)
        return size >= 1 ? size : nil
    }

    private static func hash(
        of manifest: Manifest, title: String, unit: AudienceUnit, head: Data, batches: [PlannedBatch], isTest: Bool,
        imageSHA256: String?
    ) -> String {
        var hash = PlanHash()
        for text in ["larkcast plan 1", manifest.job, title, unit.rawValue, manifest.channel.rawValue] {
            hash.add(text)
        }
        hash.add(head)
        hash.add(MessageBody.tail)
        hash.add(batches.count)
        for batch in batches { hash.add(batch.bodySHA256) }
        let delivery = manifest.delivery
        for number in [
            delivery.batchSize, delivery.inFlight, delivery.notAfterSeconds, delivery.maxInDoubt,
            manifest.tracking.seconds,
        ] {
            hash.add(number)
        }
        if let waves = delivery.waves { add(waves, to: &hash) }
        if isTest { hash.add("test") }
        if let imageSHA256 {
            hash.add("image")
            hash.add(imageSHA256)
        }
        return hash.hex()
    }

    private static func add(_ waves: Waves, to hash: inout PlanHash) {
        hash.add("waves")
        for size in waves.sizes {
            switch size {
            case .percent(let percent): hash.add("\(percent)%")
            case .people(let people): hash.add(people)
            }
        }
        for number in [waves.waitSeconds, waves.gates.invalidPercent, waves.gates.rejected, waves.gates.inDoubt] {
            hash.add(number)
        }
    }
}
