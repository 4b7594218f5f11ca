/// A picture as a file, known by its header alone: nothing is decoded.
///
/// Source: Feishu, "Upload an image": JPEG, PNG, WEBP, GIF, BMP, ICO, TIFF and HEIC, at most 10 MB and not empty (234006,
/// 234010, 234011); a GIF has at most 2000 x 2000 pixels, the others 12000 x 12000 (234039).
public struct ImageFile: Sendable, Equatable {
    /// Most bytes Feishu takes.
    public static let mostBytes = 10 * 1024 * 1024

    /// What the bytes are, whatever the file is called.
    public let format: ImageFormat
    /// Pixels across.
    public let width: Int
    /// Pixels down.
    public let height: Int
    /// Bytes of the file.
    public let byteCount: Int

    /// Everything there is to say about a picture; `name` is the file's, for its extension alone.
    public static func findings(in bytes: [UInt8], name: String) -> [FileFinding] {
        let (_, problems, warnings) = read(bytes, name: name)
        return problems.map { FileFinding(isError: true, $0) } + warnings.map { FileFinding(isError: false, $0) }
    }

    /// The picture, when it can be sent.
    public init?(_ bytes: [UInt8]) {
        guard let image = Self.read(bytes, name: "").image else { return nil }
        self = image
    }

    private init(format: ImageFormat, width: Int, height: Int, byteCount: Int) {
        self.format = format
        self.width = width
        self.height = height
        self.byteCount = byteCount
    }

    /// Reads a picture; `nil` with at least one problem when Feishu would refuse it or nobody should send it.
    ///
    /// `name` is the file's, for its extension alone.
    static func read(_ bytes: [UInt8], name: String) -> (
        image: ImageFile?, problems: [ShapeProblem], warnings: [ShapeProblem]
    ) {
        if bytes.isEmpty { return refused("the file is empty", .imageEmpty) }
        guard bytes.count <= mostBytes else {
            return refused("\(bytes.count) bytes, \(bytes.count - mostBytes) over the \(mostBytes)", .imageOver10MB)
        }
        guard let format = ImageFormat(bytes) else { return refused(foreign(bytes), .imageFormat) }
        guard let header = ImageHeader.read(bytes, as: format) else {
            return refused("the \(format.name) ends before it is complete, or is damaged", .imageTruncated)
        }
        if let stranger = EmbeddedContent.found(in: bytes, pictureEnd: header.end) {
            return refused("the \(format.name) also holds \(stranger)", .imagePolyglot)
        }
        let most = format == .gif ? 2000 : 12000
        guard header.width > 0, header.height > 0, header.width <= most, header.height <= most else {
            return refused("\(header.width) x \(header.height) pixels", .imageDimensions)
        }
        let image = ImageFile(format: format, width: header.width, height: header.height, byteCount: bytes.count)
        return (image, [], nameProblem(name, format))
    }

    private static func refused(
        _ message: String, _ rule: LintRule
    ) -> (image: ImageFile?, problems: [ShapeProblem], warnings: [ShapeProblem]) {
        let codes = rule.codes.isEmpty ? "" : " (\(rule.codes.map(String.init).joined(separator: ", ")))"
        return (nil, [ShapeProblem("\(message): \(rule.consequence)\(codes)", hint: rule.fix, rule: rule)], [])
    }

    private static func nameProblem(_ name: String, _ format: ImageFormat) -> [ShapeProblem] {
        let parts = name.split(separator: "/").last?.split(separator: ".") ?? []
        guard parts.count > 1, let ending = parts.last?.lowercased(), !format.extensions.contains(ending) else {
            return []
        }
        return [
            ShapeProblem(
                "\(Quoting.quoted(name)) is a \(format.name) by its bytes: \(LintRule.imageExtension.consequence)",
                hint: "rename it to .\(format.extensions[0])", rule: .imageExtension)
        ]
    }

    /// What a file is that is no picture Feishu takes.
    private static func foreign(_ bytes: [UInt8]) -> String {
        if bytes.starts(with: "%PDF".utf8) { return "this is a PDF" }
        if bytes.starts(with: [0x50, 0x4B]) { return "this is an archive or an office document" }
        let head = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
        if head.contains("<svg") { return "this is an SVG" }
        if head.contains("<html") || head.contains("<!doctype") { return "this is an HTML page" }
        return "this is no picture Feishu knows"
    }
}
