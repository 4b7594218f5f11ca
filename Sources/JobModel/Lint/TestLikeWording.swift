/// Texts that look like somebody trying things out, which batches refuse with 230100.
///
/// Feishu does not publish its list. These are the plain cases: nothing but words for trying, perhaps repeated or numbered.
enum TestLikeWording {
    private static let words = [
        "测试", "试験", "テスト", "消息", "讯息", "资讯", "内容", "信息", "文本", "一下", "这是", "一条", "请忽略", "通知", "发送", "批量", "飞书", "系统",
        "的",
        "testing", "tests", "test", "message", "msg", "content", "text", "please", "ignore", "this", "just", "feishu",
        "lark", "system", "batch", "send", "from", "the", "for", "our", "is", "of", "an", "a",
    ]
    private static let tries = ["测试", "试験", "テスト", "test"]
    private static let greetings: Set<String> = [
        "helloworld", "hello", "hi", "你好", "哈哈", "asdf", "abc", "aaa", "foo", "foobar",
    ]

    /// Whether nothing but such words is left when case, spaces, punctuation and digits do not count.
    static func matches(_ text: String) -> Bool {
        // A longer text says something besides.
        guard text.utf8.count <= 200 else { return false }
        var rest = simplified(WidthFolding.folded(text)).lowercased().filter(\.isLetter)
        if rest.isEmpty {
            return text.contains(where: \.isNumber) && PersonalData.phoneNumbers(in: text, most: 1).isEmpty
        }
        if greetings.contains(rest) { return true }
        guard tries.contains(where: rest.contains) else { return false }
        for word in words { rest = rest.replacing(word, with: "") }
        return rest.isEmpty
    }

    /// The characters of the words above that are written otherwise in traditional Chinese, of which Japanese has some.
    private static let traditional: [Character: Character] = [
        "測": "测", "試": "试", "訊": "讯", "資": "资", "內": "内", "這": "这", "條": "条", "請": "请", "發": "发", "飛": "飞", "書": "书",
        "統": "统",
    ]

    private static func simplified(_ text: String) -> String { String(text.map { traditional[$0] ?? $0 }) }
}
