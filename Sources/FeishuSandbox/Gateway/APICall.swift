/// One request to an API, taken off the wire.
struct APICall {
    var api: SandboxAPI
    var method: String
    var path: String
    /// The id in the path, such as a batch message id; empty where there is none.
    var id: String
    var query = CallQuery()
    var authorization: String?
    var contentType: String?
    var body: [UInt8]
    /// True when the body was larger than the sandbox reads; `body` is empty then.
    var isBodyCut = false
    var logID: String
}
