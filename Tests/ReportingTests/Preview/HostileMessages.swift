import JobModel
import StrictJSON

/// Messages that say one text in every place where a message can say something.
enum HostileMessages {
    static func all(_ text: String) -> [Message] {
        let string = JSONValue.string(text)
        let words: JSONValue = ["tag": "lark_md", "content": string, "i18n": ["en_us": string]]
        let post: JSONValue = .object([
            .init(
                text,
                [
                    "title": string,
                    "content": [
                        [
                            ["tag": "text", "text": string, "un_escape": true, "style": ["bold", string]],
                            ["tag": "a", "text": string, "href": string],
                            ["tag": "at", "user_id": string, "user_name": string], ["tag": "img", "image_key": string],
                            ["tag": "media", "file_key": string], ["tag": "emotion", "emoji_type": string],
                            ["tag": "code_block", "text": string, "language": string], ["tag": "md", "text": string],
                            ["tag": string],
                        ]
                    ],
                ])
        ])
        return [
            .text(text), .post(post), .image(.key(text)), .image(.file(text)), .shareChat(text), .card(.file(text)),
            .file(.file(text)), .audio(.key(text)), .sticker(text),
            .video(VideoMessage(film: .file(text), cover: .file(text))),
            .template(
                CardTemplate(id: text, version: text, variables: .object([.init(text, string), .init("n", [string])]))),
            .card(.json(card(string, words))),
            .card(.json(["schema": "2.0", "body": ["elements": elements(string, words)]])),
        ]
    }

    private static func card(_ string: JSONValue, _ words: JSONValue) -> JSONValue {
        [
            "header": [
                "title": words, "subtitle": words, "template": string, "text_tag_list": [["text": words]],
            ],
            "card_link": ["url": string], "elements": elements(string, words),
        ]
    }

    private static func elements(_ string: JSONValue, _ words: JSONValue) -> JSONValue {
        let button: JSONValue = [
            "tag": "button", "text": words, "type": string, "url": string,
            "multi_url": ["pc_url": string, "ios_url": ["x"]], "confirm": ["title": words, "text": words],
            "hover_tips": words, "disabled": true, "disabled_tips": words,
        ]
        let quoted = JSONValue.string(
            "<font color='\(string.string ?? "")'>x</font> [y](\(string.string ?? "")) ![z](\(string.string ?? ""))")
        return [
            ["tag": "markdown", "content": string], ["tag": "markdown", "content": quoted],
            ["tag": "div", "text": words, "fields": [["is_short": true, "text": words]], "extra": button],
            ["tag": "img", "img_key": string, "alt": words, "title": words], ["tag": "note", "elements": [words]],
            [
                "tag": "action",
                "actions": [
                    button, ["tag": "overflow", "options": [["text": words, "url": string]]],
                    ["tag": "input", "label": words],
                ],
            ],
            ["tag": "column_set", "columns": [["elements": [words]], ["elements": [button]]]],
            ["tag": "collapsible_panel", "header": ["title": words], "elements": [words]],
            ["tag": "form", "name": string, "elements": [["tag": "checker", "text": words]]],
            [
                "tag": "interactive_container", "behaviors": [["type": "open_url", "default_url": string]],
                "elements": [words],
            ],
            [
                "tag": "table",
                "columns": [["name": "a", "display_name": string], ["name": "b", "data_type": "markdown"]],
                "rows": [["a": string, "b": string]],
            ],
            ["tag": "chart", "chart_spec": ["type": string, "title": ["text": string]]],
            ["tag": "person", "user_id": string],
            ["tag": "audio", "file_key": string], ["tag": string, "text": words],
        ]
    }
}
