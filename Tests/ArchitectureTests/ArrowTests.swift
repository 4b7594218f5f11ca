import Testing

/// The arrows of the house: who may import whom.
///
/// Everything not listed is forbidden.
struct ArrowTests {
    /// Modules of ours each target may import.
    private static let ours: [String: Set<String>] = [
        "CCurl": [],
        "CProcess": [],
        "CrashPoints": [],
        "StrictJSON": [],
        "JobModel": ["StrictJSON"],
        "HTTPTransport": ["CCurl", "CrashPoints"],
        "JobStore": ["CrashPoints", "JobModel", "SchemaFiles", "StrictJSON"],
        "FeishuAPI": ["HTTPTransport", "StrictJSON"],
        "Reporting": ["JobModel", "StrictJSON"],
        "JobEngine": ["CrashPoints", "JobModel", "JobStore", "FeishuAPI", "HTTPTransport"],
        "Dashboard": ["JobModel", "JobStore", "JobEngine", "Reporting", "StrictJSON"],
        "LarkcastCLI": [
            "CProcess", "Dashboard", "JobModel", "JobStore", "FeishuAPI", "HTTPTransport", "JobEngine", "Reporting",
            "SchemaFiles",
            "StrictJSON",
        ],
        "larkcast": ["LarkcastCLI"],
        "FeishuSandbox": [],
        "feishu-sandbox": ["FeishuSandbox"],
    ]

    /// Modules of others and the only targets that may import them.
    private static let theirs: [String: Set<String>] = [
        "CCurl": ["HTTPTransport"],
        "CProcess": ["LarkcastCLI"],
        "GRDB": ["JobStore"],
        "ArgumentParser": ["LarkcastCLI", "feishu-sandbox"],
        "Hummingbird": ["Dashboard", "FeishuSandbox"],
        "HTTPTypes": ["Dashboard", "FeishuSandbox"],
        "HummingbirdCore": ["Dashboard"],
        "NIOCore": ["Dashboard", "FeishuSandbox"],
        "NIOHTTP1": ["Dashboard"],
        "NIOHTTPTypes": ["Dashboard"],
        "NIOHTTPTypesHTTP1": ["Dashboard"],
        "Logging": ["Dashboard", "LarkcastCLI", "FeishuSandbox"],
        "ServiceLifecycle": ["Dashboard", "LarkcastCLI"],
        "Yams": ["LarkcastCLI"],
        "UnixSignals": ["LarkcastCLI", "FeishuSandbox", "feishu-sandbox"],
        "Crypto": ["Dashboard", "JobModel", "JobStore", "FeishuSandbox"],
    ]

    @Test func everyImportFollowsAnArrow() {
        var crossings: [String] = []
        for file in SourceTree.sources {
            guard let allowed = Self.ours[file.target] else {
                crossings.append(
                    "\(file.path): the target \(file.target) has no place in the house; add it to ArrowTests")
                continue
            }
            for (number, module) in file.imports {
                if Self.ours[module] != nil || module == "SchemaFiles", !allowed.contains(module) {
                    crossings.append(
                        "\(file.path):\(number): \(file.target) may not import \(module); it may import "
                            + "\(allowed.sorted().joined(separator: ", ")). Move the code to the floor it belongs to, or pass "
                            + "the value in")
                }
                if let owners = Self.theirs[module], !owners.contains(file.target) {
                    crossings.append(
                        "\(file.path):\(number): only \(owners.sorted().joined(separator: ", ")) may import \(module); ask "
                            + "that target for what you need")
                }
            }
        }
        #expect(crossings.isEmpty, "\(crossings.joined(separator: "\n"))")
    }

    @Test func everyTargetIsListed() {
        let found = Set(SourceTree.sources.map(\.target))
        #expect(
            found == Set(Self.ours.keys).subtracting(["CCurl", "CProcess"]),
            "the table and Sources/ must name the same targets")
    }
}
