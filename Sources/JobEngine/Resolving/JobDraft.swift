public import JobModel

public import struct Foundation.Data

/// A manifest that was read and checked, with the files it names: everything a plan needs but Feishu's word.
///
/// It becomes a plan when its time has come, through ``Engine/plan(_:mayReuse:stop:observe:)``, because the contacts may have changed
/// since it was read.
public struct JobDraft: Sendable {
    /// The manifest, for a test with the testers as its audience.
    public let manifest: Manifest
    /// The manifest's bytes, kept as the evidence of what was asked.
    public let manifestBytes: Data
    /// Where the manifest was, from the root of the file system; `nil` when it was no file.
    public let manifestPath: String?
    /// The files the message names.
    public var resources: MessageResources
    /// The CSV files of the audience, by the names the manifest gives them.
    public let files: [String: AudienceFile]
    private let samples: [AudienceFile]
    /// Whether it is the real message to a few named people.
    public let isTest: Bool
    /// Everybody the audience names.
    public internal(set) var named: NamedAudience

    /// Puts a draft together.
    ///
    /// `samples` are the files of the real audience, for a test of a personal message: testers see the values of
    /// their own rows in them, and inventions where they have none.
    ///
    /// - Throws: `PlanRefusal` when a file of the audience was not read.
    public init(
        manifest: Manifest, manifestBytes: Data, manifestPath: String? = nil,
        resources: MessageResources = MessageResources(),
        files: [String: AudienceFile] = [:], isTest: Bool = false, samples: [AudienceFile] = []
    ) throws(PlanRefusal) {
        self.manifest = manifest
        self.manifestBytes = manifestBytes
        self.manifestPath = manifestPath
        self.samples = samples
        self.resources = resources
        self.files = files
        self.isTest = isTest
        named = try NamedAudience(manifest.audience, files: files, samples: samples)
    }

    /// Whether Feishu's contacts must say who is who.
    public var needsContacts: Bool { named.onlyKind == nil }

    /// Whether Feishu must be asked anything before there is a plan.
    public var needsFeishu: Bool { needsContacts || needsUpload || named.testerQuestions != nil }

    /// Refuses placeholders that no file can fill, which can be told without knowing who is who.
    ///
    /// - Throws: `PlanRefusal` with every one of them.
    public func refuseUnknownColumns() throws(PlanRefusal) {
        try BatchPlanner.refuseUnknownColumns(of: manifest, resources: resources, for: named)
    }

    /// The files a run of it is made from, besides the manifest; hashing large pictures and films takes its time.
    public var sources: RunSources {
        RunSources(
            of: manifest, at: manifestPath, resources: resources, files: files.values + samples, isTest: isTest)
    }

    /// Whether the message has a file whose key is not known yet.
    public var needsUpload: Bool {
        manifest.message.files.contains { resources.uploads[$0.slot]?.key == nil }
    }

    /// SHA-256 of the message alone, in lower-case hex, whatever the keys of its files are.
    ///
    /// - Throws: `PlanRefusal`.
    public func contentSHA256() throws(PlanRefusal) -> String {
        try BatchPlanner.contentSHA256(of: manifest.message, resources: resources)
    }

    /// Everything that stands in the way of a plan, whoever the audience turns out to be.
    public var obstacles: [PlanRefusal.Reason] { BatchPlanner.obstacles(manifest) }

    /// Who a draft addresses that needs nobody's word, with what people should know of it.
    ///
    /// - Throws: `PlanRefusal`.
    public func audience() throws(PlanRefusal) -> ResolvedAudience { try .withoutContacts(named) }

    /// The plan of a draft that needs nobody's word.
    ///
    /// - Throws: `PlanRefusal`.
    public func plan() throws(PlanRefusal) -> RunPlan { try plan(for: audience()) }

    /// The plan for an audience that has been resolved.
    ///
    /// - Throws: `PlanRefusal`.
    public func plan(for audience: ResolvedAudience) throws(PlanRefusal) -> RunPlan {
        var plan = try BatchPlanner.plan(
            manifest: manifest, manifestBytes: manifestBytes, resources: resources, audience: audience, isTest: isTest)
        plan.sources = sources
        return plan
    }
}
