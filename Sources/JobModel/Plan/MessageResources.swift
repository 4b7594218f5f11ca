/// The files a message names, read by the caller: planning itself opens nothing.
public struct MessageResources: Sendable, Equatable {
    /// The bytes of `message.card.file`, when the manifest names one.
    public var cardBytes: [UInt8]?
    /// The bytes of the picture `message.image` names, when it names one: the plan's hashes cover them.
    public var imageBytes: [UInt8]?
    /// The key under which Feishu keeps that picture for this app; without one it cannot be planned.
    ///
    /// The one place where an upload's key comes in. A picture that was uploaded again has another key and is the same
    /// content.
    public var imageKey: String?

    /// Creates resources; a message without files needs none.
    public init(cardBytes: [UInt8]? = nil, imageBytes: [UInt8]? = nil, imageKey: String? = nil) {
        self.cardBytes = cardBytes
        self.imageBytes = imageBytes
        self.imageKey = imageKey
    }

    /// SHA-256 of the picture in lower-case hex: what an upload is remembered by.
    public var imageSHA256: String? { imageBytes.map { PlanHash.hex(of: $0) } }
}
