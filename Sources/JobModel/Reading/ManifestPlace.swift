import StrictJSON

/// A value and the pointer that leads to it.
struct ManifestPlace {
    var node: JSONNode
    var pointer: String

    /// The place of one of this array's elements.
    func element(_ index: Int, _ node: JSONNode) -> ManifestPlace {
        ManifestPlace(node: node, pointer: "\(pointer)/\(index)")
    }

    /// The pointer of one of this object's members.
    func pointer(to key: String) -> String {
        "\(pointer)/\(key.replacing("~", with: "~0").replacing("/", with: "~1"))"
    }

    /// The place of one of this object's members.
    func member(_ member: JSONNode.Member) -> ManifestPlace {
        ManifestPlace(node: member.node, pointer: pointer(to: member.key))
    }

    var string: String? {
        if case .string(let value) = node.content { value } else { nil }
    }

    var elements: [JSONNode]? {
        if case .array(let nodes) = node.content { nodes } else { nil }
    }

    var members: [JSONNode.Member]? {
        if case .object(let members) = node.content { members } else { nil }
    }
}

/// The members of an object whose keys have been checked.
struct ManifestFields {
    var place: ManifestPlace
    private var members: [String: JSONNode] = [:]

    init(place: ManifestPlace, members: [JSONNode.Member]) {
        self.place = place
        for member in members where self.members[member.key] == nil { self.members[member.key] = member.node }
    }

    subscript(key: String) -> ManifestPlace? {
        members[key].map { ManifestPlace(node: $0, pointer: place.pointer(to: key)) }
    }
}
