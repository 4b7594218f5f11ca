/// The patterns of links, pictures and mentions, made once for a message: it may have hundreds of texts.
struct MarkupPatterns {
    /// The address of a link; a picture has a key there.
    let linkTarget = /(?:\]\(\s{0,10}<?|href\s*=\s*["']\s{0,10})(?!img_)([^()"'\s<>]{1,2048})/
        .matchingSemantics(.unicodeScalar)
    /// What stands for the key of a picture.
    let picture = /!\[[^\[\]\n]{0,500}\]\(\s{0,10}<?([^()"'\s<>]{1,2048})/.matchingSemantics(.unicodeScalar)
    /// A mention of somebody, with the id in any quoting.
    let mention =
        /<(?:at|person)\s[^<>]{0,100}?id\s*=\s*(?:"([^"<>]{0,100})"|'([^'<>]{0,100})'|([^\s"'<>]{0,100}))/
        .ignoresCase().matchingSemantics(.unicodeScalar)
    /// The beginning of a mention.
    let mentionTag = /<at\s/.ignoresCase().matchingSemantics(.unicodeScalar)
}
