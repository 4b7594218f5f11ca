import StrictJSON

/// One object of an answer, read strictly: what has a wrong type is a malformed answer, and says where it stands.
///
/// Feishu leaves out what it does not know, writes `null`, or writes an empty string; all three are `nil` here.
struct AnswerObject: Sendable {
    /// The members.
    let value: JSONValue
    /// Where it stands, such as `data.items[3]`.
    let place: String
    /// The answer it belongs to.
    let answer: FeishuAnswer

    /// Names an object of an answer.
    init(_ value: JSONValue, place: String, in answer: FeishuAnswer) {
        self.value = value
        self.place = place
        self.answer = answer
    }

    /// The text under a key, `nil` when it is missing, null or empty.
    func string(_ key: String) throws(FeishuError) -> String? {
        guard let member = member(key) else { return nil }
        guard let text = member.string else { throw wrong(key, "a string", member) }
        return text.isEmpty ? nil : text
    }

    /// The text under a key that every answer must have.
    func requiredString(_ key: String) throws(FeishuError) -> String {
        guard let text = try string(key) else { throw answer.malformed("\(place) lacks \"\(key)\"") }
        return text
    }

    /// The truth value under a key, `nil` when it is missing or null.
    func bool(_ key: String) throws(FeishuError) -> Bool? {
        guard let member = member(key) else { return nil }
        guard let truth = member.bool else { throw wrong(key, "a boolean", member) }
        return truth
    }

    /// The texts under a key, none when it is missing or null.
    func strings(_ key: String) throws(FeishuError) -> [String] {
        guard let member = member(key) else { return [] }
        guard let elements = member.array else { throw wrong(key, "a list", member) }
        let texts = elements.compactMap(\.string).filter { !$0.isEmpty }
        guard texts.count == elements.count else {
            throw answer.malformed(
                "\"\(key)\" of \(place) holds \(elements.count - texts.count) elements that are no texts")
        }
        return texts
    }

    /// The object under a key, an empty one when it is missing or null.
    func object(_ key: String) throws(FeishuError) -> AnswerObject {
        let member = member(key) ?? .object([])
        guard member.members != nil else { throw wrong(key, "an object", member) }
        return AnswerObject(member, place: "\(place).\(key)", in: answer)
    }

    /// The objects under a key, none when it is missing or null.
    func objects(_ key: String) throws(FeishuError) -> [AnswerObject] {
        guard let member = member(key) else { return [] }
        guard let elements = member.array else { throw wrong(key, "a list", member) }
        var objects: [AnswerObject] = []
        for (index, element) in elements.enumerated() {
            let place = "\(place).\(key)[\(index)]"
            guard element.members != nil else {
                throw answer.malformed("\(place) should be an object but is of type \(element.kind)")
            }
            objects.append(AnswerObject(element, place: place, in: answer))
        }
        return objects
    }

    /// What stands under a key, `nil` when it is missing or null.
    func member(_ key: String) -> JSONValue? {
        // Not with `map` and `nil`: a JSON value can be written `nil`, and then means null.
        guard let member = value[key], member != .null else { return nil }
        return member
    }

    private func wrong(_ key: String, _ wanted: String, _ member: JSONValue) -> FeishuError {
        answer.malformed("\"\(key)\" of \(place) should be \(wanted) but is of type \(member.kind)")
    }
}
