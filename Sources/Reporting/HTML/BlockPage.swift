/// The blocks and runs of a message as pieces of a page.
struct BlockPage {
    /// Of what is said about the message.
    var language = Language.english

    /// One block.
    func html(_ block: PreviewBlock) -> HTML {
        switch block {
        case .heading(let level, let runs):
            // The page's own headings end at h3.
            .element(
                "p",
                [
                    .classes(level == 1 ? ["heading", "l1"] : ["heading"]), .plain("role", "heading"),
                    .number("aria-level", min(3 + level, 9)),
                ], runs.map { html($0) })
        case .paragraph(let runs): .element("p", [], runs.map { html($0) })
        case .list(let items): list(items)
        case .quote(let blocks): .element("blockquote", [.classes(["part"])], blocks.map { html($0) })
        case .code(let code, _): .element("pre", [], [.element("code", [], HTML.preformatted(code))])
        case .images(let images): .element("div", [.classes(["images"])], images.map { html($0) })
        case .attachment(let attachment): html(attachment)
        case .rule: .empty("hr")
        case .note(let blocks): .element("div", [.classes(["note"])], blocks.map { html($0) })
        case .columns(let columns): .element("div", [.classes(["columns"])], columns.map(part))
        case .fields(let fields):
            .element(
                "div", [.classes(["fields"])],
                fields.map { field in
                    .element(
                        "div", [.classes(field.isShort ? ["part"] : ["part", "wide"])], field.blocks.map { html($0) })
                })
        case .controls(let controls): .element("div", [.classes(["controls"])], controls.map { html($0) })
        case .panel(let title, _, let blocks):
            // Open, whatever the message says: what is hidden would not be checked, nor printed.
            .element(
                "details", [.classes(["panel"]), .plain("open", "")],
                [
                    .element(
                        "summary", [],
                        title.isEmpty ? [.text(language.say(DrawingPhrase.panel))] : title.map { html($0) }),
                    part(blocks),
                ])
        case .form(let name, let blocks):
            .element(
                "div",
                [
                    .classes(["form", "part"]), .plain("role", "group"),
                    .label(language.say(DrawingPhrase.form, ["name": name ?? ""])),
                ],
                blocks.map { html($0) })
        case .container(let link, let blocks):
            .element("div", [.classes(["panel", "part"])], blocks.map { html($0) } + (link.map { [opens($0)] } ?? []))
        case .table(let headings, let rows): table(headings, rows)
        case .people(let ids):
            .element("p", [], ids.map { .element("span", [.classes(["mention"])], [.text("@\($0) ")]) })
        case .named(let name): .element("p", [.classes(["named"])], [.text(name)])
        }
    }

    /// A stretch of text in its look.
    func html(_ run: PreviewRun) -> HTML {
        switch run.kind {
        case .mention: return .element("span", [.classes(["mention"])], HTML.lines(run.text))
        case .emotion: return .element("span", [.classes(["emotion"])], [.text(":\(run.text):")])
        case .label: return .element("span", [.classes(["label"])], [.text(run.text)])
        case .named: return .element("span", [.classes(["named"])], [.text(run.text)])
        case .text: break
        }
        var pieces = HTML.lines(run.text)
        if run.style.contains(.code) { pieces = [.element("code", [], pieces)] }
        if run.style.contains(.strike) { pieces = [.element("s", [], pieces)] }
        if run.style.contains(.underline) { pieces = [.element("u", [], pieces)] }
        if run.style.contains(.italic) { pieces = [.element("em", [], pieces)] }
        if run.style.contains(.bold) { pieces = [.element("strong", [], pieces)] }
        if let colour = run.colour.flatMap(letterClass) { pieces = [.element("span", [.classes([colour])], pieces)] }
        guard let link = run.link else { return pieces.count == 1 ? pieces[0] : .element("span", [], pieces) }
        return linked(pieces, to: link, words: run.text)
    }

    /// An anchor where the address may be followed; everywhere else the address as text.
    private func linked(_ pieces: [HTML], to link: String, words: String) -> HTML {
        let shown: [HTML] = words == link ? [] : [.element("span", [.classes(["address"])], [.text(" <\(link)>")])]
        guard let address = WebAddress(link) else { return .element("span", [], pieces + shown) }
        return .element("span", [], [.element("a", [.address(address)], pieces)] + shown)
    }

    private func opens(_ link: String) -> HTML {
        .element(
            "p", [.classes(["options"])],
            [
                .text(language.say(DrawingPhrase.opens, ["address": ""])), linked([.text(link)], to: link, words: link),
            ])
    }

    /// Points and steps with those below them inside; a list of each kind where they follow each other.
    private func list(_ items: [PreviewListItem]) -> HTML {
        let lists = lists(items[...])
        return lists.count == 1 ? lists[0] : .element("div", [.classes(["part"])], lists)
    }

    private func lists(_ items: ArraySlice<PreviewListItem>) -> [HTML] {
        var lists: [(isOrdered: Bool, items: [HTML])] = []
        var rest = items
        while let item = rest.popFirst() {
            let below = rest.prefix { $0.level > item.level }
            rest = rest.dropFirst(below.count)
            let number = Int(item.marker.prefix { $0.isASCII && $0.isNumber }).flatMap { $0 < 1_000_000 ? $0 : nil }
            let words: [HTML] = item.runs.map { html($0) } + self.lists(below)
            let point = HTML.element("li", number.map { [.number("value", $0)] } ?? [], words)
            if lists.last?.isOrdered == (number != nil) {
                lists[lists.count - 1].items.append(point)
            } else {
                lists.append((number != nil, [point]))
            }
        }
        return lists.map { .element($0.isOrdered ? "ol" : "ul", [], $0.items) }
    }

    private func html(_ image: PreviewImage) -> HTML {
        if let picture = image.picture {
            return .element(
                "div", [.classes(["part", "picture"])],
                [
                    Self.drawn(picture, image),
                    .element("p", [.classes(["address"])], [.text(image.caption(in: language))]),
                ])
        }
        return .element(
            "div", [.classes(["image"]), .plain("role", "img"), .label(image.caption(in: language))],
            [.text(image.caption(in: language))])
    }

    private static func drawn(_ picture: PreviewPicture, _ image: PreviewImage) -> HTML {
        .empty(
            "img",
            [
                .picture(picture), .alternative(image.alternative ?? image.name), .number("width", picture.width),
                .number("height", picture.height),
            ])
    }

    /// A file with its sheet, a sound with its bar, a film with the picture it begins with.
    private func html(_ attachment: PreviewAttachment) -> HTML {
        let caption = HTML.element("p", [.classes(["address"])], [.text(attachment.caption(in: language))])
        let time = HTML.element("span", [.classes(["time"])], [.text(attachment.playTime)])
        let face: [HTML] =
            switch attachment.kind {
            case .file:
                [
                    .element("span", [.classes(["sheet"])], [.text("▤")]),
                    .element("span", [.classes(["part"])], [.text(attachment.name)]),
                ]
            case .audio: [.text("▶"), .element("span", [.classes(["bar"])], []), time]
            case .video:
                (attachment.cover.flatMap { cover in cover.picture.map { [Self.drawn($0, cover)] } } ?? []) + [
                    .element(
                        "span", [.classes(["part"])],
                        [.text(attachment.cover?.caption(in: language) ?? language.say(DrawingPhrase.noCover))]),
                    .text("▶"), time,
                ]
            case .sticker: [.text("☺")]
            }
        let look: StaticString =
            switch attachment.kind {
            case .file: "file"
            case .audio: "audio"
            case .video: "video"
            case .sticker: "sticker"
            }
        return .element(
            "div", [.classes(["part"]), .plain("role", "group"), .label(attachment.caption(in: language))],
            [.element("div", [.classes(["attachment", look])], face), caption])
    }

    private func part(_ blocks: [PreviewBlock]) -> HTML {
        .element("div", [.classes(["part"])], blocks.map { html($0) })
    }

    private func html(_ control: PreviewControl) -> HTML {
        let label: String
        var classes: [StaticString] = ["control"]
        switch control.kind {
        case .button:
            label = control.label
            if control.look == "primary" || control.look == "primary_text" { classes.append("primary") }
            if control.look == "primary_filled" { classes.append("filled") }
            if control.look.hasPrefix("danger") { classes.append("danger") }
        case .select: label = "\(control.label) ▾"
        case .date: label = "\(control.label) ▦"
        case .input: label = control.label.isEmpty ? "…" : control.label
        case .check:
            label = "\(control.look == "on" ? "☑" : "☐") \(control.label)"
            classes.append("bare")
        case .menu: label = control.label
        }
        if [.select, .date, .input].contains(control.kind) { classes.append("field") }
        let face: HTML
        if let address = control.link.flatMap(WebAddress.init) {
            face = .element("a", [.classes(classes), .address(address)], [.text(label)])
        } else {
            face = .element("span", [.classes(classes)], [.text(label)])
        }
        var more: [HTML] = []
        if let link = control.link { more.append(.element("span", [.classes(["address"])], [.text("<\(link)>")])) }
        if !control.options.isEmpty {
            more.append(.element("span", [.classes(["options"])], [.text(control.options.joined(separator: " / "))]))
        }
        more += control.notes.map { .element("span", [.classes(["options"])], [.text("(\($0))")]) }
        return more.isEmpty ? face : .element("span", [.classes(["controls"])], [face] + more)
    }

    private func table(_ headings: [String], _ rows: [[[PreviewRun]]]) -> HTML {
        .element(
            "div", [.classes(["scroll"])],
            [
                .element(
                    "table", [],
                    [
                        .element(
                            "thead", [],
                            [
                                .element(
                                    "tr", [], headings.map { .element("th", [.plain("scope", "col")], [.text($0)]) })
                            ]),
                        .element(
                            "tbody", [],
                            rows.map { row in
                                .element(
                                    "tr", [],
                                    headings.indices.map { index in
                                        .element("td", [], index < row.count ? row[index].map { html($0) } : [])
                                    })
                            }),
                    ])
            ])
    }

    /// Letters in one of Feishu's colours.
    private func letterClass(_ colour: String) -> StaticString? {
        switch colour {
        case "red", "carmine": "k-red"
        case "green", "turquoise", "lime": "k-green"
        case "orange", "yellow": "k-orange"
        case "blue", "wathet", "indigo": "k-blue"
        case "purple", "violet": "k-purple"
        case "grey", "gray", "neutral": "k-grey"
        default: nil
        }
    }
}
