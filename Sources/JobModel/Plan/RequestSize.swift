/// How much of what Feishu takes a plan's largest request needs.
public struct RequestSize: Sendable, Equatable {
    /// The manifest's key for the kind of message, which decides the limit.
    public var kind: String
    /// The exact bytes of the largest request.
    public var bytes: Int
    /// Most bytes Feishu takes.
    public var limit: Int

    /// Creates a size.
    public init(kind: String, bytes: Int, limit: Int) {
        self.kind = kind
        self.bytes = bytes
        self.limit = limit
    }
}

extension RunPlan {
    /// The size of the largest request, which the longest list of ids or the longest personal content makes.
    public func requestSize(of message: Message) -> RequestSize {
        let longest = batches.lazy.map(ownCount).max() ?? 0
        return RequestSize(
            kind: message.key, bytes: bodyHead.count + longest + bodyTail.count, limit: MessageBody.limit(of: message))
    }
}
