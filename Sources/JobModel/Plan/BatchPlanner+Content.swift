extension BatchPlanner {
    /// What the guard against repetition compares: SHA-256 of the message, in lower-case hex.
    ///
    /// Of a personal message also everybody's own content with their id, in an order that depends on nothing but them: other
    /// values are other content, another order of the same people is not.
    static func contentSHA256(of body: MessageBody, _ batches: [PlannedBatch], isPersonal: Bool) -> String {
        guard isPersonal else { return PlanHash.hex(of: body.content) }
        var hash = PlanHash()
        hash.add("larkcast personal content 1")
        hash.add(body.content)
        hash.add(batches.count)
        // Digests are sorted and not the contents themselves: half a million of them in a fraction of a second.
        let digests = batches.map { batch in
            var own = PlanHash()
            own.add(batch.recipientsJSON)
            if let content = batch.personalContent { own.add(content) }
            return own.words()
        }
        for digest in digests.sorted(by: <) {
            for word in [digest.0, digest.1, digest.2, digest.3] { hash.add(String(word, radix: 16)) }
        }
        return hash.hex()
    }
}

extension BatchPlanner {
    /// Refuses a personal message of which some column stands in no file, before anybody knows who its readers are.
    ///
    /// - Throws: ``PlanRefusal`` with every such column.
    public static func refuseUnknownColumns(
        of manifest: Manifest, resources: MessageResources, for audience: NamedAudience
    ) throws(PlanRefusal) {
        guard manifest.channel == .direct, let template = try PersonalTemplate(manifest.message, resources: resources)
        else { return }
        _ = try PersonalColumns(template, audience.personalRows)
    }
}
