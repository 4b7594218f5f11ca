/// What apps have uploaded; the keys are good in their own messages.
struct UploadBook {
    struct Image {
        var appID: String
        /// Avatars are uploaded by the same call but cannot be sent.
        var isForMessages: Bool
    }

    struct File {
        var appID: String
        /// The `file_type` of the upload: opus, mp4, pdf and so on.
        var type: String
    }

    private(set) var images: [String: Image] = [:]
    private(set) var files: [String: File] = [:]

    mutating func add(_ image: Image, key: String) {
        images[key] = image
    }

    mutating func add(_ file: File, key: String) {
        files[key] = file
    }
}
