import FeishuAPI

/// What `doctor` says about the app's permissions, by Feishu's own list of them: no message has to be sent to find out.
///
/// The list needs no permission itself. Source: Feishu, "Obtain the scopes of the app in the tenant"
/// (`GET /open-apis/application/v6/scopes`), and the permissions named on the pages of the calls.
enum PermissionFindings {
    /// Scopes of which one is enough, and what cannot be done without.
    private struct Need {
        let scopes: [String]
        let purpose: String

        func isMet(by granted: Set<String>) -> Bool { !granted.isDisjoint(with: scopes) }

        var words: String { scopes.joined(separator: " or ") }
    }

    /// Without one of these the app sends nothing, or nothing in batches.
    private static let sending = [
        Need(scopes: ["im:message:send_as_bot", "im:message"], purpose: "sending at all"),
        Need(
            scopes: ["im:message:send_multi_users", "im:message:send_multi_depts"],
            purpose: "sending in batches, following and recalling them"),
    ]

    /// What only some manifests need.
    private static let others = [
        Need(scopes: ["im:message:send_multi_users"], purpose: "batches to people"),
        Need(scopes: ["im:message:send_multi_depts"], purpose: "batches to departments as such"),
        Need(scopes: ["contact:contact.base:readonly"], purpose: "turning departments into people"),
        Need(scopes: ["contact:user.employee:readonly"], purpose: "knowing who has left or is frozen"),
        Need(scopes: ["contact:user.id:readonly"], purpose: "e-mail addresses and mobile numbers"),
        Need(scopes: ["im:resource"], purpose: "uploading pictures and files"),
        Need(scopes: ["im:message:readonly", "im:message"], purpose: "readers of direct messages"),
    ]

    /// The findings about the permissions that Feishu lists.
    ///
    /// Those of people's own calls (`user`) do not count: larkcast calls as the app.
    static func findings(_ scopes: [AppScope]) -> [Finding] {
        let granted = Set(scopes.filter { $0.isGranted && $0.type != "user" }.map(\.name))
        let missing = sending.filter { !$0.isMet(by: granted) }
        var findings = missing.map { need in
            Finding(
                "permission", "\(need.words) is not granted: it is needed for \(need.purpose)", isGood: false,
                hint: "Grant it under \"Permissions & Scopes\" in the developer console and publish a new app version.")
        }
        if missing.isEmpty { findings.append(Finding("permissions", "sending is granted")) }
        let absent = others.filter { need in
            !need.isMet(by: granted) && !missing.contains { $0.scopes.contains(need.scopes[0]) }
        }
        if !absent.isEmpty {
            let list = absent.map { "\($0.words) (\($0.purpose))" }.joined(separator: ", ")
            findings.append(Finding("not granted", "\(list); grant what your manifests need"))
        }
        return findings
    }

    /// The finding when Feishu does not give the list: then only sending would tell.
    static func unknown(_ why: String) -> Finding {
        let needs = sending.map { "\($0.words) for \($0.purpose)" }.joined(separator: "; ")
        return Finding(
            "permissions",
            "not known, since Feishu did not list them (\(why)); without sending they cannot be tried. "
                + "Needed: \(needs)")
    }
}
