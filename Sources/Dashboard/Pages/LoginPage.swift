import Reporting

/// Where somebody says who they are.
enum LoginPage {
    /// The page; `words` say what went wrong, or why somebody is here instead of at the page `next`.
    static func html(seal: String, next: String, words: String?, name: String = "", _ frame: PageFrame) -> String {
        let title = frame.say(AccessPhrase.title)
        return frame.document(
            title,
            [
                .element(
                    "section", [.classes(["sheet-part", "d-narrow"]), .plain("aria-labelledby", "title")],
                    [.element("h1", [.plain("id", "title")], [.text(title)])]
                        + (words.map {
                            [
                                .element(
                                    "div", [.classes(["d-notice", "warn"]), .plain("role", "alert")],
                                    [Part.paragraph($0)])
                            ]
                        } ?? []) + [
                            .element(
                                "form", [.plain("method", "post"), .local("action", LocalAddress(["login"]))],
                                [
                                    Form.hidden("seal", seal), Form.hidden("next", next),
                                    Form.field(
                                        "name", label: frame.say(AccessPhrase.name),
                                        [
                                            .plain("type", "text"), .plain("autocomplete", "username"), .value(name),
                                            .plain("maxlength", "128"), .plain("required", ""),
                                            .plain("autofocus", ""),
                                        ]),
                                    Form.field(
                                        "token", label: frame.say(AccessPhrase.token),
                                        hint: frame.say(AccessPhrase.tokenHint), hintID: "token-hint",
                                        [
                                            .plain("type", "password"), .plain("autocomplete", "current-password"),
                                            .plain("maxlength", "256"), .plain("required", ""),
                                        ]),
                                    .element(
                                        "button", [.plain("type", "submit"), .classes(["primary"])],
                                        [.text(frame.say(AccessPhrase.signIn))]),
                                ])
                        ])
            ])
    }
}
