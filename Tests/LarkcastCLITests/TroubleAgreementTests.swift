import JobModel
import Testing

@testable import FeishuAPI
@testable import Reporting

/// Two tables speak of Feishu's codes, one by which the program acts and one that people read; neither knows a code the other does not.
struct TroubleAgreementTests {
    @Test(arguments: DeliveryChannel.allCases) func everyCodeHasAMeaningAndAFix(_ channel: DeliveryChannel) {
        let listed = channel == .batch ? BatchSendCode.listed : DirectSendCode.listed
        let missing = listed.filter { $0 != 0 && FeishuTrouble.row($0, on: channel) == nil }
        #expect(missing.isEmpty, "\(missing)")
        for code in [230_009, 230_012, 230_026, 230_030, 99_992_351, 99_992_389] {
            #expect(FeishuTrouble.row(code, on: channel) != nil, "\(code)")
        }
        for code in FeishuTrouble.codes(on: channel) {
            let isKnown = [.batchSend, .sendMessage].contains { FeishuCode.row(code, at: $0) != nil }
            #expect(isKnown, "\(code) has no row in FeishuAPI")
        }
        #expect(FeishuTrouble.row(0, on: channel) == nil && FeishuTrouble.row(42, on: channel) == nil)
    }

    @Test func aCodeHasOneRowOnAChannel() {
        for channel in DeliveryChannel.allCases {
            let codes = FeishuTrouble.all.filter { $0.channel ?? channel == channel }.flatMap(\.codes)
            #expect(Set(codes).count == codes.count, "\(channel)")
        }
    }
}
