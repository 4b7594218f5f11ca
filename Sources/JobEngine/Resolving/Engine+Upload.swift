import FeishuAPI
import JobModel
import JobStore

import struct Foundation.Data

extension Engine {
    /// Stands in for a picture that is not uploaded yet; Feishu would refuse it.
    static let missingImageKey = "img_not_uploaded_yet"

    /// Feishu's key of a draft's picture, which is uploaded once for each content and app.
    ///
    /// - Throws: `FeishuError`, `StoreError`, `CancellationError`, ``EngineError/noUploads``.
    func imageKey(of draft: JobDraft, uploads: Bool, _ stop: StopSignal) async throws -> String? {
        guard let bytes = draft.resources.imageBytes, let content = draft.resources.imageSHA256 else { return nil }
        if let known = try await store.imageKey(ofContent: content, appID: messaging.appID) { return known }
        guard uploads else { return Self.missingImageKey }
        guard let pictures else { throw EngineError.noUploads }
        let name = if case .image(.file(let path)) = draft.manifest.message { path } else { "picture" }
        let fileName = name.split(separator: "/").last.map(String.init) ?? name
        let repeatable = RepeatableCall(
            endpoint: .uploadImage,
            pacer: CallPacer(
                call: .upload, limits: configuration.callLimits[.upload], appID: messaging.appID, store: store,
                dependencies: dependencies),
            configuration: configuration, dependencies: dependencies)
        // A second upload after an answer that was lost gives another key of the same picture and harms nobody.
        let key = try await repeatable.make(stop) { () async throws(FeishuError) in
            try await pictures.uploadImage(Data(bytes), fileName: fileName)
        }
        try await store.keepImageKey(key, ofContent: content, appID: messaging.appID, at: dependencies.now())
        return key
    }
}
