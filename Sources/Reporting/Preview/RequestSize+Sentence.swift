import JobModel

extension RequestSize {
    /// `text 1,204 of 153,600 bytes`.
    func sentence(in language: Language) -> String {
        language.say(
            PreviewPhrase.size,
            [
                "kind": language.say(MessageKind(key: kind)), "count": Figure.grouped(bytes),
                "limit": Figure.grouped(limit),
            ])
    }
}
