import StrictJSON

extension MessageLint {
    /// A text message.
    mutating func text(_ place: ManifestPlace) {
        guard let text = place.string, text.utf8.count <= MessageBody.largestText else { return }
        // The reader has refused it.
        if InvisibleCharacter.isAll(of: text) { return }
        words(text, at: place)
        mention(text, at: place)
        mentions(in: text, at: place)
        if channel == .direct { linksOfText(text, at: place) }
        testLike(text, at: place)
        guard let markup = channel == .batch ? TextRule.markup(in: text) : TextRule.foreignMarkup(in: text) else {
            return
        }
        add(
            .textMarkup, .warning, "\(Quoting.quoted(markup)) is markup that this kind of text does not have", at: place
        )
    }

    /// What may not be in any words that people read.
    mutating func words(_ text: String, at place: ManifestPlace) {
        letters(text, at: place)
        if let number = PersonalData.phoneNumber(in: text) {
            add(.phoneNumber, .warning, "\(Quoting.quoted(number)) looks like a phone number", at: place)
        }
        if let address = PersonalData.emailAddress(in: text) {
            add(.emailAddress, .warning, "\(Quoting.quoted(address)) looks like an e-mail address", at: place)
        }
    }

    /// What may not be among any letters that people read, those of a file's name included.
    mutating func letters(_ text: String, at place: ManifestPlace) {
        // Nearly every text is free of all of it, and one look at the bytes says so.
        let bytes = text.utf8
        if bytes.contains(where: { $0 >= 0x80 }) {
            if let scalar = InvisibleCharacter.first(in: text) {
                add(.invisibleCharacter, .warning, "the invisible character \(Quoting.name(scalar))", at: place)
            }
            if TextRule.unpairedBidi(in: text) == nil,
                let mark = text.unicodeScalars.first(where: { $0.value == 0x202D || $0.value == 0x202E })
            {
                add(.bidiOverride, .warning, "the direction override \(Quoting.name(mark))", at: place)
            }
        }
    }

    /// A mention inside the words of a batch; ``TextRule`` looks for those of everybody.
    mutating func mention(_ text: String, at place: ManifestPlace) {
        guard channel == .batch, TextRule.mentionOfAll(in: text) == nil,
            text.contains(/<at\s/.ignoresCase().matchingSemantics(.unicodeScalar))
        else { return }
        add(.atInBatch, .warning, "a mention of one person in a batch message", at: place)
    }

    /// Words of a whole message that Feishu would take for a test.
    mutating func testLike(_ text: String, at place: ManifestPlace) {
        guard channel == .batch, TestLikeWording.matches(text) else { return }
        add(.testLikeWording, .warning, "\(Quoting.quoted(text)) looks like a test", at: place)
    }
}
