import StrictJSON

public import struct Foundation.Data

/// Where something comes from that Feishu keeps for the app and knows by a key.
public enum UploadSource: Sendable, Equatable {
    /// What this app has uploaded before, `img_…` or `file_…`.
    case key(String)
    /// A file beside the manifest.
    case file(String)
}

/// A film, with the picture people see before they start it.
public struct VideoMessage: Sendable, Equatable {
    /// The film.
    public var film: UploadSource
    /// The picture; `nil` leaves it to the client.
    public var cover: UploadSource?

    /// Creates a film.
    public init(film: UploadSource, cover: UploadSource? = nil) {
        self.film = film
        self.cover = cover
    }
}

/// A place in a message where a key of Feishu's stands.
public enum KeySlot: String, Sendable, CaseIterable {
    /// A message that is a picture.
    case image
    /// A message that is a file to download.
    case file
    /// A message that is a sound to hear.
    case audio
    /// The film of a message that is a film.
    case video
    /// The picture of a message that is a film.
    case cover
    /// A sticker, which nobody can upload.
    case sticker

    /// Whether a picture belongs there, which is uploaded in another way than files are.
    public var isPicture: Bool { self == .image || self == .cover }

    /// The JSON pointer to the path of the file in a manifest.
    public var pointer: String {
        switch self {
        case .video: "/message/video/file"
        case .cover: "/message/video/cover"
        default: "/message/\(rawValue)"
        }
    }

    /// Most bytes Feishu takes of a file there.
    public var mostBytes: Int { isPicture ? ImageFile.mostBytes : MediaFile.mostBytes }

    /// `image` or `file`, as the names of its key begin in a manifest and in `content`.
    var kind: String { isPicture ? "image" : "file" }

    /// How a key begins that may stand there.
    var keyPrefix: String { isPicture ? "img_" : "file_" }
}

extension KeySlot {
    /// Whether the message of a manifest that was read once names a file to be uploaded.
    public static func namesFile(inManifest bytes: Data) -> Bool {
        guard let manifest = JSONReader().readStrictly(Array(bytes)) else { return false }
        // A key stands in an object, or under a name of its own.
        return allCases.contains { slot in
            slot.pointer.split(separator: "/").reduce(manifest as JSONValue?) { $0?[String($1)] }?.string != nil
        }
    }
}

extension Message {
    /// The keys in the message, in the order in which its content has them; empty for messages without any.
    public var keys: [(slot: KeySlot, source: UploadSource)] {
        switch self {
        case .image(let source): [(.image, source)]
        case .file(let source): [(.file, source)]
        case .audio(let source): [(.audio, source)]
        case .video(let video): [(.video, video.film)] + (video.cover.map { [(.cover, $0)] } ?? [])
        case .sticker(let key): [(.sticker, .key(key))]
        case .text, .post, .shareChat, .card, .template: []
        }
    }

    /// The files that have to be uploaded, by where their keys will stand.
    public var files: [(slot: KeySlot, path: String)] {
        keys.compactMap { slot, source in
            if case .file(let path) = source { (slot, path) } else { nil }
        }
    }

    /// Whether `batch_send` does not carry the message at all.
    public var isDirectOnly: Bool {
        switch self {
        case .file, .audio, .video, .sticker: true
        default: false
        }
    }
}
