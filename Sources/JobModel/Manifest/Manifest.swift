public import StrictJSON

/// One job as its manifest defines it, checked by ``ManifestReader``.
///
/// Every value is what the manifest says, with defaults filled in; nothing is resolved yet.
public struct Manifest: Sendable, Equatable {
    /// The job's slug, `[a-z0-9][a-z0-9-]{0,63}`.
    public var job: String
    /// What people call the job; `nil` leaves the slug.
    public var title: String?
    /// The configuration profile whose app sends; `nil` is the default one.
    public var profile: String?
    /// The open id of whoever is told of the job's runs; `nil` is nobody.
    public var owner: String?
    /// Who is addressed.
    public var audience: Audience
    /// What is sent.
    public var message: Message
    /// When it is sent; `nil` is on demand.
    public var schedule: Schedule?
    /// By which of Feishu's interfaces it is sent.
    public var channel: DeliveryChannel = .batch
    /// How it is sent.
    public var delivery = DeliveryOptions()
    /// How it is followed after sending.
    public var tracking = Tracking()
    /// Reminders for those who have not read, as the manifest has them.
    public var followUp: [JSONValue] = []
    /// Whose consent it needs.
    public var approval = Approval()

    /// Creates a job with defaults for everything that is optional.
    public init(job: String, audience: Audience, message: Message) {
        self.job = job
        self.audience = audience
        self.message = message
    }
}

/// Feishu's two ways of sending; the raw values are the manifest's.
public enum DeliveryChannel: String, Sendable, CaseIterable {
    /// `message/v4/batch_send`: 200 ids a call, totals only.
    case batch
    /// `im/v1/messages`: a call a person, who-read, urgent, edit.
    case direct
}

/// The manifest's `tracking`.
public struct Tracking: Sendable, Equatable {
    /// Feishu answers for 30 days; a day is kept in reserve.
    public static let longestSeconds = 29 * 86_400

    /// Seconds after sending during which delivery and reads are followed; 72 hours unless the manifest says otherwise.
    public var seconds = 72 * 3600

    /// Creates the defaults.
    public init() {}
}

/// The manifest's `approval`.
public struct Approval: Sendable, Equatable {
    /// Whether a second person must agree before anything is sent.
    public var required = false
    /// People above which somebody is asked; below, nobody is, although `required` says so.
    public var above = 0

    /// Creates the default: nobody is asked.
    public init() {}

    /// Whether a plan for so many needs somebody's word.
    public func isNeeded(people: Int) -> Bool { required && people > above }
}
