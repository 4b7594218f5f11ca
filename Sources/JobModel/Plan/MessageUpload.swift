/// A file that a message sends, as it was read: what is checked, covered by the plan's hash and uploaded are these very bytes.
public struct MessageUpload: Sendable, Equatable {
    /// Where in the message its key will stand.
    public let slot: KeySlot
    /// The name people see, without folders.
    public let name: String
    /// What is in it.
    public let bytes: [UInt8]
    /// The key under which Feishu keeps it for this app; without one it cannot be planned.
    ///
    /// The one place where an upload's key comes in. A file that was uploaded again has another key and is the same content.
    public var key: String?

    /// Creates an upload of the file a manifest calls `path`.
    public init(_ slot: KeySlot, path: String, bytes: [UInt8], key: String? = nil) {
        self.slot = slot
        name = path.split(separator: "/").last.map(String.init) ?? path
        self.bytes = bytes
        self.key = key
    }

    /// What it is uploaded as; `nil` for a picture.
    public var fileType: FileType? {
        switch slot {
        case .image, .cover, .sticker: nil
        case .audio: .opus
        case .video: .mp4
        case .file: FileType(ofDocument: name)
        }
    }

    /// How long a sound or film is, in milliseconds; `nil` for everything else, and when it does not say.
    public var durationMilliseconds: Int? {
        switch slot {
        case .audio: OggOpus(bytes)?.durationMilliseconds
        case .video: MP4Film(bytes)?.durationMilliseconds
        default: nil
        }
    }

    /// Everything that is wrong with it or strange.
    public var findings: [FileFinding] {
        slot.isPicture
            ? ImageFile.findings(in: bytes, name: name) : MediaFile.findings(in: bytes, name: name, for: slot)
    }

    /// A hash of all that makes it the same upload, in lower-case hex: what an upload is remembered by.
    ///
    /// Of a picture it is the SHA-256 over its bytes. Files are seen with their name and belong to one kind of message, so
    /// theirs covers both as well.
    public var contentSHA256: String {
        guard let fileType else { return PlanHash.hex(of: bytes) }
        var hash = PlanHash()
        for text in ["file", fileType.rawValue, name] { hash.add(text) }
        hash.add(bytes)
        return hash.hex()
    }
}
