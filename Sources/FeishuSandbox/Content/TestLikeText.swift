/// The batch content filter that refuses throw-away texts (230100).
///
/// Its real list is not published; this is a small, certain part of it.
enum TestLikeText {
    private static let phrases: Set<String> = [
        "test", "tests", "testing", "atest", "testtest", "test1", "test123", "123", "testmessage", "testmsg",
        "testcontent",
        "testtext", "thisisatest", "thisisatestmessage", "justatest", "helloworld",
        "测试", "测试一下", "测试测试", "测试消息", "测试内容", "测试信息", "这是测试", "这是一条测试消息", "测试test", "test测试",
    ]

    /// Compares without case, spaces, punctuation and symbols, so `" Test!! "` is one too.
    static func matches(_ text: String) -> Bool {
        // Longer texts cannot be a phrase; this keeps the check from touching whole announcements.
        guard text.utf8.count <= 200 else { return false }
        return phrases.contains(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
