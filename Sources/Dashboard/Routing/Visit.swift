import HTTPTypes
import Hummingbird
import JobModel
import Reporting

/// One request, as far as pages need to know it.
struct Visit: Sendable {
    let route: Route
    let path: String
    let query: [String: String]
    let method: HTTPRequest.Method
    let authority: String
    let fields: HTTPFields
    let now: Moment
    let language: Language
    /// The language chosen by this very request, to be remembered.
    let choosesLanguage: Bool
    let session: Session?
    /// The cookie that the login page's form is sealed with.
    let visitor: String?

    /// The monotonic clock, in milliseconds.
    var clock: Int64 { now.monotonicMilliseconds }

    /// The segments of the path.
    var segments: [String] { path.split(separator: "/").map(String.init) }
}
