/// The files a message names, read by the caller: planning itself opens nothing.
public struct MessageResources: Sendable, Equatable {
    /// The bytes of `message.card.file`, when the manifest names one.
    public var cardBytes: [UInt8]?

    /// Creates resources; a message without files needs none.
    public init(cardBytes: [UInt8]? = nil) {
        self.cardBytes = cardBytes
    }
}
