/// What there is to say about a file, a sound or a film that a message sends; pictures have ``ImageFile``.
///
/// Source: Feishu, "Upload a file": at most 30 MB and not empty (234006, 234010), sounds in Opus, films in MP4, which go by
/// messages of their own kind (230055).
enum MediaFile {
    /// Most bytes Feishu takes.
    static let mostBytes = 30 * 1024 * 1024

    /// Everything that is wrong or strange; `name` is the file's, for its ending alone.
    static func findings(in bytes: [UInt8], name: String, for slot: KeySlot) -> [FileFinding] {
        if bytes.isEmpty { return [FileFinding(.fileEmpty, "the file is empty")] }
        if let oversize = FileFinding.oversize(bytes.count, for: slot) { return [oversize] }
        return switch slot {
        case .audio: ofSound(bytes)
        case .video: ofFilm(bytes)
        default: ofDocument(bytes, name)
        }
    }

    private static func ofSound(_ bytes: [UInt8]) -> [FileFinding] {
        guard OggOpus.isOpus(bytes) else { return [FileFinding(.audioFormat, foreign(bytes))] }
        guard let sound = OggOpus(bytes) else {
            return [FileFinding(.audioDamaged, "the sound ends inside a page, or is damaged")]
        }
        return sound.durationMilliseconds == nil ? [unknownDuration] : []
    }

    private static func ofFilm(_ bytes: [UInt8]) -> [FileFinding] {
        switch MP4Film.brand(of: bytes) {
        case .mp4: break
        case .quickTime: return [FileFinding(.videoFormat, "this is a film for QuickTime")]
        case .other(let name): return [FileFinding(.videoFormat, "this is \(name)")]
        case .none: return [FileFinding(.videoFormat, foreign(bytes))]
        }
        guard let film = MP4Film(bytes) else {
            return [FileFinding(.videoDamaged, "the film ends before it is complete, or is damaged")]
        }
        return film.durationMilliseconds == nil ? [unknownDuration] : []
    }

    private static let unknownDuration = FileFinding(
        isError: false, .durationUnknown, "the file does not say how long it is")

    private static func ofDocument(_ bytes: [UInt8], _ name: String) -> [FileFinding] {
        if OggOpus.isOpus(bytes) {
            return [
                FileFinding(isError: false, .fileIsMedia, "this is a sound in Opus", fix: "send it as \"audio\"")
            ]
        }
        if MP4Film.brand(of: bytes) == .mp4 {
            return [FileFinding(isError: false, .fileIsMedia, "this is a film in MP4", fix: "send it as \"video\"")]
        }
        let ending = FileType.ending(of: name)
        guard let starts = beginnings[ending], !starts.contains(where: { bytes.starts(with: $0) }) else { return [] }
        return [
            FileFinding(isError: false, .fileExtension, "\(Quoting.quoted(name)) does not begin as a .\(ending) does")
        ]
    }

    private static let zip: [UInt8] = [0x50, 0x4B]
    /// Microsoft's compound file, in which documents were kept before 2007.
    private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    /// How the documents begin that Feishu opens by their name.
    private static let beginnings: [String: [[UInt8]]] = [
        "pdf": [Array("%PDF".utf8)], "doc": [compound], "xls": [compound], "ppt": [compound],
        // Documents with a password are compound files whatever they are called.
        "docx": [zip, compound], "xlsx": [zip, compound], "pptx": [zip, compound],
    ]

    /// What a file is that is not what it should be.
    private static func foreign(_ bytes: [UInt8]) -> String {
        if OggOpus.isOpus(bytes) { return "this is a sound in Opus" }
        if bytes.starts(with: "OggS".utf8) { return "this is an Ogg file without Opus in it" }
        if bytes.starts(with: "ID3".utf8) || bytes.starts(with: [0xFF, 0xFB]) { return "this is an MP3" }
        if bytes.starts(with: "RIFF".utf8) {
            return bytes.dropFirst(8).starts(with: "AVI ".utf8) ? "this is an AVI" : "this is a RIFF file, as WAV is"
        }
        if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return "this is a Matroska or WebM film" }
        if bytes.starts(with: "fLaC".utf8) { return "this is a FLAC" }
        switch MP4Film.brand(of: bytes) {
        case .mp4: return "this is a film in MP4"
        case .quickTime: return "this is a film for QuickTime"
        case .other(let name): return "this is \(name)"
        case .none: break
        }
        return ImageFormat(bytes).map { "this is a \($0.name) picture" } ?? "this is something else"
    }
}
