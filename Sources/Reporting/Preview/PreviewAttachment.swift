/// A file, a sound, a film or a sticker: what a client shows in place of words.
public struct PreviewAttachment: Sendable, Equatable {
    /// What it is.
    public enum Kind: String, Sendable {
        /// Something to download.
        case file
        /// Something to hear.
        case audio
        /// Something to watch.
        case video
        /// A drawing of Feishu's.
        case sticker
    }

    /// What it is.
    public var kind: Kind
    /// The key, or the file's name.
    public var name: String
    /// What is known of it, such as `PDF, 12,345 bytes`.
    public var detail: String?
    /// How long it plays, in milliseconds; `nil` where nobody knows.
    public var durationMilliseconds: Int?
    /// The picture of a film.
    public var cover: PreviewImage?

    /// Creates an attachment.
    public init(
        _ kind: Kind, name: String, detail: String? = nil, durationMilliseconds: Int? = nil, cover: PreviewImage? = nil
    ) {
        self.kind = kind
        self.name = name
        self.detail = detail
        self.durationMilliseconds = durationMilliseconds
        self.cover = cover
    }

    /// What stands in its place.
    func caption(in language: Language) -> String {
        let phrase: DrawingPhrase =
            switch kind {
            case .file: .file
            case .audio: .audio
            case .video: .video
            case .sticker: .sticker
            }
        return language.say(phrase, ["name": name]) + language.detail(detail)
    }

    /// `0:07`, `12:05`, `1:00:00`, and `-:--` where nobody knows, rounded up as a player does.
    var playTime: String {
        guard let durationMilliseconds else { return "-:--" }
        let seconds = (durationMilliseconds + 999) / 1000
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let tail = Self.twoDigits(seconds % 60)
        return hours > 0 ? "\(hours):\(Self.twoDigits(minutes)):\(tail)" : "\(minutes):\(tail)"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
