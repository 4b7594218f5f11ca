/// The files a message names, read by the caller: planning itself opens nothing.
public struct MessageResources: Sendable, Equatable {
    /// The bytes of `message.card.file`, when the manifest names one.
    public var cardBytes: [UInt8]?
    /// The files the message sends by a key, by where it stands; the plan's hashes cover them.
    public private(set) var uploads: [KeySlot: MessageUpload]

    /// Creates resources; a message without files needs none.
    public init(cardBytes: [UInt8]? = nil, uploads: [MessageUpload] = []) {
        self.cardBytes = cardBytes
        self.uploads = [:]
        for upload in uploads { self.uploads[upload.slot] = upload }
    }

    /// Notes the key that Feishu gave for a file.
    public mutating func setKey(_ key: String, at slot: KeySlot) { uploads[slot]?.key = key }

    /// The uploads in a fixed order.
    var ordered: [MessageUpload] { KeySlot.allCases.compactMap { uploads[$0] } }
}
