public import FeishuAPI
public import JobModel

import struct Foundation.Data

/// What the engine needs of Feishu to send what is in a file; `FeishuClient` is the live one.
public protocol FileUploading: Sendable {
    /// Uploads a picture or a file and returns its key, which belongs to the app.
    func upload(_ file: MessageUpload) async throws(FeishuError) -> String
}

extension FeishuClient: FileUploading {
    /// Uploads a picture as one for messages, and anything else as what it is, with its duration when it has one.
    public func upload(_ file: MessageUpload) async throws(FeishuError) -> String {
        guard let type = file.fileType else {
            return try await uploadImage(Data(file.bytes), fileName: file.name)
        }
        return try await uploadFile(
            Data(file.bytes), fileName: file.name, kind: UploadedFileKind(type),
            durationMilliseconds: file.durationMilliseconds)
    }
}

extension UploadedFileKind {
    /// The model's word as the client has it.
    init(_ type: FileType) {
        self =
            switch type {
            case .opus: .opus
            case .mp4: .mp4
            case .pdf: .pdf
            case .doc: .doc
            case .xls: .xls
            case .ppt: .ppt
            case .stream: .stream
            }
    }
}
