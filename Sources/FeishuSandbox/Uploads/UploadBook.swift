/// What apps have uploaded, in the order of the uploads; the keys are good in their own messages.
struct UploadBook {
    private(set) var all: [SandboxUpload] = []
    private var positions: [String: Int] = [:]

    /// The picture under a key; avatars are among them, though they cannot be sent.
    func image(_ key: String) -> SandboxUpload? { upload(key).flatMap { $0.isImage ? $0 : nil } }

    /// The file under a key.
    func file(_ key: String) -> SandboxUpload? { upload(key).flatMap { $0.isImage ? nil : $0 } }

    mutating func add(_ upload: SandboxUpload) {
        positions[upload.key] = all.count
        all.append(upload)
    }

    private func upload(_ key: String) -> SandboxUpload? { positions[key].map { all[$0] } }
}
