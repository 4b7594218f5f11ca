/// What an app has uploaded, as far as it is kept: the content itself is forgotten, its hash is not.
public struct SandboxUpload: Sendable, Equatable {
    /// The `image_key` or `file_key` that was handed out.
    public var key: String
    /// The app it belongs to; no other may send it.
    public var appID: String
    /// Whether it is a picture.
    public var isImage: Bool
    /// The `image_type` (`message`, `avatar`) or `file_type` (`opus`, `mp4`, `pdf` and so on) of the upload.
    public var type: String
    /// The `file_name` of a file, the form's file name of a picture; nil when there was none.
    public var fileName: String?
    /// The `duration` of the upload; nil when there was none.
    public var durationMilliseconds: Int?
    /// How many bytes.
    public var byteCount: Int
    /// SHA-256 of the bytes in lower-case hex.
    public var sha256: String
}
