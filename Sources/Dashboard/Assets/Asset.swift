import Crypto
import HTTPTypes
import Reporting

/// A file of the dashboard's own, under a name that changes with its bytes, so that it may be kept for ever.
struct Asset: Sendable {
    let name: String
    let type: String
    let text: String

    private init(_ stem: String, _ ending: String, type: String, text: String) {
        let digest = SecretBytes.hex(SecretBytes.digest(text).prefix(8))
        name = "\(stem)-\(digest).\(ending)"
        self.type = type
        self.text = text
    }

    /// The look of every page.
    static let style = Asset("larkcast", "css", type: "text/css; charset=utf-8", text: StyleText.all)

    /// What makes figures move; every page works without it.
    static let script = Asset("larkcast", "js", type: "text/javascript; charset=utf-8", text: ScriptText.live)

    /// The asset of a name.
    static func named(_ name: String) -> Asset? { [style, script].first { $0.name == name } }

    /// Where it is.
    var address: LocalAddress { LocalAddress(["assets", name]) }

    /// The answer to somebody who asks for it.
    var answer: Answer {
        var answer = Answer(.ok, type: type, text: text)
        answer.fields[.cacheControl] = "public, max-age=31536000, immutable"
        return answer
    }
}
