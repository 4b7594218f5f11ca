/// The `file_type` of an upload: what Feishu is told a file is, which decides by which message it may be sent.
///
/// Source: Feishu, "Upload a file". A file uploaded as `opus` goes as `audio`, one as `mp4` as `media`, all others as `file`
/// (230055 otherwise).
public enum FileType: String, Sendable, CaseIterable {
    case opus, mp4, pdf, doc, xls, ppt, stream

    /// The type of a document by its name's ending, which Feishu shows it by; sounds and films that are sent as mere files are
    /// `stream`, since Feishu would take them for messages of their own kind.
    init(ofDocument name: String) {
        switch Self.ending(of: name) {
        case "pdf": self = .pdf
        case "doc", "docx": self = .doc
        case "xls", "xlsx": self = .xls
        case "ppt", "pptx": self = .ppt
        default: self = .stream
        }
    }

    /// The ending of a file's name in lower case, without its dot; empty when there is none.
    static func ending(of name: String) -> String {
        let parts = name.split(separator: "/").last?.split(separator: ".", omittingEmptySubsequences: false) ?? []
        return parts.count > 1 ? parts.last?.lowercased() ?? "" : ""
    }

    /// The name in sentences.
    public var name: String { self == .stream ? "file" : rawValue.uppercased() }
}
