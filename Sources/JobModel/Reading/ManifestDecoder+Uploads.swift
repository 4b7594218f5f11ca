import StrictJSON

extension ManifestDecoder {
    /// A path, or the key of something that was uploaded before.
    mutating func source(_ place: ManifestPlace, for slot: KeySlot) -> UploadSource? {
        let name = "\(slot.kind)_key"
        if place.string != nil { return path(place, for: slot, writingKeysAs: "{\"\(name)\": …}") }
        guard place.members != nil else {
            expected("a path or {\"\(name)\": …}", at: place)
            return nil
        }
        let slips = ["key": name, slot.isPicture ? "file_key" : "image_key": name, "file": "a path as a string"]
        guard let fields = object(place, allowed: [name], slips: slips) else { return nil }
        return required(name, of: fields).flatMap { uploadKey($0, for: slot) }
    }

    /// A film and its picture, each as a file or by its key.
    mutating func video(_ place: ManifestPlace) -> VideoMessage? {
        if place.string != nil {
            log.add("expected an object, found a string", at: place, suggestion: "write {\"file\": …, \"cover\": …}")
            return nil
        }
        let slips = [
            "path": "file", "video": "file", "key": "file_key", "image": "cover", "poster": "cover",
            "thumbnail": "cover", "cover_key": "image_key",
            "duration": "no duration: it is read from the file",
        ]
        let allowed = ["file", "file_key", "cover", "image_key"]
        guard let fields = object(place, allowed: allowed, slips: slips) else { return nil }
        let film = either("file", for: .video, in: fields)
        let cover = either("cover", for: .cover, in: fields)
        if fields["file"] == nil, fields["file_key"] == nil {
            log.add("a film needs \"file\" or \"file_key\"", at: place)
        }
        return film.map { VideoMessage(film: $0, cover: cover) }
    }

    /// Stickers have no files: a bot has them from people.
    mutating func sticker(_ place: ManifestPlace) -> String? {
        let slips = ["key": "file_key", "sticker_key": "file_key", "image_key": "file_key"]
        guard let fields = object(place, allowed: ["file_key"], slips: slips) else { return nil }
        return required("file_key", of: fields).flatMap { key($0, prefix: "file_", name: "file key") }
    }

    /// One of two members: a path, or a key.
    private mutating func either(_ path: String, for slot: KeySlot, in fields: ManifestFields) -> UploadSource? {
        let name = "\(slot.kind)_key"
        if let place = fields[path], fields[name] != nil {
            log.add(
                "\"\(path)\" and \"\(name)\" are two ways to say one thing", at: place, suggestion: "keep one of them")
        }
        if let place = fields[path] {
            guard string(place) != nil else { return nil }
            return self.path(place, for: slot, writingKeysAs: "\"\(name)\"")
        }
        return fields[name].flatMap { uploadKey($0, for: slot) }
    }

    private mutating func path(_ place: ManifestPlace, for slot: KeySlot, writingKeysAs form: String) -> UploadSource? {
        guard let path = place.string else { return nil }
        if let problem = PathShape.problem(with: path) { report([problem], at: place) }
        // People see the name, and must not take an .exe for a .pdf.
        if slot == .file, let problem = TextRule.unpairedBidi(in: path) { report([problem], at: place) }
        if path.hasPrefix(slot.keyPrefix), !path.contains(".") {
            warnings.add(
                "\(Quoting.quoted(path)) is read as a path", at: place,
                suggestion: "if it is \(slot.isPicture ? "an image" : "a file") key, write \(form)")
        }
        return .file(path)
    }

    private mutating func uploadKey(_ place: ManifestPlace, for slot: KeySlot) -> UploadSource? {
        key(place, prefix: slot.keyPrefix, name: "\(slot.kind) key").map(UploadSource.key)
    }
}
