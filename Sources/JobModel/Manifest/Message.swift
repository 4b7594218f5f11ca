public import StrictJSON

/// What is sent: exactly one of the kinds that Feishu's two ways of sending know.
///
/// Source: Feishu, "Send messages in batches", and "Message content" for files, sounds, films and stickers, which only the
/// direct channel carries; a template is a card whose body Feishu keeps.
public enum Message: Sendable, Equatable {
    /// Plain text; no markup is rendered.
    case text(String)
    /// Rich text as a map from locale to title and paragraphs.
    case post(JSONValue)
    /// A picture.
    case image(UploadSource)
    /// A file to download.
    case file(UploadSource)
    /// A sound, Opus in Ogg.
    case audio(UploadSource)
    /// A film, MP4.
    case video(VideoMessage)
    /// A sticker by the key under which the bot has received it.
    case sticker(String)
    /// A group's business card, `oc_…`.
    case shareChat(String)
    /// An interactive card.
    case card(CardSource)
    /// A card by the name Feishu keeps it under.
    case template(CardTemplate)

    /// The manifest's key for the kind.
    public var key: String {
        switch self {
        case .text: "text"
        case .post: "post"
        case .image: "image"
        case .file: "file"
        case .audio: "audio"
        case .video: "video"
        case .sticker: "sticker"
        case .shareChat: "share_chat"
        case .card: "card"
        case .template: "template"
        }
    }
}

/// Where a card comes from.
public enum CardSource: Sendable, Equatable {
    /// The card itself, JSON 1.0 or 2.0.
    case json(JSONValue)
    /// A JSON file beside the manifest.
    case file(String)
}

/// A card kept by Feishu.
public struct CardTemplate: Sendable, Equatable {
    /// Feishu's name, `ctp_…` or `AAq…`.
    public var id: String
    /// The published version; `nil` takes whichever is newest at the moment of sending.
    public var version: String?
    /// Values for the template's variables, an object.
    public var variables: JSONValue?

    /// Creates a template.
    public init(id: String, version: String? = nil, variables: JSONValue? = nil) {
        self.id = id
        self.version = version
        self.variables = variables
    }
}
