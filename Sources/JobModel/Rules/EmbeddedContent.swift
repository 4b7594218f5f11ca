/// Other kinds of files hidden in or behind a picture.
enum EmbeddedContent {
    private static let markup = ["<script", "<html", "<!doctype", "<svg", "<?php", "<iframe", "javascript:"]

    /// What else a picture is: markup in its first kilobyte, or a document or program behind its end.
    ///
    /// Picture data is not searched, since chance writes anything there sooner or later.
    static func found(in bytes: [UInt8], pictureEnd: Int) -> String? {
        if let tag = markup(in: bytes.prefix(1024)) { return "markup (\(tag))" }
        let rest = bytes[min(pictureEnd, bytes.count)...]
        guard !rest.isEmpty else { return nil }
        if let tag = markup(in: rest) { return "markup (\(tag)) behind its end" }
        for (signature, name) in signatures where contains(signature, in: rest) { return "\(name) behind its end" }
        return nil
    }

    private static let signatures: [([UInt8], String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "an archive"), ([0x50, 0x4B, 0x05, 0x06], "an archive"),
        (Array("%PDF-".utf8), "a PDF"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("Rar!".utf8), "an archive"),
        ([0x37, 0x7A, 0xBC, 0xAF], "an archive"),
    ]

    private static func markup(in bytes: ArraySlice<UInt8>) -> String? {
        let lower = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return markup.first { contains(Array($0.utf8), in: lower[...]) }
    }

    private static func contains(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while let start = rest.firstIndex(of: needle[0]) {
            rest = rest[start...]
            if rest.starts(with: needle) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
