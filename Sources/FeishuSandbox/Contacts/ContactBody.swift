/// The JSON body of a contact call that has one.
struct ContactBody {
    private let json: WireJSON

    init(_ bytes: [UInt8]) throws(Refusal) {
        do {
            json = try WireJSONReader.read(bytes)
        } catch {
            throw Refusal(9499, "Bad Request: \(error.reason) at byte \(error.offset)", status: 400)
        }
        guard json.members != nil else { throw Refusal(9499, "Bad Request: the body must be an object", status: 400) }
    }

    /// A list of strings; empty when it is not there.
    func list(_ name: String, limit: Int) throws(Refusal) -> [String] {
        guard let value = json[name], value != .null else { return [] }
        guard let list = value.strings else { throw .fieldValidation(name, "an array of strings is required") }
        guard list.count <= limit else { throw .fieldValidation(name, "the max len is \(limit)") }
        return list
    }

    func flag(_ name: String) throws(Refusal) -> Bool {
        guard let value = json[name], value != .null else { return false }
        guard let flag = value.bool else { throw .fieldValidation(name, "a boolean is required") }
        return flag
    }
}
