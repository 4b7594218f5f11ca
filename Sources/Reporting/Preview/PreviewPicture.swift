import JobModel

/// A picture that was read and checked, as a page can draw it: the very bytes that are hashed and uploaded.
public struct PreviewPicture: Sendable, Equatable {
    /// What a browser is told that it is.
    let mediaType: PictureMediaType
    /// Pixels across.
    let width: Int
    /// Pixels down.
    let height: Int
    /// The file.
    let bytes: [UInt8]

    /// The picture of a file; `nil` for kinds that not every browser draws.
    init?(_ image: ImageFile, bytes: [UInt8]) {
        guard let mediaType = PictureMediaType(image.format) else { return nil }
        self.mediaType = mediaType
        self.bytes = bytes
        (width, height) = (image.width, image.height)
    }
}

/// What a picture is called on a page: nothing a file could choose.
enum PictureMediaType: String, Sendable {
    case jpeg = "image/jpeg"
    case png = "image/png"
    case webp = "image/webp"
    case gif = "image/gif"
    case bmp = "image/bmp"
    case ico = "image/x-icon"

    /// `nil` for kinds that not every browser draws.
    init?(_ format: ImageFormat) {
        switch format {
        case .jpeg: self = .jpeg
        case .png: self = .png
        case .webp: self = .webp
        case .gif: self = .gif
        case .bmp: self = .bmp
        case .ico: self = .ico
        case .tiff, .heic: return nil
        }
    }
}
