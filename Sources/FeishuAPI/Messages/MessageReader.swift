import StrictJSON

/// One person who has read a message.
public struct MessageReader: Sendable, Hashable {
    /// Who, `ou_…` of the app that asked.
    public var openID: String
    /// When, in milliseconds since 1970; `nil` when the answer does not say.
    public var readAtMilliseconds: Int64?

    /// Creates a reader.
    public init(openID: String, readAtMilliseconds: Int64? = nil) {
        self.openID = openID
        self.readAtMilliseconds = readAtMilliseconds
    }

    /// Reads one of an answer.
    ///
    /// - Throws: ``FeishuError`` when it names nobody.
    init(_ object: AnswerObject) throws(FeishuError) {
        self.init(
            openID: try FeishuPerson.openID(try object.requiredString("user_id"), "user_id", in: object),
            readAtMilliseconds: object.member("timestamp").flatMap(Self.milliseconds))
    }

    /// A time as Feishu writes it: a string of digits or an integer, in milliseconds; ten digits are seconds, which some
    /// pages show where they promise milliseconds.
    private static func milliseconds(_ value: JSONValue) -> Int64? {
        var number = ResponseEnvelope.strictInteger(value).map(Int64.init)
        if let text = value.string, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { number = Int64(text) }
        guard let number, (1..<100_000_000_000_000).contains(number) else { return nil }
        return number < 100_000_000_000 ? number * 1_000 : number
    }
}
