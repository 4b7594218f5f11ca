/// One request to an API, taken off the wire.
struct APICall {
    var api: SandboxAPI
    var method: String
    var path: String
    var batchMessageID: String
    var query: [String: String] = [:]
    var authorization: String?
    var contentType: String?
    var body: [UInt8]
    var logID: String
}
