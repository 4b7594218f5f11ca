/// What Feishu knows of one e-mail address or one mobile number (`batch_get_id`).
///
/// Each address and each number is looked up by itself: one entry has the one or the other, and a person asked for by both
/// comes twice. An address that two people share comes twice as well. Addresses of enterprise mailboxes are not found.
public struct FoundContact: Sendable, Hashable {
    /// The address this is about.
    public var email: String?
    /// The number this is about; numbers outside China with `+` and their country code.
    public var mobile: String?
    /// Who has it, `ou_…` of the app that asked; `nil` when Feishu knows nobody, or nobody this app may see.
    public var openID: String?
    /// Whether the person has left the company; `false` when the answer does not say.
    public var isResigned: Bool
    /// Whether an administrator has suspended the account; `false` when the answer does not say.
    public var isFrozen: Bool
    /// Whether the person has ever signed in; `true` when the answer does not say.
    public var isActivated: Bool
    /// Whether the person left the tenant by themselves; `false` when the answer does not say.
    public var isExited: Bool
    /// Whether the answer says that the person has left or not, and is frozen or not.
    public var isStateKnown: Bool

    /// Creates an entry.
    public init(
        email: String? = nil, mobile: String? = nil, openID: String? = nil, isResigned: Bool = false,
        isFrozen: Bool = false, isActivated: Bool = true, isExited: Bool = false, isStateKnown: Bool = true
    ) {
        self.email = email
        self.mobile = mobile
        self.openID = openID
        self.isResigned = isResigned
        self.isFrozen = isFrozen
        self.isActivated = isActivated
        self.isExited = isExited
        self.isStateKnown = isStateKnown
    }

    /// Reads one of an answer.
    ///
    /// - Throws: ``FeishuError`` when it is about no address and no number: it would belong to nobody.
    init(_ object: AnswerObject) throws(FeishuError) {
        let email = try object.string("email")
        let mobile = try object.string("mobile")
        guard email != nil || mobile != nil else {
            throw object.answer.malformed("\(object.place) is about no e-mail address and no mobile number")
        }
        var openID = try object.string("user_id")
        if let id = openID { openID = try FeishuPerson.openID(id, "user_id", in: object) }
        let status = try PersonStatus(object)
        self.init(
            email: email, mobile: mobile, openID: openID, isResigned: status.isResigned, isFrozen: status.isFrozen,
            isActivated: status.isActivated, isExited: status.isExited, isStateKnown: status.isKnown)
    }

    /// How many of the addresses and numbers that were asked for an answer does not speak of.
    ///
    /// Feishu may answer in other case than it was asked in, and numbers in China are the same with and without the country code.
    static func unanswered(_ found: [FoundContact], emails: [String], mobiles: [String]) -> Int {
        let foundEmails = Set(found.compactMap { $0.email?.lowercased() })
        let foundMobiles = Set(found.compactMap { $0.mobile.map(withoutChina) })
        return emails.count { !foundEmails.contains($0.lowercased()) }
            + mobiles.count { !foundMobiles.contains(withoutChina($0)) }
    }

    private static func withoutChina(_ mobile: String) -> String {
        mobile.hasPrefix("+86") ? String(mobile.dropFirst(3)) : mobile
    }
}
