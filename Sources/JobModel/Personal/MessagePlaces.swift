import StrictJSON

/// The way through a message's `content`, with the pointer by which the manifest knows each value.
enum MessagePlaces {
    /// A value of the content.
    struct Place: Sendable {
        /// JSON pointer into the manifest; for a card in a file, into that file.
        var pointer: String
        /// The file's own pointer in the manifest, for a card in a file.
        var file: String?
        var spot: MessageSpot
        /// How much of the content is above ``pointer``: Feishu's frame around a template's variables.
        fileprivate var frame: [String] = []

        /// The pointer to what the manifest has.
        var manifestPointer: String { file ?? pointer }

        func element(_ index: Int) -> Place {
            var place = self
            place.pointer += "/\(index)"
            return place
        }

        func member(_ key: String, of object: JSONValue) -> Place {
            var place = self
            if !frame.isEmpty {
                // Off the way to the variables nothing takes a placeholder.
                place.frame = key == frame[0] ? Array(frame.dropFirst()) : ["-"]
                return place
            }
            place.pointer += "/" + key.replacing("~", with: "~0").replacing("/", with: "~1")
            place.spot = spot.member(key, of: object)
            return place
        }

        /// A member's name, which nothing fills.
        ///
        /// - Throws: ``PlaceholderFault`` when a placeholder begins in it.
        func key(_ key: String) throws(PlaceholderFault) {
            guard PlaceholderText.begins(in: key) else { return }
            throw PlaceholderFault(
                "a placeholder in a key, \(Quoting.quoted(key)), which is sent as it is",
                hint: "write what it stands for; values go into texts")
        }

        /// A string right here, ready to be filled.
        ///
        /// - Throws: ``PlaceholderFault``.
        func string(_ text: String, column: (Placeholder) -> Int) throws(PlaceholderFault) -> PersonalString {
            let use = frame.isEmpty ? spot.use : .refuses("a name of Feishu's")
            switch use {
            case .takes(let place): return try PersonalString(text, in: place, column: column)
            case .refuses(let what):
                throw PlaceholderFault("a placeholder in \(what)", hint: "write what it stands for")
            }
        }
    }

    /// The place of a direct message's whole `content`.
    static func root(of message: Message) -> Place {
        switch message {
        case .post: Place(pointer: "/message/post", spot: .post)
        case .card(.file): Place(pointer: "", file: "/message/card/file", spot: .card)
        case .card: Place(pointer: "/message/card", spot: .card)
        case .template:
            Place(pointer: "/message/template/variables", spot: .variables, frame: ["data", "template_variable"])
        default: Place(pointer: "/message/text", spot: .text, frame: ["text"])
        }
    }

    /// The place of a part of a manifest or a card file.
    static func part(_ spot: MessageSpot, at pointer: String) -> Place { Place(pointer: pointer, spot: spot) }

    /// Whether any string of a value, keys included, begins a placeholder.
    static func holdPlaceholder(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): PlaceholderText.begins(in: text)
        case .array(let elements): elements.contains(where: holdPlaceholder)
        case .object(let members): members.contains { PlaceholderText.begins(in: $0.key) || holdPlaceholder($0.value) }
        default: false
        }
    }

    /// What is wrong with the placeholders of a part of a manifest, by the pointer of each string or member.
    static func faults(in value: JSONValue, at place: Place) -> [(pointer: String, fault: PlaceholderFault)] {
        switch value {
        case .string(let text):
            guard PlaceholderText.begins(in: text) else { return [] }
            do throws(PlaceholderFault) {
                _ = try place.string(text) { _ in 0 }
                return []
            } catch {
                return [(place.pointer, error)]
            }
        case .array(let elements):
            return elements.enumerated().flatMap { faults(in: $1, at: place.element($0)) }
        case .object(let members):
            return members.flatMap { member in
                let here = place.member(member.key, of: value)
                var found = faults(in: member.value, at: here)
                do throws(PlaceholderFault) { try here.key(member.key) } catch {
                    found.insert((here.pointer, error), at: 0)
                }
                return found
            }
        default: return []
        }
    }
}
