extension LintRule {
    struct Entry: Sendable {
        var codes: [Int]
        var consequence: String
        var fix: String

        init(_ codes: [Int], _ consequence: String, fix: String) {
            self.codes = codes
            self.consequence = consequence
            self.fix = fix
        }
    }

    /// Everything there is to say about a rule, but for the place where it is broken.
    static let table: [LintRule: Entry] = [
        .controlCharacter: Entry(
            [10002], "no client shows it, and Feishu may refuse the message", fix: "remove it; end lines with \\n alone"
        ),
        .bidiControls: Entry(
            [], "what follows reads backwards", fix: "close the direction mark on its line, or remove it"),
        .bidiOverride: Entry(
            [], "the letters are shown in another order than they are written",
            fix: "write the text in the order it is read"),
        .invisibleCharacter: Entry(
            [], "nobody sees it, but searching and copying find it, and links break", fix: "remove it"),
        .blankText: Entry([10003, 230001], "Feishu refuses an empty text", fix: "write something"),
        .unresolvedPlaceholder: Entry([], "everybody reads the placeholder", fix: "write what it stands for"),
        .atAll: Entry(
            [11235], "a mention of everybody is refused where @all is forbidden",
            fix: "remove it: each reader gets the message anyway; in a group, make sure that the group allows it"),
        .atAllInWords: Entry(
            [], "it notifies nobody", fix: "leave it out; in a group of a direct job, write <at user_id=\"all\"></at>"),
        .atInBatch: Entry(
            [], "whether batch messages resolve mentions is not documented; people may read the tag itself",
            fix: "write the name, or use a card or the direct channel"),
        .textMarkup: Entry([], "people read the markup as it is written", fix: "use a card, or plain words"),
        .testLikeWording: Entry(
            [230100], "Feishu restricts batches that look like a test", fix: "write the real announcement"),
        .phoneNumber: Entry(
            [230028, 11312], "tenants with data loss prevention refuse plain phone numbers",
            fix: "link to a contact page, or name who to ask"),
        .emailAddress: Entry(
            [230028, 11312], "tenants with data loss prevention refuse plain e-mail addresses",
            fix: "link to a contact page, or name who to ask"),
        .textOver150KB: Entry([230025, 10002], "Feishu refuses the request", fix: "shorten it"),
        .mdTagInBatchPost: Entry([10003], "batch posts have no md tag", fix: "use text and a nodes, or a card"),
        .mdTagNotAlone: Entry(
            [230001], "Feishu takes an md node only alone in its paragraph", fix: "give it a paragraph of its own"),
        .styleInBatchText: Entry([10003], "batch posts have no styles", fix: "remove it, or use a card"),
        .postWrapper: Entry(
            [10003], "larkcast writes the wrapper itself; two of them are refused",
            fix: "give the locales right under \"post\""),
        .emptyLocale: Entry(
            [10003], "readers of that language get an empty message", fix: "write it, or take the locale out"),
        .singleLocale: Entry(
            [], "what people see whose Feishu speaks another language is not documented",
            fix: "add the other languages your people use"),
        .postOver30KB: Entry([230025, 10002], "Feishu refuses the request", fix: "shorten it, or link to a page"),
        .cardOver30KB: Entry([230025, 11246], "Feishu refuses the request", fix: "shorten it, or link to a page"),
        .imageKeyOfAnotherApp: Entry(
            [11227, 200570, 230017], "an image key works for the app that uploaded it, and no other",
            fix: "upload the picture with this app"),
        .imageKeyShape: Entry(
            [200570], "Feishu refuses a card with an invalid image key", fix: "image keys start with img_"),
        .linkScheme: Entry([], "clients do not open such a link", fix: "link to https://"),
        .shareChatExpires: Entry(
            [], "a group card works for 7 days",
            fix: "use a card with a link to the group, or follow reads for at most 7 days"),
        .templateVersionNotPinned: Entry(
            [], "whichever version is newest when it is sent goes out", fix: "name the version you have previewed"),
        .cardElementsOver200: Entry([11310], "Feishu refuses the card", fix: "shorten it, or use fewer columns"),
        .cardElementWithoutTag: Entry([200621], "Feishu cannot read the card", fix: "give every element its \"tag\""),
        .cardElementShape: Entry(
            [200621], "Feishu cannot read such an element", fix: "write it as Feishu's page about the element does"),
        .cardUnknownTag: Entry(
            [200621, 200861], "schema 2.0 refuses elements it does not know; 1.0 leaves them out",
            fix: "check the spelling"),
        .cardSchema2Tag: Entry([200861], "schema 2.0 has no such element", fix: "see the fix"),
        .cardSchema2Locales: Entry([200861], "schema 2.0 has no i18n_elements", fix: "give each text its i18n_content"),
        .cardLocalesDiffer: Entry(
            [], "some languages get a title without a body, or a body without a title",
            fix: "give the same locales in both"),
        .cardHeaderColour: Entry(
            [], "the header gets the default colour",
            fix:
                "use blue, wathet, turquoise, green, yellow, orange, red, carmine, violet, purple, indigo, grey or default"
        ),
        .cardUserID: Entry(
            [100290], "it mentions nobody, and Feishu refuses a card with an id that is no person's",
            fix: "name a person by an open_id, user_id or union_id"),
        .cardBlank: Entry([], "people get an empty card", fix: "write something, or add a picture"),
        .cardChartSpec: Entry(
            [200550], "Feishu refuses a chart without its specification", fix: "give \"chart_spec\" an object"),
        .cardTableRows: Entry(
            [200914, 200915], "Feishu refuses a table whose rows do not fit its columns, or leaves cells out",
            fix: "give \"columns\" with names and \"rows\" with objects of those names"),
        .cardAudio: Entry(
            [300220, 300230, 300240],
            "Feishu refuses an audio element without a file of this app, and in a card that may be forwarded",
            fix: "give \"file_key\""),
        .updateMulti: Entry([], "batch cards cannot be updated", fix: "leave it out, or use the direct channel"),
        .imageEmpty: Entry([234010], "Feishu refuses an empty file", fix: "name a picture"),
        .imageOver10MB: Entry([234006], "Feishu takes pictures of at most 10 MB", fix: "make it smaller"),
        .imageFormat: Entry(
            [234011], "Feishu takes JPEG, PNG, WEBP, GIF, BMP, ICO, TIFF and HEIC", fix: "save it as PNG or JPEG"),
        .imageTruncated: Entry([234011], "the picture ends before it is complete", fix: "copy it again"),
        .imageDimensions: Entry(
            [234039], "Feishu takes GIFs up to 2000 x 2000 and others up to 12000 x 12000", fix: "make it smaller"),
        .imagePolyglot: Entry(
            [], "a picture that is another kind of file as well does not belong into a message",
            fix: "save it again with a picture editor"),
        .imageExtension: Entry([], "the name says another format than the file has", fix: "rename it"),
        .directOnly: Entry(
            [10003], "a batch carries no files, sounds, films or stickers",
            fix: "use \"channel\": \"direct\", or a card with a link"),
        .fileKeyOfAnotherApp: Entry(
            [230017], "a file key works for the app that uploaded it, and no other",
            fix: "upload the file with this app"
        ),
        .stickerReceived: Entry(
            [230001], "a bot can only send stickers that somebody has sent to it",
            fix: "take the file_key from the event of such a message, and send it to yourself with run --test-to"),
        .fileEmpty: Entry([234010], "Feishu refuses an empty file", fix: "name a file with something in it"),
        .fileOver30MB: Entry(
            [234006], "Feishu takes files of at most 30 MB",
            fix: "make it smaller, or put it on a drive and send a card with a link"),
        .fileExtension: Entry(
            [], "people cannot open a file that is something else than its name says",
            fix: "rename it, or save it again"
        ),
        .fileIsMedia: Entry([], "people have to download it before they can play it", fix: "see the fix"),
        .audioFormat: Entry(
            [230055], "Feishu plays sounds in Opus alone",
            fix: "convert it with ffmpeg -i SOURCE -acodec libopus -ac 1 -ar 16000 TARGET.opus"),
        .audioDamaged: Entry([], "people hear less than there was, or nothing", fix: "copy or convert it again"),
        .videoFormat: Entry(
            [230055], "Feishu plays films in MP4 alone",
            fix: "convert it with ffmpeg -i SOURCE -c:v libx264 -c:a aac TARGET.mp4"),
        .videoDamaged: Entry([], "people see less than there was, or nothing", fix: "copy or convert it again"),
        .durationUnknown: Entry(
            [], "Feishu shows no duration", fix: "convert it again, so that the file says how long it is"),
    ]
}
