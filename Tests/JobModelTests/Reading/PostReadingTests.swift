import JobModel
import StrictJSON
import Testing

@Suite struct PostReadingTests {
    private func reading(node: String) -> ManifestReading {
        Manifests.read(message: #"{"post":{"zh_cn":{"content":[[\#(node)]]}}}"#)
    }

    @Test(arguments: [
        #"{"tag":"text","text":""}"#, #"{"tag":"text","text":"a","un_escape":true}"#,
        #"{"tag":"a","text":"a","href":"http://x.example/?q=1&r=%20#f"}"#,
        #"{"text":"a","href":"https://x","tag":"a"}"#,
        #"{"tag":"at","user_id":"ou_1","user_name":"Li Wei"}"#, #"{"tag":"img","image_key":"img_v3_1-g"}"#,
        #"{"tag":"media","file_key":"file_v3_1"}"#, #"{"tag":"media","file_key":"file_v3_1","image_key":"img_1"}"#,
        #"{"tag":"emotion","emoji_type":"SMILE"}"#, #"{"tag":"hr"}"#,
        #"{"tag":"code_block","text":"a","language":"GO"}"#,
    ])
    func takesEveryNode(_ node: String) {
        #expect(reading(node: node).problems == [])
    }

    @Test(arguments: [
        (#"{}"#, "", "\"tag\" is missing"), (#"{"tag":1}"#, "/tag", "expected a string"), ("[]", "", "expected a node"),
        (#"{"tag":"text"}"#, "", "\"text\" is missing"), (#"{"tag":"text","text":1}"#, "/text", "expected a string"),
        (#"{"tag":"text","text":"a","un_escape":1}"#, "/un_escape", "expected true or false"),
        (#"{"tag":"a","text":" ","href":"https://x"}"#, "/text", "nothing but white space"),
        (#"{"tag":"a","text":"a","href":"https://"}"#, "/href", "is no link"),
        (#"{"tag":"a","text":"a","href":"ftp://x"}"#, "/href", "is no link"),
        (#"{"tag":"a","text":"a","href":"HTTPS://x"}"#, "/href", "is no link"),
        (#"{"tag":"a","text":"a","href":"https://x y"}"#, "/href", "is no link"),
        (#"{"tag":"a","text":"a","href":"https://x/\n"}"#, "/href", "is no link"),
        (#"{"tag":"a","text":"a","href":"https://x/{{id}}"}"#, "/href", "placeholder"),
        (#"{"tag":"a","text":"a","href":"https://x","url":"https://y"}"#, "/url", "did you mean \"href\""),
        (#"{"tag":"at"}"#, "", "\"user_id\" is missing"),
        (#"{"tag":"at","user_id":""}"#, "/user_id", "an empty user_id"),
        (#"{"tag":"at","user_id":"{{id}}"}"#, "/user_id", "placeholder"),
        (#"{"tag":"img","image_key":"img_"}"#, "/image_key", "no image key"),
        (#"{"tag":"img","image_key":"img_1","width":1}"#, "/width", "unknown key"),
        (#"{"tag":"media","file_key":"img_1"}"#, "/file_key", "no file key"),
        (#"{"tag":"emotion","emoji_type":""}"#, "/emoji_type", "no emoji type"),
        (#"{"tag":"hr","text":"a"}"#, "/text", "unknown key"),
        (#"{"tag":"Text","text":"a"}"#, "/tag", "did you mean \"text\""),
        (#"{"tag":"zzzzzz","text":"a"}"#, "/tag", "known: a, at"),
        (#"{"tag":"at","user_id":"ou_1","style":[]}"#, "/style", "no styles"),
        (#"{"tag":"text","text":"a\u0000"}"#, "/text", "U+0000"),
    ])
    func namesWhatIsWrongWithANode(node: String, pointer: String, contains: String) {
        let problems = reading(node: node).problems
        #expect(problems.map(\.pointer) == ["/message/post/zh_cn/content/0/0\(pointer)"])
        #expect(problems.first?.description.contains(contains) == true)
    }

    @Test(arguments: [
        ("[]", "/message/post", "expected an object of locales"),
        (#"{"zh_cn":[]}"#, "/message/post/zh_cn", "expected an object"),
        (#"{"zh_cn":{"content":"a"}}"#, "/message/post/zh_cn/content", "expected an array of paragraphs"),
        (#"{"zh_cn":{"content":[]}}"#, "/message/post/zh_cn/content", "the content is empty"),
        (#"{"zh_cn":{"content":["a"]}}"#, "/message/post/zh_cn/content/0", "expected a paragraph"),
        (#"{"zh_cn":{"title":1,"content":[[{"tag":"hr"}]]}}"#, "/message/post/zh_cn/title", "expected a string"),
        (#"{"zh_cn":{"title":"{{t}}","content":[[{"tag":"hr"}]]}}"#, "/message/post/zh_cn/title", "placeholder"),
        (
            #"{"zh_cn":{"subject":"t","content":[[{"tag":"hr"}]]}}"#, "/message/post/zh_cn/subject",
            "did you mean \"title\""
        ),
        (#"{"en":{"content":[[{"tag":"hr"}]]}}"#, "/message/post/en", "did you mean \"en_us\""),
        (#"{"xx_yy":{"content":[[{"tag":"hr"}]]}}"#, "/message/post/xx_yy", "unknown key"),
    ])
    func namesWhatIsWrongWithALocale(post: String, pointer: String, contains: String) {
        let problems = Manifests.read(message: #"{"post":\#(post)}"#).problems
        #expect(problems.map(\.pointer) == [pointer])
        #expect(problems.first?.description.contains(contains) == true)
    }

    @Test func everyLocaleIsReadAndKeptAsWritten() throws {
        let locales = ["zh_cn", "en_us", "ja_jp", "zh_hk", "zh_tw", "ko_kr", "ms_my"]
        let post = JSONValue.object(locales.map { .init($0, ["content": [[["tag": "text", "text": .string($0)]]]]) })
        let manifest = try #require(Manifests.read(message: JSONValue.object([.init("post", post)]).text()).manifest)
        #expect(manifest.message == .post(post))
    }
}
