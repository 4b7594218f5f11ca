import Foundation

/// A request line, understood.
enum RouteMatch: Equatable {
    /// The call, and what stands in the place of `:id`, decoded; empty where the path has no such place.
    case api(SandboxAPI, id: String)
    case wrongMethod
    case unknownPath

    private static let templates: [(api: SandboxAPI, segments: [String])] = SandboxAPI.allCases.map {
        ($0, $0.template.split(separator: "/").map(String.init))
    }

    /// Feishu documents batch_send with a slash at its end and the others without; production code also calls
    /// batch_send without one, so both are answered.
    ///
    /// Elsewhere a slash too many is an unknown path.
    init(method: String, path: String) {
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard segments.count > 3, segments[0] == "", segments[1] == "open-apis" else {
            self = .unknownPath
            return
        }
        segments.removeFirst(2)
        if segments == ["message", "v4", "batch_send", ""] { segments.removeLast() }
        let matches = Self.templates.compactMap { template in
            Self.id(in: segments, by: template.segments).map { (api: template.api, id: $0) }
        }
        // A path written out goes before one with a place in it: `departments/batch` is no department.
        let literal = matches.filter { $0.id.isEmpty }
        let candidates = literal.isEmpty ? matches : literal
        guard !candidates.isEmpty else {
            self = .unknownPath
            return
        }
        guard let match = candidates.first(where: { $0.api.method == method }) else {
            self = .wrongMethod
            return
        }
        self = .api(match.api, id: match.id)
    }

    /// Nil when the path does not fit the template.
    private static func id(in segments: [String], by template: [String]) -> String? {
        guard segments.count == template.count else { return nil }
        var id = ""
        for (segment, place) in zip(segments, template) {
            if place != ":id" {
                guard segment == place else { return nil }
                continue
            }
            guard let decoded = segment.removingPercentEncoding, !decoded.isEmpty else { return nil }
            id = decoded
        }
        return id
    }
}
