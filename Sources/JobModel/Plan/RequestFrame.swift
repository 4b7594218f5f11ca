import struct Foundation.Data

/// The bytes that all request bodies of a run share: what stands before and after a batch's own.
struct RequestFrame {
    let head: Data
    let tail: Data

    /// The frame of a message on its channel.
    ///
    /// With a `template` the content is each recipient's own, and no part of the frame.
    ///
    /// - Throws: ``PlanRefusal`` when the channel does not carry the message, or a file of it was not read.
    init(
        _ message: Message, resources: MessageResources, channel: DeliveryChannel, kind: IDKind,
        template: PersonalTemplate? = nil
    ) throws(PlanRefusal) {
        switch channel {
        case .batch:
            let body = try MessageBody(message, resources: resources)
            head = body.head(for: kind)
            tail = MessageBody.tail
        case .direct:
            head = DirectBody.head
            tail =
                if let template {
                    DirectBody.tail(ofPersonal: template.type)
                } else {
                    try DirectBody.tail(of: message, resources: resources)
                }
        }
    }

    /// How many bytes the frame has.
    var count: Int { head.count + tail.count }

}
