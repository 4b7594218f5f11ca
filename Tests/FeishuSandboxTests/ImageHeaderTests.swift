import Testing

@testable import FeishuSandbox

@Suite struct ImageHeaderTests {
    @Test(arguments: [
        (ImageSamples.png(640, 480), ImageHeader.Format.png, 640, 480), (ImageSamples.gif(640, 480), .gif, 640, 480),
        (ImageSamples.jpeg(640, 480), .jpeg, 640, 480), (ImageSamples.jpeg(70, 9, frame: 0xC0), .jpeg, 70, 9),
        (ImageSamples.bmp(640, 480), .bmp, 640, 480), (ImageSamples.bmp(640, -480), .bmp, 640, 480),
        (ImageSamples.webpLossy(640, 480), .webp, 640, 480), (ImageSamples.webpLossless(640, 480), .webp, 640, 480),
        (ImageSamples.webpExtended(12_001, 480), .webp, 12_001, 480),
        (ImageSamples.ico([(16, 16), (0, 0)]), .ico, 256, 256),
        (ImageSamples.tiff(640, 480, isBig: true), .tiff, 640, 480),
        (ImageSamples.tiff(640, 480, isBig: false), .tiff, 640, 480),
        (ImageSamples.heic([(160, 120), (640, 480)]), .heic, 640, 480),
    ])
    func tellsFormatAndSize(_ bytes: [UInt8], _ format: ImageHeader.Format, _ width: Int, _ height: Int) {
        let header = ImageHeader(bytes[...])
        #expect(
            header?.format == format && header?.width == width && header?.height == height,
            "\(String(describing: header))")
        // The same bytes in the middle of a form.
        #expect(ImageHeader(([9, 9, 9] + bytes)[3...]) == header)
        // Cut short anywhere, it is no image, and never a trap.
        for count in 0..<8 { #expect(ImageHeader(bytes.prefix(count)) == nil) }
        for count in bytes.indices { _ = ImageHeader(bytes.prefix(count)) }
    }

    @Test(arguments: [
        Array("%PDF-1.7".utf8), Array("<svg xmlns=\"x\"/>".utf8), ImageSamples.png(0, 5), ImageSamples.gif(5, 0),
        ImageSamples.ico([]), [0xFF, 0xD8, 0xFF, 0xD9], Array("RIFF0000WAVE".utf8), Array("0000ftypmp42".utf8), [],
    ])
    func knowsNothingElse(_ bytes: [UInt8]) {
        #expect(ImageHeader(bytes[...]) == nil)
    }
}
