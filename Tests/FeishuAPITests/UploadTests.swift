import HTTPTransport
import TestSupport
import Testing

import struct Foundation.Data

@testable import FeishuAPI

@Suite struct UploadTests {
    private static let images = Rig.base + "/open-apis/im/v1/images"
    private static let files = Rig.base + "/open-apis/im/v1/files"

    private func uploading(
        _ url: String, _ body: String, _ upload: (FeishuClient) async throws -> String
    ) async throws -> (key: String, request: HTTPRequest) {
        try await withStubTransport([Rig.grantStub(), .init(.post, url, .answered(200, body))]) { transport in
            let key = try await upload(Rig().client(transport))
            return (key, try #require(transport.requests.last))
        }
    }

    @Test func uploadsAnImage() async throws {
        let (key, request) = try await uploading(Self.images, #"{"code":0,"data":{"image_key":"img_v2_0-a1"}}"#) {
            try await $0.uploadImage(Data([0xFF, 0xD8, 0, 0x0D, 0x0A]), fileName: "图\"a\".jpg")
        }
        #expect(key == "img_v2_0-a1")
        let boundary = "larkcast-db6821fa3f32644a-0"
        #expect(
            request.fields == [
                HTTPRequest.Field("Authorization", "Bearer " + Rig.token),
                HTTPRequest.Field("Content-Type", "multipart/form-data; boundary=\(boundary)"),
            ])
        let before =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"image_type\"\r\n\r\nmessage\r\n--\(boundary)\r\n"
            + "Content-Disposition: form-data; name=\"image\"; filename=\"图%22a%22.jpg\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n"
        let expected = Data(before.utf8) + [0xFF, 0xD8, 0, 0x0D, 0x0A] + Data("\r\n--\(boundary)--\r\n".utf8)
        #expect(request.body == expected)
        #expect(request.timeoutMilliseconds == FeishuClient.longestUploadMilliseconds)
    }

    @Test(arguments: UploadedFileKind.allCases, [nil, 3_000])
    func uploadsAFile(_ kind: UploadedFileKind, _ duration: Int?) async throws {
        let (key, request) = try await uploading(Self.files, #"{"code":0,"data":{"file_key":"file_v2_1"}}"#) {
            try await $0.uploadFile(Data("x".utf8), fileName: "a.bin", kind: kind, durationMilliseconds: duration)
        }
        #expect(key == "file_v2_1")
        let body = String(decoding: try #require(request.body), as: UTF8.self)
        let parts = try #require(MultipartProbe(request)).parts
        let names = ["file_type", "file_name"] + (duration == nil ? [] : ["duration"]) + ["file"]
        #expect(parts.map(\.name) == names)
        #expect(parts.map(\.text).first == kind.rawValue)
        #expect(parts.map(\.text).last == "x")
        #expect(body.contains("name=\"duration\"\r\n\r\n3000\r\n") == (duration != nil))
    }

    @Test func givesTheSamePartsTheSameBytes() {
        var form = MultipartForm()
        form.append("a", "1")
        form.append("f", fileName: "n", bytes: Data("x".utf8))
        #expect(form.encoded() == form.encoded())
        var other = MultipartForm()
        other.append("a", "1")
        other.append("f", fileName: "n", bytes: Data("y".utf8))
        #expect(other.encoded().boundary != form.encoded().boundary)
    }

    @Test func movesOnWhenTheFirstBoundaryOccurs() {
        let content = Data("\r\n--larkcast-7-0\r\n--larkcast-7-1 --larkcast-7-3".utf8)
        #expect(MultipartForm.boundary(digest: 7, absentFrom: [content, Data()]) == "larkcast-7-2")
        #expect(MultipartForm.boundary(digest: 7, absentFrom: [Data("-larkcast-7-0".utf8)]) == "larkcast-7-0")
        #expect(MultipartForm.boundary(digest: 7, absentFrom: [Data("--larkcast-7-0".utf8)]) == "larkcast-7-1")
    }

    @Test(arguments: ["a\"b", "a\r\nX: y", "\r\n--", "名.png", "a;b=c", "%22"])
    func letsNoFileNameLeaveItsQuotes(_ name: String) async throws {
        let (_, request) = try await uploading(Self.images, #"{"code":0,"data":{"image_key":"img_1"}}"#) {
            try await $0.uploadImage(Data("x".utf8), fileName: name)
        }
        let parts = try #require(MultipartProbe(request)).parts
        #expect(parts.map(\.name) == ["image_type", "image"])
        #expect(parts.map(\.fields) == [1, 2])
    }

    @Test(arguments: [
        #"{"code":0}"#, #"{"code":0,"data":{}}"#, #"{"code":0,"data":{"image_key":null}}"#,
        #"{"code":0,"data":{"image_key":""}}"#, #"{"code":0,"data":{"image_key":7}}"#,
        #"{"code":0,"data":{"image_key":"file_1"}}"#, #"{"code":0,"data":{"image_key":"img_\"}"}}"#,
        #"{"code":0,"data":{"image_key":"img_1","image_key":"img_2"}}"#,
    ])
    func refusesAnAnswerWithoutAKey(_ body: String) async throws {
        try await withStubTransport([Rig.grantStub(), .init(.post, Self.images, .answered(200, body))]) { transport in
            let client = try Rig().client(transport)
            let error = await failure { () async throws(FeishuError) in
                try await client.uploadImage(Data("x".utf8), fileName: "a")
            }
            #expect(error?.kind == .malformedAnswer)
        }
    }

    @Test(
        arguments: [
            (234_001, .invalidRequest), (234_002, .permission), (234_006, .invalidRequest), (234_007, .permission),
            (234_010, .invalidRequest), (234_011, .invalidRequest), (234_039, .invalidRequest), (232_096, .server),
            (230_036, .permission), (234_042, .permission),
        ] as [(Int, FeishuError.Kind)])
    func sortsCodes(_ code: Int, _ kind: FeishuError.Kind) async throws {
        let answer = HTTPExchange.answered(code == 234_002 ? 401 : 400, #"{"code":\#(code),"msg":"refused"}"#)
        try await withStubTransport([Rig.grantStub(), .init(.post, Self.files, answer)]) { transport in
            let client = try Rig().client(transport)
            let error = await failure { () async throws(FeishuError) in
                try await client.uploadFile(Data("x".utf8), fileName: "a", kind: .stream)
            }
            #expect(error?.kind == kind)
            #expect(error?.hint?.hasSuffix(".") == true)
        }
    }

    @Test func uploadsNothingFeishuWouldRefuse() async throws {
        try await withStubTransport([]) { transport in
            let client = try Rig().client(transport)
            let image = Data(count: FeishuClient.largestImage + 1)
            let file = Data(count: FeishuClient.largestFile + 1)
            let errors = [
                await failure { () async throws(FeishuError) in try await client.uploadImage(Data(), fileName: "a") },
                await failure { () async throws(FeishuError) in try await client.uploadImage(image, fileName: "a") },
                await failure { () async throws(FeishuError) in try await client.uploadImage(Data([1]), fileName: "") },
                await failure { () async throws(FeishuError) in
                    try await client.uploadFile(file, fileName: "a", kind: .stream)
                },
            ]
            #expect(errors.allSatisfy { $0?.kind == .invalidRequest && $0?.hint?.isEmpty == false })
        }
    }
}
