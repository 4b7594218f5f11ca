/// The kinds of pictures Feishu takes.
public enum ImageFormat: String, Sendable, CaseIterable {
    case jpeg, png, webp, gif, bmp, ico, tiff, heic

    /// What the first bytes say.
    init?(_ bytes: [UInt8]) {
        switch true {
        case bytes.starts(with: [0xFF, 0xD8, 0xFF]): self = .jpeg
        case bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]): self = .png
        case bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8): self = .webp
        case bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8): self = .gif
        case bytes.starts(with: "BM".utf8): self = .bmp
        case bytes.starts(with: [0, 0, 1, 0]): self = .ico
        case bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]): self = .tiff
        case Self.isHEIC(bytes): self = .heic
        default: return nil
        }
    }

    /// The name in sentences.
    public var name: String { rawValue.uppercased() }

    /// Endings of file names, the usual one first.
    var extensions: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .tiff: ["tiff", "tif"]
        case .heic: ["heic", "heif"]
        default: [rawValue]
        }
    }

    /// ISO 14496-12: a `ftyp` box whose brands name one of HEIF's pictures; AVIF is one too, but not on Feishu's list.
    private static func isHEIC(_ bytes: [UInt8]) -> Bool {
        guard bytes.dropFirst(4).starts(with: "ftyp".utf8), bytes.count >= 12 else { return false }
        let brand = String(decoding: bytes[8..<12], as: UTF8.self)
        return ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"].contains(brand)
    }
}
