/// One message to one person or one group.
public struct SentMessage: Sendable, Equatable {
    /// Its id, `om_…`.
    public var id: String
    /// The app it came from.
    public var appID: String
    /// The chat it is in: the group's, or the one between the bot and the person.
    public var chatID: String
    /// Who got it; empty for a group.
    public var openID: String
    /// `text`, `post`, `interactive` and so on.
    public var type: String
    /// The request's uuid; empty when there was none.
    public var uuid: String
    /// The content as it was sent, JSON in a string.
    public var content: String
    /// SHA-256 of the content with sorted keys and no spaces.
    public var contentHash: String
    /// When, in sandbox seconds.
    public var sentAt: Double
    /// When it was taken back, in sandbox seconds; nil when it was not.
    public var recalledAt: Double?
    /// Everybody in the chat, the person or the group's members.
    var receivers: [PersonKey]

    /// Who has read it at `now`, in the order of reading.
    ///
    /// A message taken back is read by nobody after that.
    func readers(at now: Double, curve: ReadCurve) -> [(key: PersonKey, at: Double)] {
        receivers.compactMap { key in
            guard let delay = curve.delay(of: key), sentAt + delay <= min(now, recalledAt ?? now) else { return nil }
            return (key, sentAt + delay)
        }.sorted { $0.at < $1.at }
    }

    /// The id of one of its readers; of somebody the company does not know, only the open_id is known.
    func id(of reader: PersonKey, _ kind: PersonIDKind, in company: SandboxCompany) -> String {
        reader.companyPosition.map { kind.id(of: company.people[$0]) } ?? openID
    }
}
