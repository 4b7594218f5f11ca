/// A published card template of the app.
public struct SandboxTemplate: Sendable, Equatable {
    /// `AAq…`, as new template ids look.
    public let id: String
    /// The published versions; `template_version_name` must be one of them.
    public let versions: [String]
    /// The text variables the template declares; other types for them are refused.
    public let textVariables: [String]
    /// False for a template that exists but is not shared with the app (sub code 200381).
    public let isVisible: Bool
}
