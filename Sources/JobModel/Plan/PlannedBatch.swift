public import struct Foundation.Data

/// One request of a plan.
///
/// Half a million direct messages are in memory at once, so what can be told from little is kept little: an id is not yet a list,
/// a number not yet a label, a hash not yet its digits.
public struct PlannedBatch: Sendable, Equatable {
    /// The ids as the planner has them.
    enum Recipients: Sendable, Equatable {
        /// A single one, as the audience has it.
        case one(String)
        /// The exact bytes of a JSON array.
        case list(Data)
    }

    /// What people call it.
    enum Name: Sendable, Equatable {
        /// The department's name, or another name of its own.
        case text(String)
        /// A message among others of a group without a name.
        case message(number: UInt32, of: UInt32)
    }

    /// Place in the order of sending, from 1.
    public let ordinal: Int
    /// The kind of its ids.
    public let idKind: IDKind
    /// How many ids.
    public let recipientCount: Int
    let recipients: Recipients
    let digest: BodyDigest
    private let name: Name
    /// Part of what all contents of the plan are kept in.
    private let content: Data?

    /// What people call it, such as a department's name.
    public var label: String {
        switch name {
        case .text(let text): text
        case .message(let number, let count): "Message \(number) of \(count)"
        }
    }

    /// The ids as the exact bytes of a JSON array.
    public var recipientsJSON: Data {
        switch recipients {
        case .one(let id): RecipientsList.encode(CollectionOfOne(id))
        case .list(let bytes): bytes
        }
    }

    /// The `content` that is this recipient's alone, as the bytes of a JSON string; `nil` when all get the same.
    public var personalContent: Data? { content.map { Data(Array($0)) } }

    /// How many bytes ``personalContent`` has.
    var personalContentCount: Int? { content?.count }

    /// SHA-256 of ``RunPlan/body(of:)``, in lower-case hex.
    public var bodySHA256: String { digest.hex }

    /// Creates a batch.
    package init(
        ordinal: Int, label: String, idKind: IDKind, recipientsJSON: Data, recipientCount: Int,
        personalContent: Data? = nil, bodySHA256: String
    ) {
        self.init(
            ordinal: ordinal, name: .text(label), idKind: idKind, recipients: .list(recipientsJSON),
            recipientCount: recipientCount, content: personalContent, digest: BodyDigest(hex: bodySHA256))
    }

    /// Creates a batch as it is planned.
    init(
        ordinal: Int, name: Name, idKind: IDKind, recipients: Recipients, recipientCount: Int, content: Data?,
        digest: BodyDigest
    ) {
        self.ordinal = ordinal
        self.name = name
        self.idKind = idKind
        self.recipients = recipients
        self.recipientCount = recipientCount
        self.content = content
        self.digest = digest
    }

    /// Appends ``personalContent`` to bytes.
    func appendContent(to bytes: inout [UInt8]) {
        if let content { bytes.append(contentsOf: content) }
    }
}
