import Foundation
import StrictJSON
import Testing

@testable import JobModel

/// What is frozen can be read back, whatever kind of message it is.
@Suite struct MessageRequestTests {
    private static let post: JSONValue = ["zh_cn": ["title": "公告", "content": [[["tag": "text", "text": "你好 \"}"]]]]]
    private static let messages: [Message] = [
        .text("hello\n\"there\""), .post(post), .image(.key("img_1")), .shareChat("oc_1"),
        .card(.json(["elements": [["tag": "hr"]]])),
        .template(CardTemplate(id: "ctp_1", version: "1.0.0", variables: ["name": "x"])),
        .template(CardTemplate(id: "ctp_2")),
    ]
    private static let direct: [Message] = [
        .file(.key("file_1")), .audio(.key("file_2")), .sticker("file_3"),
        .video(VideoMessage(film: .key("file_4"), cover: .key("img_5"))), .video(VideoMessage(film: .key("file_6"))),
    ]

    @Test(arguments: messages) func aBatchIsReadBack(_ message: Message) throws {
        let body = try MessageBody(message, resources: MessageResources())
        let request = body.head(for: .openID) + Data(#"["ou_1","ou_2"]"#.utf8) + MessageBody.tail
        #expect(Message(request: request, channel: .batch) == message)
    }

    @Test(arguments: messages + direct) func aDirectMessageIsReadBack(_ message: Message) throws {
        let tail = try DirectBody.tail(of: message, resources: MessageResources())
        var own: [UInt8] = []
        DirectBody.append(
            recipient: "ou_1", ordinal: 1, content: nil, run: RunID(rawValue: "k7m2q9x4d1ab"), to: &own)
        #expect(Message(request: DirectBody.head + Data(own) + tail, channel: .direct) == message)
    }

    @Test(arguments: [
        "", "{", "[]", "{}", #"{"msg_type":"text"}"#, #"{"msg_type":"text","content":{}}"#,
        #"{"msg_type":"text","content":"{\"text\":\"x\"}"}"#, #"{"msg_type":"novelty","content":{"text":"x"}}"#,
        #"{"msg_type":"image","content":{"image_key":1}}"#, #"{"msg_type":"interactive","content":{}}"#,
    ])
    func whatIsNoRequestIsNoMessage(_ text: String) {
        #expect(Message(request: Data(text.utf8), channel: .batch) == nil)
    }
}
