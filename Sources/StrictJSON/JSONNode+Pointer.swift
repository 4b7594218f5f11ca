extension JSONNode {
    /// The value a JSON pointer (RFC 6901) names, or the last one on the way to it that exists.
    public func nearest(to pointer: String) -> JSONNode {
        var node = self
        for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            let key = token.replacing("~1", with: "/").replacing("~0", with: "~")
            switch node.content {
            case .object(let members):
                guard let member = members.first(where: { $0.key == key }) else { return node }
                node = member.node
            case .array(let elements):
                guard let index = Int(key), elements.indices.contains(index) else { return node }
                node = elements[index]
            default: return node
            }
        }
        return node
    }
}
