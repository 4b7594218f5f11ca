import Testing

@testable import FeishuSandbox

@Suite struct MultipartFormTests {
    static let type = "multipart/form-data; boundary=B"

    static func part(_ disposition: String, _ content: String = "x") -> String {
        "--B\r\nContent-Disposition: \(disposition)\r\n\r\n\(content)\r\n"
    }

    static func read(_ text: String, _ type: String? = type) throws(MultipartForm.Malformed) -> MultipartForm {
        try MultipartForm(Array(text.utf8), contentType: type)
    }

    @Test(arguments: [type, "multipart/form-data;boundary=\"B\"", "Multipart/Form-Data; charset=utf-8; Boundary=B"])
    func readsFieldsAndFiles(_ type: String) throws {
        let form = try Self.read(
            Self.part("form-data; name=\"a\"", "one\r\ntwo--B")
                + Self.part("form-data; name=\"f\"; filename=\"q\\\"x;y.png\"", "")
                + "--B\r\ncontent-type: text/plain\r\ncontent-disposition: form-data; name=c;\r\n\r\nlast\r\n--B--",
            type)
        #expect(form.text("a") == "one\r\ntwo--B" && form.text("c") == "last")
        #expect(form["f"]?.fileName == "q\"x;y.png" && form["f"]?.content.isEmpty == true)
        // A file is no field.
        #expect(form.text("f") == nil && form["none"] == nil)
    }

    @Test func everyByteOfAFileComesThrough() throws {
        let content = (0...255).map { UInt8($0) } + Array("\r\n--C\r\n-\r\r\n--".utf8)
        let form = try MultipartForm(
            Array("--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n".utf8) + content
                + Array("\r\n--B--\r\n".utf8), contentType: Self.type)
        #expect(form["f"].map { Array($0.content) } == content)
    }

    @Test(
        arguments: [
            ("", type), ("--B--", type), ("--B--\r\n", type), (part("form-data; name=\"a\""), type),
            (part("form-data; name=\"a\"") + "--B", type), (part("form-data; name=\"a\"") + "--B--x", type),
            ("x\r\n" + part("form-data; name=\"a\"") + "--B--", type), (part("form-data") + "--B--", type),
            (part("form-data; name=\"\"") + "--B--", type), (part("attachment; name=\"a\"") + "--B--", type),
            (part("form-data; name=\"a") + "--B--", type), (part("form-data; name") + "--B--", type),
            ("--B\r\nX-Other: 1\r\n\r\nx\r\n--B--", type), ("--B\r\nnonsense\r\n\r\nx\r\n--B--", type),
            ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\nx\r\n--B--", type), ("--B\r\n\r\n--B--", type),
            (part("form-data; name=\"a\"") + part("form-data; name=\"a\"") + "--B--", type),
            (part("form-data; name=\"a\"").replacing("\r\n", with: "\n") + "--B--", type),
            (part("form-data; name=\"a\"") + "--B--", nil),
            (part("form-data; name=\"a\"") + "--B--", "multipart/form-data"),
            (part("form-data; name=\"a\"") + "--B--", "application/json; boundary=B"),
            (part("form-data; name=\"a\"") + "--B--", "multipart/form-data; boundary=C"),
            (part("form-data; name=\"a\"") + "--B--", "multipart/form-data; boundary=\"B\u{E9}\""),
            (
                part("form-data; name=\"a\"") + "--B--",
                "multipart/form-data; boundary=" + String(repeating: "B", count: 71)
            ),
        ] as [(String, String?)])
    func refusesWhatIsNoForm(_ text: String, _ type: String?) {
        #expect(throws: MultipartForm.Malformed.self) { try Self.read(text, type) }
    }

    @Test func aMalformedFormIs234001() async throws {
        try await withProbe { probe async throws in
            #expect(try await probe.upload("images", form: [1, 2, 3]).code == 234_001)
            #expect(try await probe.upload("images", form: [], contentType: "application/json").code == 234_001)
        }
    }
}
