/// `POST /open-apis/im/v1/images` and `…/files`: a form is checked, its content hashed and forgotten, a key handed out.
/// https://open.feishu.cn/document/server-docs/im-v1/image/create
struct UploadRoutes {
    let core: SandboxCore

    private static let scopes = ["im:resource"]
    private static let fileTypes: Set<String> = ["opus", "mp4", "pdf", "doc", "xls", "ppt", "stream"]
    static let largestImage = 10 << 20
    static let largestFile = 30 << 20

    func image(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let form = try form(call, app: app)
        guard let type = form.text("image_type"), ["message", "avatar"].contains(type) else {
            throw invalid("image_type must be message or avatar")
        }
        let part = try content("image", of: form, limit: Self.largestImage)
        guard let header = ImageHeader(part.content) else {
            throw Refusal(234_011, "Can't regonnize the image format.")
        }
        let limit = type == "avatar" ? 4096 : header.format == .gif ? 2000 : 12_000
        guard header.width <= limit, header.height <= limit else {
            throw Refusal(234_039, "Image resolution exceeds limit.")
        }
        return keep(part, prefix: "img_v3_", name: "image_key") { key, sha256 in
            SandboxUpload(
                key: key, appID: app.id, isImage: true, type: type, fileName: part.fileName,
                byteCount: part.content.count, sha256: sha256)
        }
    }

    func file(_ call: APICall, app: SandboxApp) throws(Refusal) -> Reply {
        let form = try form(call, app: app)
        guard let type = form.text("file_type"), Self.fileTypes.contains(type) else {
            throw invalid("file_type must be one of \(Self.fileTypes.sorted().joined(separator: ", "))")
        }
        guard let name = form.text("file_name"), !name.isEmpty else { throw invalid("file_name is required") }
        var duration: Int?
        // The official Python SDK sends the field empty when nobody gave a duration.
        if form["duration"]?.content.isEmpty == false {
            guard let milliseconds = form.text("duration").flatMap({ Int($0) }), milliseconds >= 0 else {
                throw invalid("duration must be a number of milliseconds")
            }
            duration = milliseconds
        }
        let part = try content("file", of: form, limit: Self.largestFile)
        return keep(part, prefix: "file_v3_", name: "file_key") { [duration] key, sha256 in
            SandboxUpload(
                key: key, appID: app.id, isImage: false, type: type, fileName: name, durationMilliseconds: duration,
                byteCount: part.content.count, sha256: sha256)
        }
    }

    private func invalid(_ reason: String) -> Refusal {
        Refusal(234_001, "Invalid request param. ext=\(reason)")
    }

    private func form(_ call: APICall, app: SandboxApp) throws(Refusal) -> MultipartForm {
        guard !app.scopes.isDisjoint(with: Self.scopes) else { throw .missingScope(anyOf: Self.scopes) }
        guard app.hasBot else { throw Refusal(234_007, "App does not enable bot feature.") }
        guard !call.isBodyCut else { throw Refusal(234_006, "The file size exceed the max value.") }
        do {
            return try MultipartForm(call.body, contentType: call.contentType)
        } catch {
            throw invalid(error.reason)
        }
    }

    private func content(_ name: String, of form: MultipartForm, limit: Int) throws(Refusal) -> MultipartForm.Part {
        guard let part = form[name] else { throw invalid("\(name) is required") }
        guard !part.content.isEmpty else { throw Refusal(234_010, "File's size can't be 0.") }
        guard part.content.count <= limit else { throw Refusal(234_006, "The file size exceed the max value.") }
        return part
    }

    /// Hands out a key of its own for every upload, the same content or not.
    private func keep(
        _ part: MultipartForm.Part, prefix: String, name: String, _ upload: (String, String) -> SandboxUpload
    ) -> Reply {
        let sha256 = ContentHash.hex(of: part.content)
        let key = core.withState { state in
            let key = prefix + state.freshHex()
            state.uploads.add(upload(key, sha256))
            return key
        }
        var reply = Reply.ok("success") { $0.field(name, key) }
        reply.delivery.uploadKey = key
        if part.fileName == nil { reply.warnings.append("the file part has no filename; real uploads need one") }
        return reply
    }
}
