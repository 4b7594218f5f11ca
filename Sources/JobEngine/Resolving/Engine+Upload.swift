import FeishuAPI
import JobModel
import JobStore

extension Engine {
    /// Stands in for what is not uploaded yet; Feishu would refuse it.
    static func missingKey(_ slot: KeySlot) -> String {
        slot.isPicture ? "img_not_uploaded_yet" : "file_not_uploaded_yet"
    }

    /// Gives every file of a draft its key, and says which have none yet.
    ///
    /// A file is uploaded once for each content and app. With `uploads` the missing ones are uploaded: the very bytes that were
    /// read and checked. Without, a key that cannot be sent stands in for theirs.
    ///
    /// - Throws: `FeishuError`, `StoreError`, `CancellationError`, ``EngineError/noUploads``.
    func addKeys(to draft: inout JobDraft, uploads: Bool, _ stop: StopSignal) async throws -> [PlannedUpload] {
        var missing: [PlannedUpload] = []
        for (slot, _) in draft.manifest.message.files {
            guard let file = draft.resources.uploads[slot], file.key == nil else { continue }
            let content = file.contentSHA256
            if let known = try await store.uploadKey(ofContent: content, appID: messaging.appID) {
                draft.resources.setKey(known, at: slot)
            } else if uploads {
                let key = try await upload(file, stop)
                try await store.keepUploadKey(
                    key, ofContent: content, appID: messaging.appID, at: dependencies.now())
                draft.resources.setKey(key, at: slot)
            } else {
                missing.append(PlannedUpload(name: file.name, byteCount: file.bytes.count))
                draft.resources.setKey(Self.missingKey(slot), at: slot)
            }
        }
        return missing
    }

    private func upload(_ file: MessageUpload, _ stop: StopSignal) async throws -> String {
        guard let uploader else { throw EngineError.noUploads }
        let repeatable = RepeatableCall(
            endpoint: file.slot.isPicture ? .uploadImage : .uploadFile,
            pacer: CallPacer(
                call: .upload, limits: configuration.callLimits[.upload], appID: messaging.appID, store: store,
                dependencies: dependencies),
            configuration: configuration, dependencies: dependencies)
        // A second upload after an answer that was lost gives another key of the same file and harms nobody.
        return try await repeatable.make(stop) { () async throws(FeishuError) in try await uploader.upload(file) }
    }
}
