/// The words of Feishu's cards, of both schemas.
///
/// Source: Feishu, "Component overview" for card JSON 1.0 and 2.0, and "Card JSON 2.0 release notes" for what 2.0 gave up.
enum CardVocabulary {
    /// Tags of elements and of the objects inside them.
    static let tags: Set<String> = [
        "div", "markdown", "hr", "img", "img_combination", "note", "action", "person", "person_list", "chart", "table",
        "audio",
        "button", "overflow", "input", "checker", "date_picker", "picker_time", "picker_datetime", "select_static",
        "multi_select_static", "select_person", "multi_select_person", "select_img",
        "column_set", "column", "form", "interactive_container", "collapsible_panel",
        "plain_text", "lark_md", "text_tag", "standard_icon", "custom_icon",
    ]

    /// Tags that schema 2.0 refuses, and what to write instead.
    static let goneInSchema2 = [
        "note": "write a div or markdown with \"text_size\": \"notation\"",
        "action": "put the buttons right into \"elements\"",
    ]

    /// The colours of a header.
    static let headerColours: Set<String> = [
        "blue", "wathet", "turquoise", "green", "yellow", "orange", "red", "carmine", "violet", "purple", "indigo",
        "grey",
        "default",
    ]

    /// Members whose insides are not the card's: what is sent back on a click, and the drawing of a chart.
    static let opaqueKeys: Set<String> = ["value", "chart_spec", "rows"]

    /// Ids that are a person's, but for the tenant's own words.
    static let idsOfPeople = [(prefix: "ou_", name: "an open_id"), (prefix: "on_", name: "a union_id")]

    /// Ids that are not a person's.
    static let idsOfOthers = [
        (prefix: "oc_", name: "a chat id"), (prefix: "od-", name: "a department id"),
        (prefix: "cli_", name: "an app id"),
        (prefix: "bm-", name: "a batch message id"), (prefix: "om_", name: "a message id"),
    ]
}
