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

    /// SHA-256 of a message alone, in lower-case hex, as ``RunPlan/contentSHA256`` has it; the files it names need no key for it.
    ///
    /// - Throws: ``PlanRefusal`` when a file was not read or cannot be sent.
    public static func contentSHA256(
        of message: Message, resources: MessageResources
    ) throws(PlanRefusal) -> String {
        PlanHash.hex(of: try MessageBody.content(of: message, resources: resources))
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
        let obstacles =
            PlanObstacles.ofDelivery(manifest)
            + (audience.unit == .departments ? PlanObstacles.ofDepartments(manifest) : [])
        guard obstacles.isEmpty else { throw PlanRefusal(reasons: obstacles) }
        return try plan(manifest, manifestBytes, resources, audience, isTest: isTest)
    }

    private static func plan(
        _ manifest: Manifest, _ manifestBytes: Data, _ resources: MessageResources, _ audience: ResolvedAudience,
        isTest: Bool
    ) throws(PlanRefusal) -> RunPlan {
        let channel = manifest.channel
        let body = try MessageBody(manifest.message, resources: resources)
        let template = channel == .direct ? try PersonalTemplate(manifest.message, resources: resources) : nil
        let personal = try template.map { template throws(PlanRefusal) in try PersonalContents(template, audience) }
        let frame = try RequestFrame(
            manifest.message, resources: resources, channel: channel, kind: audience.kind, template: template)
        var delivery = manifest.delivery
        if channel == .direct { delivery.batchSize = 1 }
        // Two calls would reach people of two departments twice, so departments go out in one whatever the batch size.
        let size = audience.unit == .departments ? DeliveryOptions.largestBatch : delivery.batchSize
        let chunks = chunks(of: audience.groups, size: size, waves: delivery.waves)
        let batches = batches(of: audience, in: chunks, frame: frame, channel: channel, personal)
        try checkSize(of: batches, audience, frame: frame, limit: body.limit, of: manifest)
        let title = manifest.title ?? manifest.job
        return RunPlan(
            job: manifest.job, title: title, unit: audience.unit, channel: channel, manifest: manifestBytes,
            bodyHead: frame.head, bodyTail: frame.tail, batches: batches, waveLengths: chunks.map(\.count),
            targeted: audience.targeted, excluded: audience.excluded, duplicate: audience.duplicate,
            unreachable: audience.unreachable, leftOut: audience.leftOut,
            snapshotSHA256: audience.isFromContacts || !audience.leftOut.totals.isEmpty
                ? audience.snapshotSHA256 : nil,
            contentSHA256: contentSHA256(of: body, batches, isPersonal: personal != nil),
            audienceSHA256: audience.audienceSHA256,
            planSHA256: hash(
                of: manifest, title: title, audience, frame: frame, batches: batches, isTest: isTest,
                uploads: resources.ordered),
            delivery: delivery, trackingSeconds: manifest.tracking.seconds, owner: manifest.owner,
            isTest: isTest, defaulted: personal?.defaulted ?? []
        )
    }

    /// Ids that go out together: a stretch of one group.
    private struct Chunk {
        var group: Int32
        var start: Int32
        var end: Int32
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
                wave.append(Chunk(group: Int32(group), start: Int32(offset), end: Int32(end)))
                left -= end - offset
                offset = end
                if offset == ids.count { (group, offset) = (group + 1, 0) }
            }
            return wave
        }
    }

    private static func batches(
        of audience: ResolvedAudience, in waves: [[Chunk]], frame: RequestFrame, channel: DeliveryChannel,
        _ personal: PersonalContents?
    ) -> [PlannedBatch] {
        let chunks = waves.joined()
        var counts = audience.groups.map { _ in 0 }
        for chunk in chunks { counts[Int(chunk.group)] += 1 }
        var numbers = audience.groups.map { _ in 0 }
        let (head, tail) = ([UInt8](frame.head), [UInt8](frame.tail))
        var body: [UInt8] = []
        var batches: [PlannedBatch] = []
        batches.reserveCapacity(counts.reduce(0, +))
        for chunk in chunks {
            let group = Int(chunk.group)
            numbers[group] += 1
            let ids = audience.groups[group].recipients[Int(chunk.start)..<Int(chunk.end)]
            let ordinal = batches.count + 1
            let content = personal?.content(at: batches.count)
            body.removeAll(keepingCapacity: true)
            body.append(contentsOf: head)
            let recipients: PlannedBatch.Recipients
            switch channel {
            case .batch:
                let list = RecipientsList.encode(ids)
                recipients = .list(list)
                body.append(contentsOf: list)
            case .direct:
                let id = ids[ids.startIndex]
                recipients = .one(id)
                DirectBody.append(
                    recipient: id, ordinal: ordinal, content: content, run: RunPlan.unnamedRun, to: &body)
            }
            body.append(contentsOf: tail)
            batches.append(
                PlannedBatch(
                    ordinal: ordinal,
                    name: name(of: audience, group: group, number: numbers[group], of: counts[group], channel),
                    idKind: audience.kind, recipients: recipients, recipientCount: ids.count, content: content,
                    digest: BodyDigest(of: body)))
        }
        return batches
    }

    /// What people call a batch; messages of one department share its name, and no person's id is in it.
    private static func name(
        of audience: ResolvedAudience, group: Int, number: Int, of count: Int, _ channel: DeliveryChannel
    ) -> PlannedBatch.Name {
        let ids = audience.groups[group].recipients
        switch audience.unit {
        case .departments: return .text(ids.count == 1 ? ids[0] : "\(ids.count) departments")
        case .chats: return .text(ids[number - 1])
        case .people: break
        }
        let label = audience.groups[group].label
        guard channel == .batch else {
            return label.map { .text($0) } ?? .message(number: UInt32(number), of: UInt32(count))
        }
        guard let label else { return .text("Batch \(number) of \(count)") }
        return .text(count == 1 ? label : "\(label) (\(number) of \(count))")
    }

    private static func hash(
        of manifest: Manifest, title: String, _ audience: ResolvedAudience, frame: RequestFrame,
        batches: [PlannedBatch],
        isTest: Bool, uploads: [MessageUpload]
    ) -> String {
        var hash = PlanHash()
        for text in ["larkcast plan 1", manifest.job, title, audience.unit.rawValue, manifest.channel.rawValue] {
            hash.add(text)
        }
        hash.add(frame.head)
        hash.add(frame.tail)
        hash.add(batches.count)
        for batch in batches { hash.add(batch.digest) }
        let delivery = manifest.delivery
        for number in [
            delivery.batchSize, delivery.inFlight, delivery.notAfterSeconds, delivery.maxInDoubt,
            manifest.tracking.seconds,
        ] {
            hash.add(number)
        }
        if let waves = delivery.waves { add(waves, to: &hash) }
        if isTest { hash.add("test") }
        if delivery.pinsInChats { hash.add("pin") }
        for upload in uploads {
            hash.add(upload.slot.rawValue)
            hash.add(upload.contentSHA256)
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
