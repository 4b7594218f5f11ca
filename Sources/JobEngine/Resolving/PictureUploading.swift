public import FeishuAPI

public import struct Foundation.Data

/// What the engine needs of Feishu to send a picture from a file; `FeishuClient` is the live one.
public protocol PictureUploading: Sendable {
    /// Uploads a picture and returns its key, which belongs to the app.
    func uploadImage(_ bytes: Data, fileName: String) async throws(FeishuError) -> String
}

extension FeishuClient: PictureUploading {}
