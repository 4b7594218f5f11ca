import FeishuAPI
import Reporting

/// What `doctor` says about the app's permissions, by Feishu's own list of them: no message has to be sent to find out.
///
/// The list needs no permission itself. Source: Feishu, "Obtain the scopes of the app in the tenant"
/// (`GET /open-apis/application/v6/scopes`), and the permissions named on the pages of the calls.
enum PermissionFindings {
    /// Scopes of which one is enough, and what cannot be done without.
    private struct Need {
        let scopes: [String]
        let purpose: AccessFindingPhrase

        func isMet(by granted: Set<String>) -> Bool { !granted.isDisjoint(with: scopes) }

        func words(_ language: Language) -> String {
            scopes.joined(separator: language.say(AccessFindingPhrase.or))
        }

        func say(_ phrase: AccessFindingPhrase, _ language: Language) -> String {
            language.say(phrase, ["scopes": words(language), "purpose": language.say(purpose)])
        }
    }

    /// Without one of these the app sends nothing, or nothing in batches.
    private static let sending = [
        Need(scopes: ["im:message:send_as_bot", "im:message"], purpose: .atAll),
        Need(
            scopes: ["im:message:send_multi_users", "im:message:send_multi_depts"],
            purpose: .inBatches),
    ]

    /// What only some manifests need.
    private static let others = [
        Need(scopes: ["im:message:send_multi_users"], purpose: .toPeople),
        Need(scopes: ["im:message:send_multi_depts"], purpose: .toDepartments),
        Need(scopes: ["contact:contact.base:readonly"], purpose: .expanding),
        Need(scopes: ["contact:department.organize:readonly"], purpose: .counting),
        Need(scopes: ["contact:user.employee:readonly"], purpose: .leavers),
        Need(scopes: ["contact:user.id:readonly"], purpose: .addresses),
        Need(scopes: [AppVisibility.scope, "admin:app.info:readonly"], purpose: .availability),
        Need(scopes: ["im:resource"], purpose: .uploads),
        Need(scopes: ["im:message:readonly", "im:message"], purpose: .readers),
    ]

    /// The findings about the permissions that Feishu lists.
    ///
    /// Those of people's own calls (`user`) do not count: larkcast calls as the app.
    static func findings(_ scopes: [AppScope], in language: Language = .english) -> [Finding] {
        let granted = Set(scopes.filter { $0.isGranted && $0.type != "user" }.map(\.name))
        let missing = sending.filter { !$0.isMet(by: granted) }
        var findings = missing.map { need in
            Finding(
                .permission, need.say(.missing, language), in: language, isGood: false,
                hint: language.say(AccessFindingPhrase.grant))
        }
        if missing.isEmpty {
            findings.append(Finding(.permissions, language.say(AccessFindingPhrase.granted), in: language))
        }
        let absent = others.filter { need in
            !need.isMet(by: granted) && !missing.contains { $0.scopes.contains(need.scopes[0]) }
        }
        if !absent.isEmpty {
            let list = absent.map { $0.say(.need, language) }.joined(separator: language.say(AccessFindingPhrase.comma))
            findings.append(
                Finding(.notGranted, language.say(AccessFindingPhrase.absent, ["list": list]), in: language))
        }
        return findings
    }

    /// The finding when Feishu does not give the list: then only sending would tell.
    static func unknown(_ why: String, in language: Language = .english) -> Finding {
        let needs = sending.map { $0.say(.forPurpose, language) }.joined(separator: language == .english ? "; " : "；")
        return Finding(
            .permissions, language.say(AccessFindingPhrase.unknown, ["why": why, "list": needs]), in: language)
    }
}
