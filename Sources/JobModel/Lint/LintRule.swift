/// What Feishu refuses in a message, or loses without a word, as far as it can be told before sending.
///
/// One name a rule; `docs/messages.md` explains each. Source: Feishu, "Send messages in batches" and "Send a message", with
/// their error codes, and the pages on cards.
public enum LintRule: String, Sendable, CaseIterable {
    case controlCharacter = "control-character"
    case bidiControls = "bidi-controls"
    case bidiOverride = "bidi-override"
    case invisibleCharacter = "invisible-character"
    case blankText = "blank-text"
    case unresolvedPlaceholder = "unresolved-placeholder"
    case atAll = "at-all"
    case atAllInWords = "at-all-in-words"
    case atInBatch = "at-in-batch"
    case textMarkup = "text-markup"
    case testLikeWording = "test-like-wording"
    case phoneNumber = "phone-number-dlp"
    case emailAddress = "email-address-dlp"
    case textOver150KB = "text-over-150-kb"
    case mdTagInBatchPost = "md-tag-in-batch-post"
    case mdTagNotAlone = "md-tag-not-alone"
    case styleInBatchText = "style-in-batch-text"
    case postWrapper = "post-wrapper"
    case emptyLocale = "empty-locale"
    case singleLocale = "single-locale"
    case postOver30KB = "post-over-30-kb"
    case cardOver30KB = "card-over-30-kb"
    case imageKeyOfAnotherApp = "image-key-of-another-app"
    case imageKeyShape = "image-key-shape"
    case linkScheme = "link-scheme"
    case shareChatExpires = "share-chat-expires"
    case templateVersionNotPinned = "template-version-not-pinned"
    case cardElementsOver200 = "card-elements-over-200"
    case cardElementWithoutTag = "card-element-without-tag"
    case cardElementShape = "card-element-shape"
    case cardUnknownTag = "card-unknown-tag"
    case cardSchema2Tag = "card-schema-2-tag"
    case cardSchema2Locales = "card-schema-2-locales"
    case cardLocalesDiffer = "card-locales-differ"
    case cardHeaderColour = "card-header-colour"
    case cardUserID = "card-user-id"
    case cardBlank = "card-blank"
    case cardChartSpec = "card-chart-spec"
    case cardTableRows = "card-table-rows"
    case cardAudio = "card-audio"
    case updateMulti = "update-multi"
    case imageEmpty = "image-empty"
    case imageOver10MB = "image-over-10-mb"
    case imageFormat = "image-format"
    case imageTruncated = "image-truncated"
    case imageDimensions = "image-dimensions"
    case imagePolyglot = "image-polyglot"
    case imageExtension = "image-extension"
    case directOnly = "direct-only"
    case fileKeyOfAnotherApp = "file-key-of-another-app"
    case stickerReceived = "sticker-received"
    case fileEmpty = "file-empty"
    case fileOver30MB = "file-over-30-mb"
    case fileExtension = "file-extension"
    case fileIsMedia = "file-is-media"
    case audioFormat = "audio-format"
    case audioDamaged = "audio-damaged"
    case videoFormat = "video-format"
    case videoDamaged = "video-damaged"
    case durationUnknown = "duration-unknown"

    /// The codes Feishu answers with; empty where it says nothing and the reader simply does not see what was meant.
    public var codes: [Int] { Self.table[self]?.codes ?? [] }

    /// What happens at Feishu.
    public var consequence: String { Self.table[self]?.consequence ?? "" }

    /// What to do about it.
    public var fix: String { Self.table[self]?.fix ?? "" }
}
