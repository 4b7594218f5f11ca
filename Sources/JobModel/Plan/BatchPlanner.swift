public import struct Foundation.Data

/// Turns a manifest into the frozen list of batches: who, in which order, in which exact bytes.
///
/// A pure function: the same manifest gives the same plan to the last byte, on any machine and at any time. What needs
/// Feishu's contacts (departments as people, e-mails, mixed kinds of id) must be resolved beforehand, since a guess would
/// leave people out or reach them twice.
public enum BatchPlanner {
    /// Plans one run of an audience that needs neither files nor contacts.
    ///
    /// `manifestBytes` are kept in the plan as the evidence of what was asked; `isTest` marks a plan of
    /// ``Manifest/test(to:)``. Throws ``PlanRefusal`` with every obstacle
    /// that can be told at once.
    public static func plan(
        manifest: Manifest, manifestBytes: Data, resources: MessageResources = MessageResources(), isTest: Bool = false
    ) throws(PlanRefusal) -> RunPlan {
        let obstacles = PlanObstacles.of(manifest)
        guard obstacles.isEmpty else { throw PlanRefusal(reasons: obstacles) }
        let named = try NamedAudience(manifest.audience)
        return try plan(
            manifest, manifestBytes, resources,
            manifest.audience.resolve == .departments ? .departments(named, book: nil) : .withoutContacts(named),
            isTest: isTest)
    }

    /// Everything that stands in the way of a plan, whoever the audience turns out to be.
    public static func obstacles(_ manifest: Manifest) -> [PlanRefusal.Reason] {
        PlanObstacles.beforeResolution(manifest)
    }

    /// Plans one run for an audience that has been resolved: with files read, and with Feishu's contacts where they are
    /// needed.
    ///
    /// Each batch holds people of one group, so that each department has its own figures; waves take people in the order of
    /// the audience and may end inside a group. An audience that needed no contacts has the same plan, to the hash, as
    /// without being resolved beforehand. Otherwise the plan's hash covers who was left out, and why.
    ///
    /// - Throws: ``PlanRefusal`` with every obstacle that can be told at once.
    public static func plan(
        manifest: Manifest, manifestBytes: Data, resources: MessageResources = MessageResources(),
        audience: ResolvedAudience, isTest: Bool = false
    ) throws(PlanRefusal) -> RunPlan {
        var obstacles = PlanObstacles.ofDelivery(manifest)
        if manifest.delivery.waves != nil, audience.unit == .departments {
            obstacles.append(PlanObstacles.wavesOfDepartments)
        }
        guard obstacles.isEmpty else { throw PlanRefusal(reasons: obstacles) }
        return try plan(manifest, manifestBytes, resources, audience, isTest: isTest)
    }

    private static func plan(
        _ manifest: Manifest, _ manifestBytes: Data, _ resources: MessageResources, _ audience: ResolvedAudience,
        isTest: Bool
    ) throws(PlanRefusal) -> RunPlan {
        let body = try MessageBody(manifest.message, resources: resources)
        let head = body.head(for: audience.kind)
        // Two calls would reach people of two departments twice, so departments go out in one whatever the batch size.
        let size = audience.unit == .departments ? DeliveryOptions.largestBatch : manifest.delivery.batchSize
        let chunks = chunks(of: audience.groups, size: size, waves: manifest.delivery.waves)
        let batches = batches(of: audience, in: chunks.flatMap(\.self), head: head)
        try checkSize(of: batches, audience, head: head, body: body, kind: manifest.message.key)
        let title = manifest.title ?? manifest.job
        return RunPlan(
            job: manifest.job, title: title, unit: audience.unit, manifest: manifestBytes, bodyHead: head,
            bodyTail: MessageBody.tail, batches: batches, waveLengths: chunks.map(\.count),
            targeted: audience.targeted, excluded: audience.excluded, duplicate: audience.duplicate,
            unreachable: audience.unreachable, leftOut: audience.leftOut,
            snapshotSHA256: audience.isFromContacts || !audience.leftOut.totals.isEmpty
                ? audience.snapshotSHA256 : nil,
            contentSHA256: PlanHash.hex(of: body.content), audienceSHA256: audience.audienceSHA256,
            planSHA256: hash(
                of: manifest, title: title, audience, head: head, batches: batches, isTest: isTest,
                imageSHA256: resources.imageSHA256),
            delivery: manifest.delivery, trackingSeconds: manifest.tracking.seconds, owner: manifest.owner,
            isTest: isTest
        )
    }

    /// Ids that go out together: some of one group.
    private struct Chunk {
        var group: Int
        var ids: ArraySlice<String>
    }

    /// The ids of every batch, wave by wave; a batch belongs to one wave and one group.
    private static func chunks(
        of groups: [ResolvedAudience.Group], size: Int, waves: Waves?
    ) -> [[Chunk]] {
        let people = groups.reduce(0) { $0 + $1.recipients.count }
        var group = 0
        var offset = 0
        return (waves?.split(people) ?? [people]).map { count in
            var left = count
            var wave: [Chunk] = []
            while left > 0 {
                let ids = groups[group].recipients
                let end = min(offset + min(size, left), ids.count)
                wave.append(Chunk(group: group, ids: ids[offset..<end]))
                left -= end - offset
                offset = end
                if offset == ids.count { (group, offset) = (group + 1, 0) }
            }
            return wave
        }
    }

    private static func batches(of audience: ResolvedAudience, in chunks: [Chunk], head: Data) -> [PlannedBatch] {
        let counts = chunks.reduce(into: [:]) { $0[$1.group, default: 0] += 1 }
        var numbers: [Int: Int] = [:]
        return chunks.enumerated().map { index, chunk in
            numbers[chunk.group, default: 0] += 1
            let recipients = RecipientsList.encode(chunk.ids)
            return PlannedBatch(
                ordinal: index + 1,
                label: label(
                    of: audience, group: chunk.group, number: numbers[chunk.group] ?? 1, of: counts[chunk.group] ?? 1),
                idKind: audience.kind, recipientsJSON: recipients, recipientCount: chunk.ids.count,
                bodySHA256: PlanHash.hex(ofConcatenated: [head, recipients, MessageBody.tail])
            )
        }
    }

    private static func label(of audience: ResolvedAudience, group: Int, number: Int, of count: Int) -> String {
        let ids = audience.groups[group].recipients
        if audience.unit == .departments { return ids.count == 1 ? ids[0] : "\(ids.count) departments" }
        guard let label = audience.groups[group].label else { return "Batch \(number) of \(count)" }
        return count == 1 ? label : "\(label) (\(number) of \(count))"
    }

    /// Feishu's limits are on the whole request, so the longest list of ids counts as much as the message does.
    private static func checkSize(
        of batches: [PlannedBatch], _ audience: ResolvedAudience, head: Data, body: MessageBody, kind: String
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
                + (fittingBatchSize(audience, room: body.limit - message).map {
                    ", or set delivery.batch_size to \($0)"
                }
                    ?? "")
        )
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

    private static func hash(
        of manifest: Manifest, title: String, _ audience: ResolvedAudience, head: Data, batches: [PlannedBatch],
        isTest: Bool, imageSHA256: String?
    ) -> String {
        var hash = PlanHash()
        for text in ["larkcast plan 1", manifest.job, title, audience.unit.rawValue, manifest.channel.rawValue] {
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
        if audience.isFromContacts {
            hash.add("audience")
            hash.add(audience.snapshotSHA256)
            for batch in batches { hash.add(batch.label) }
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
