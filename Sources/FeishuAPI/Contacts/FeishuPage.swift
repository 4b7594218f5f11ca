import StrictJSON

/// One page of a listing.
public struct FeishuPage<Item: Sendable>: Sendable {
    /// What is on it; a page in the middle may be empty.
    public var items: [Item]
    /// How to ask for the next page; `nil` ends the listing.
    public var nextPageToken: String?

    /// Creates a page.
    public init(items: [Item], nextPageToken: String? = nil) {
        self.items = items
        self.nextPageToken = nextPageToken
    }
}

extension FeishuPage: Equatable where Item: Equatable {}

extension FeishuPage {
    /// A page whose items were read from the payload of an answer.
    ///
    /// - Parameters:
    ///   - items: The items.
    ///   - payload: Holds `has_more` and `page_token`.
    ///   - token: What was asked for.
    ///   - isStrict: Whether the last page may not name a next one. Source: Feishu, the contact pages ("`page_token` is
    ///     returned when `has_more` is true, otherwise not"); those of messages do not promise it.
    /// - Throws: ``FeishuError`` when the answer does not say whether there is more, or says that there is and not where,
    ///   or that there is not and where it is, or names the page that was just asked for: an audience must neither be cut
    ///   short nor go round in circles.
    init(
        _ items: [Item], of payload: AnswerObject, after token: String?, isStrict: Bool = true
    ) throws(FeishuError) {
        guard let hasMore = try payload.bool("has_more") else {
            throw payload.answer.malformed("the answer does not say whether there is more (\"has_more\")")
        }
        let next = try payload.string("page_token")
        guard hasMore else {
            if isStrict, next != nil {
                throw payload.answer.malformed("there is no more by \"has_more\", but \"page_token\" names a next page")
            }
            self.init(items: items)
            return
        }
        guard let next else { throw payload.answer.malformed("there is more, but \"page_token\" does not say where") }
        guard next != token else { throw payload.answer.malformed("\"page_token\" names the page that was asked for") }
        self.init(items: items, nextPageToken: next)
    }
}
