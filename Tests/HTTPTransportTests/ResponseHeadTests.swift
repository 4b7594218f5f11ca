import HTTPTransport
import Testing

@testable import HTTPTransport

struct ResponseHeadTests {
    private func parse(_ text: String) -> HTTPResponse? {
        Array(text.utf8).withUnsafeBytes { ResponseHead.parse($0) }
    }

    @Test func readsStatusAndFields() throws {
        let response = try #require(parse("HTTP/1.1 429 Too Many\r\nA: 1\r\nb:2 \r\nA:\t3: x\r\nEmpty:\r\n\r\n"))
        #expect(response.status == 429)
        #expect(response.fields == [.init("A", "1"), .init("b", "2"), .init("A", "3: x"), .init("Empty", "")])
        #expect(response.values(of: "a") == ["1", "3: x"])
        #expect(response.body.isEmpty)
        #expect(!response.isBodyTruncated)
    }

    @Test(arguments: [
        "HTTP/1.1 200", "HTTP/1.0 200 \r\n", "HTTP/1.1 200 OK\n", "HTTP/1.1 200 OK\r\nhalf a fie",
        "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", "HTTP/1.1 200 OK\r\n folded without a field\r\n",
    ])
    func takesWhatCanBeRead(text: String) {
        #expect(parse(text)?.status == 200)
        #expect(parse(text)?.fields.isEmpty == true)
    }

    @Test(arguments: [
        "", "\r\n", "HTTP/1.1", "HTTP/1.1 \r\n", "HTTP/1.1 2OO OK\r\n", "HTTP/1.1 20 OK\r\n", "HTTP/1.1 2000 OK\r\n",
        "HTTP/1.1 -20 OK\r\n", "HTTP/1.1 100 Continue\r\n", "HTTP/1.1 199 X\r\n", "HTTP/1.1 ２００ OK\r\n", "200 OK\r\n",
    ])
    func doesNotInventAStatus(text: String) {
        #expect(parse(text) == nil)
    }

    @Test func joinsFoldedLines() {
        #expect(parse("HTTP/1.1 200 OK\r\nA: 1\r\n  2\r\n\t3\r\n\r\n")?.fields == [.init("A", "1 2 3")])
    }

    @Test func replacesWhatIsNotUTF8() {
        let bytes: [UInt8] = Array("HTTP/1.1 200 OK\r\nA: ".utf8) + [0xFF, 0x41, 0x0D, 0x0A]
        let response = bytes.withUnsafeBytes { ResponseHead.parse($0) }
        #expect(response?.fields == [.init("A", "\u{FFFD}A")])
    }
}
