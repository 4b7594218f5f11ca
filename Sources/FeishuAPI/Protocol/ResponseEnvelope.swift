import HTTPTransport
import StrictJSON

import struct Foundation.Data

/// Feishu's answer: `{"code": Int, "msg": String, "data": {…}, "error": {…}}`.
///
/// Only `code` decides what happened, so only `code` decides whether a body is an envelope. Other members of a wrong
/// type become ``flaws``: refusing the whole answer for them would lose the id of a batch that was sent.
struct ResponseEnvelope: Sendable {
    /// What a body is.
    enum Reading: Sendable {
        /// An object with an integer `code`.
        case envelope(ResponseEnvelope)
        /// JSON in which a key occurs twice: it says two things at once.
        case contradictory
        /// Anything else: no JSON, cut short, over the limits, or without an integer `code`.
        case other
    }

    /// Most bytes of an answer that are read: a page of 50 people who are in 50 departments each fits.
    static let byteLimit = 1024 * 1024
    /// Deepest nesting of an answer that is read.
    static let depthLimit = 32

    /// 0 is success.
    let code: Int
    /// The platform's words, uncut.
    let message: String?
    /// The payload, when there is one and it is an object.
    let data: JSONValue?
    /// `error.log_id`.
    let errorLogID: String?
    /// The scopes that `error.permission_violations` names, each once; what does not look like a scope is left out.
    let missingScopes: [String]
    /// The whole object; some answers keep their payload beside `code`.
    let root: JSONValue
    /// Members that have a wrong type, as sentences without their values.
    let flaws: [String]

    /// Reads a body.
    static func read(_ body: Data) -> Reading {
        let limits = JSONLimits(depth: depthLimit, bytes: byteLimit)
        let result = JSONReader(limits: limits).read([UInt8](body))
        guard let root = result.root?.value else { return .other }
        guard result.problems.isEmpty else { return .contradictory }
        guard let code = root["code"].flatMap(strictInteger) else { return .other }
        return .envelope(ResponseEnvelope(code: code, root: root))
    }

    private init(code: Int, root: JSONValue) {
        var flaws: [String] = []
        func object(_ key: String, in parent: JSONValue) -> JSONValue? {
            guard let value = parent[key], value != .null else { return nil }
            if value.members != nil { return value }
            flaws.append("\"\(key)\" should be an object but is of type \(value.kind)")
            return nil
        }
        func string(_ key: String, in parent: JSONValue) -> String? {
            guard let value = parent[key], value != .null else { return nil }
            if let text = value.string { return text }
            flaws.append("\"\(key)\" should be a string but is of type \(value.kind)")
            return nil
        }
        self.code = code
        self.root = root
        message = string("msg", in: root)
        data = object("data", in: root)
        let error = object("error", in: root)
        errorLogID = error.flatMap { string("log_id", in: $0) }
        missingScopes = Self.scopes(in: error?["permission_violations"])
        self.flaws = flaws
    }

    /// A log id: `X-Tt-Logid`, else `X-Request-Id`, else the envelope's own.
    static func logID(of response: HTTPResponse?, envelope: ResponseEnvelope? = nil) -> String? {
        let headers = ["x-tt-logid", "x-request-id"].flatMap { response?.values(of: $0) ?? [] }
        return (headers + [envelope?.errorLogID].compactMap(\.self)).lazy.compactMap(EvidenceText.logID).first
    }

    private static func scopes(in violations: JSONValue?) -> [String] {
        var scopes: [String] = []
        for violation in violations?.array ?? [] {
            guard let scope = violation["subject"]?.string, (1...100).contains(scope.utf8.count),
                scope.utf8.allSatisfy({
                    PathSegment.isNameByte($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
                }),
                !scopes.contains(scope)
            else { continue }
            scopes.append(scope)
        }
        return scopes
    }

    /// An integer spelt as one; `-0`, `0.0`, `1e3` and `"0"` are none.
    static func strictInteger(_ value: JSONValue) -> Int? {
        value == .number("-0") ? nil : value.integer
    }

    /// A head-count: an integer or a string of digits (`read_user` sends strings), from 0 to 2^31-1.
    ///
    /// The upper end keeps sums over any number of batches within 64 bits.
    static func count(_ value: JSONValue?) -> Int? {
        guard let value else { return nil }
        var number = strictInteger(value)
        if let text = value.string, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { number = Int(text) }
        return number.flatMap { (0...Int(Int32.max)).contains($0) ? $0 : nil }
    }
}
