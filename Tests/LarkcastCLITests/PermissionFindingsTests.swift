import FeishuAPI
import Testing

@testable import LarkcastCLI

/// What `doctor` makes of Feishu's list of an app's permissions.
struct PermissionFindingsTests {
    private static let all = [
        "im:message:send_as_bot", "im:message:send_multi_users", "im:message:send_multi_depts",
        "contact:contact.base:readonly", "contact:department.organize:readonly", "contact:user.employee:readonly",
        "contact:user.id:readonly", "im:resource", "im:message:readonly", "application:application:self_manage",
    ]

    private func findings(_ granted: [String], refused: [String] = []) -> [Finding] {
        PermissionFindings.findings(
            granted.map { AppScope(name: $0, isGranted: true, type: "tenant") }
                + refused.map { AppScope(name: $0, isGranted: false, type: "tenant") })
    }

    @Test func everythingGrantedIsOneGoodLine() {
        let findings = findings(Self.all)
        #expect(findings.map(\.text) == ["sending is granted"])
        #expect(!findings.contains { !$0.isGood })
    }

    @Test(
        arguments: [
            ("im:message:send_as_bot", "im:message:send_as_bot or im:message is not granted"),
            ("im:message:send_multi_users", nil),
        ] as [(String, String?)])
    func whatIsNotGrantedIsNamed(_ scope: String, _ alarm: String?) {
        let findings = findings(Self.all.filter { $0 != scope }, refused: [scope])
        if let alarm {
            #expect(findings.first?.isGood == false && findings.first?.exit == .permission)
            #expect(findings.first?.text.hasPrefix(alarm) == true)
            #expect(findings.first?.hint?.contains("publish a new app version") == true)
        } else {
            #expect(!findings.contains { !$0.isGood })
            #expect(findings.last?.text.hasPrefix("\(scope) (batches to people)") == true)
        }
    }

    @Test func withoutEitherBatchScopeNothingGoesOutInBatches() {
        let findings = findings(Self.all.filter { !$0.hasPrefix("im:message:send_multi") })
        #expect(findings.map(\.isGood) == [false])
        #expect(findings[0].text.contains("im:message:send_multi_users or im:message:send_multi_depts"))
    }

    @Test func whatPeopleMayDoThemselvesIsNoPermissionOfTheApp() {
        let findings = PermissionFindings.findings(
            Self.all.map { AppScope(name: $0, isGranted: true, type: "user") })
        #expect(findings.count { !$0.isGood } == 2)
    }

    @Test func withoutTheListItSaysThatOnlySendingWouldTell() {
        let finding = PermissionFindings.unknown(FeishuError(.grantedScopes, .unknownCode).finding)
        #expect(finding.isGood)
        #expect(finding.text.contains("without sending they cannot be tried"))
        #expect(finding.text.contains("im:message:send_multi_users"))
    }
}
