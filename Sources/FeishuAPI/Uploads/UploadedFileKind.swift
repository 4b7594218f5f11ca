/// What an uploaded file is; it decides how messages may use it.
public enum UploadedFileKind: String, Sendable, CaseIterable {
    /// Speech in OPUS, for `audio` messages; with a duration.
    case opus
    /// A film, for `media` messages; with a duration.
    case mp4
    /// A PDF.
    case pdf
    /// A Word document.
    case doc
    /// An Excel sheet.
    case xls
    /// A PowerPoint presentation.
    case ppt
    /// Anything else.
    case stream
}
