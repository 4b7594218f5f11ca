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
        addresses(in: text, at: place)
        for found in channel == .batch ? markup.ofBatch(text) : markup.ofDirect(text) {
            add(
                .textMarkup, .warning, "\(Quoting.quoted(found.text)) is markup that this kind of text does not have",
                at: place, scalar: found.scalar)
        }
    }

    /// Addresses as they stand in a text: of those clients make links of pages alone.
    private mutating func addresses(in text: String, at place: ManifestPlace) {
        for found in BareAddress.all(in: text) {
            add(
                .linkScheme, .warning, "\(Quoting.quoted(found.text)) stays plain words in a text", at: place,
                scalar: found.scalar)
        }
    }

    /// What may not be in any words that people read; each thing is named with its place, as often as somebody will look.
    mutating func words(_ text: String, at place: ManifestPlace) {
        letters(text, at: place)
        for number in PersonalData.phoneNumbers(in: text) {
            add(
                .phoneNumber, .warning, "\(Quoting.quoted(number.text)) looks like a phone number", at: place,
                scalar: number.scalar)
        }
        for address in PersonalData.emailAddresses(in: text) {
            add(
                .emailAddress, .warning, "\(Quoting.quoted(address.text)) looks like an e-mail address", at: place,
                scalar: address.scalar)
        }
        placeholders(in: text, at: place)
        if let words = MentionInWords.first(in: text) {
            add(.atAllInWords, .warning, "\(Quoting.quoted(words)) is no mention but words", at: place)
        }
    }

    /// Placeholders as other tools and input methods write them.
    private mutating func placeholders(in text: String, at place: ManifestPlace) {
        for found in ForeignPlaceholder.all(in: text) {
            let severity = found.isSure ? placeholdersAre : .warning
            let words =
                found.isSure ? "is a placeholder that nothing fills" : "looks like a placeholder that nothing fills"
            add(
                .unresolvedPlaceholder, severity, "\(Quoting.quoted(found.text)) \(words)", at: place,
                scalar: found.scalar, fix: channel == .direct ? "did you mean \"{{\(found.name)}}\"?" : nil)
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
            text.contains(patterns.mentionTag)
        else { return }
        add(.atInBatch, .warning, "a mention of one person in a batch message", at: place)
    }

    /// Words of a whole message that Feishu would take for a test.
    mutating func testLike(_ text: String, at place: ManifestPlace) {
        guard channel == .batch, TestLikeWording.matches(text) else { return }
        add(.testLikeWording, .warning, "\(Quoting.quoted(text)) looks like a test", at: place)
    }
}
