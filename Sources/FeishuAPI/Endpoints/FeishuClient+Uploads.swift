import StrictJSON

public import struct Foundation.Data

extension FeishuClient {
    /// Largest image, in bytes.
    public static let largestImage = 10 * 1024 * 1024
    /// Largest file, in bytes.
    public static let largestFile = 30 * 1024 * 1024
    /// Longest time for one upload, in milliseconds: the largest file at 100 KB a second.
    ///
    /// A connection that stands still is given up much earlier (`TransportConfiguration.lowSpeedSeconds`).
    public static let longestUploadMilliseconds = 315_000

    /// Uploads an image for messages.
    ///
    /// May be repeated; each upload has a key of its own, which belongs to this app.
    /// - Parameters:
    ///   - bytes: JPEG, PNG, WEBP, GIF, BMP, ICO, TIFF or HEIC of at most 10 MB.
    ///   - fileName: A name for the part; nobody sees it.
    /// - Returns: The image key, `img_…`.
    /// - Throws: ``FeishuError``; ``FeishuError/Kind/invalidRequest`` without a call for an empty or too large image.
    public func uploadImage(_ bytes: Data, fileName: String) async throws(FeishuError) -> String {
        try checkSize(of: bytes, fileName, limit: Self.largestImage, .uploadImage)
        var form = MultipartForm()
        form.append("image_type", "message")
        form.append("image", fileName: fileName, bytes: bytes)
        return try await key("image_key", "img_", of: .uploadImage, form)
    }

    /// Uploads a file for messages.
    ///
    /// May be repeated; each upload has a key of its own, which belongs to this app.
    /// - Parameters:
    ///   - bytes: At most 30 MB.
    ///   - fileName: The name people see, with its extension.
    ///   - kind: What the file is.
    ///   - durationMilliseconds: How long a film or speech is; without it Feishu shows no duration.
    /// - Returns: The file key, `file_…`.
    /// - Throws: ``FeishuError``; ``FeishuError/Kind/invalidRequest`` without a call for an empty or too large file.
    public func uploadFile(
        _ bytes: Data, fileName: String, kind: UploadedFileKind, durationMilliseconds: Int? = nil
    ) async throws(FeishuError) -> String {
        try checkSize(of: bytes, fileName, limit: Self.largestFile, .uploadFile)
        var form = MultipartForm()
        form.append("file_type", kind.rawValue)
        form.append("file_name", fileName)
        if let durationMilliseconds { form.append("duration", String(durationMilliseconds)) }
        form.append("file", fileName: fileName, bytes: bytes)
        return try await key("file_key", "file_", of: .uploadFile, form)
    }

    private func key(
        _ name: String, _ prefix: String, of endpoint: FeishuEndpoint, _ form: MultipartForm
    ) async throws(FeishuError) -> String {
        let (boundary, bytes) = form.encoded()
        let body = RequestBody(
            contentType: "multipart/form-data; boundary=\(boundary)", bytes: bytes,
            timeoutMilliseconds: Self.longestUploadMilliseconds)
        let payload = try await call(endpoint, body: body).payload()
        let key = try payload.requiredString(name)
        guard PrefixedID.isValid(key, prefix) else {
            throw payload.answer.malformed("\"\(name)\" is no key (\(prefix)…)")
        }
        return key
    }

    private func checkSize(
        of bytes: Data, _ fileName: String, limit: Int, _ endpoint: FeishuEndpoint
    ) throws(FeishuError) {
        let problem: String? =
            if bytes.isEmpty { "the file is empty" } else if bytes.count > limit {
                "the file has \(bytes.count) bytes; at most \(limit) are allowed"
            } else if fileName.isEmpty { "the file has no name" } else { nil }
        guard let problem else { return }
        throw FeishuError(endpoint, refusing: problem, hint: "Name a file that Feishu can take.")
    }
}
