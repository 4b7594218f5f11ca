import StrictJSON

extension Manifest {
    /// Whether the message has placeholders that the direct channel fills, so that cells of the audience's files must be
    /// read: those of ``personalColumns(_:)``.
    public func isPersonal(_ resources: MessageResources = MessageResources()) -> Bool {
        channel == .direct && PersonalTemplate.isPersonal(message, resources)
    }

    /// The columns that fill the placeholders of the message; none when everybody gets the same, and none when a placeholder is
    /// wrong, so that there will be no plan.
    public func personalColumns(_ resources: MessageResources = MessageResources()) -> Set<String> {
        guard isPersonal(resources) else { return [] }
        return Set((try? PersonalTemplate(message, resources: resources))?.columns ?? [])
    }
}

extension PlannedBatch {
    /// The message as this recipient gets it; of one that is the same for all, the message itself.
    public func filled(_ message: Message) -> Message {
        guard let personalContent, let text = JSONReader().readStrictly([UInt8](personalContent))?.string,
            let content = JSONReader().readStrictly(Array(text.utf8))
        else { return message }
        switch message {
        case .text: return content["text"]?.string.map(Message.text) ?? message
        case .post: return .post(content)
        case .card: return .card(.json(content))
        case .template(var template):
            template.variables = content["data"]?["template_variable"] ?? template.variables
            return .template(template)
        default: return message
        }
    }
}
