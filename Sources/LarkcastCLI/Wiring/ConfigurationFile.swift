import Foundation
import Yams

/// The configuration file: YAML, because it must take comments, read strictly, because a misspelt `base_url` would send to
/// the wrong cloud.
///
/// Yams is used directly rather than through a configuration library: only its nodes know the line a key stands on.
struct ConfigurationFile {
    /// One problem, with the line it is on.
    struct Problem: Equatable {
        var line: Int
        var message: String
    }

    private static let topKeys = [
        "default_profile", "profiles", "limits", "tracking", "confirm_above", "retry", "timeouts", "notify",
        "dashboard",
    ]
    private static let profileKeys = ["base_url", "app_id", "app_secret_file", "ca_file", "proxy"]

    private(set) var problems: [Problem] = []
    private(set) var defaultProfile: String?
    private(set) var profiles: [String: [String: String]] = [:]
    private(set) var perSecond: Int?
    private(set) var perMinute: Int?
    private(set) var pollsPerMinute: Int?
    private(set) var recipientsPerDay: Int?
    private(set) var callsPerMonth: Int?
    private(set) var tries: Int?
    private(set) var connectMilliseconds: Int?
    private(set) var totalMilliseconds: Int?
    private(set) var confirmAbove: Int?
    private(set) var pollIntervals: [Int]?
    var notify = Notify()
    var dashboard = DashboardSettings()

    /// Reads the text; everything that is wrong with it is in ``problems``.
    init(yaml: String) {
        do {
            guard let root = try Yams.compose(yaml: yaml), root.null == nil else { return }
            readTop(root)
        } catch let error as YamlError {
            problems.append(Problem(error))
        } catch {
            problems.append(Problem(line: 1, message: "the file is not YAML"))
        }
        problems.sort { $0.line < $1.line }
    }

    private mutating func readTop(_ root: Node) {
        for (key, node) in members(of: root, allowed: Self.topKeys, where: "at the top") {
            switch key {
            case "default_profile": defaultProfile = text(node, key)
            case "confirm_above": confirmAbove = integer(node, key, 0...10_000_000)
            case "profiles":
                for (name, profile) in members(of: node, allowed: nil, where: "in profiles") {
                    readProfile(profile, name: name)
                }
            case "limits":
                readLimits(node)
            case "notify":
                readNotify(node)
            case "dashboard":
                readDashboard(node)
            case "retry":
                for (key, node) in members(of: node, allowed: ["tries"], where: "in retry") {
                    tries = integer(node, key, 1...20)
                }
            case "timeouts":
                for (key, node) in members(of: node, allowed: ["connect_ms", "total_ms"], where: "in timeouts") {
                    if key == "connect_ms" { connectMilliseconds = integer(node, key, 100...60_000) }
                    if key == "total_ms" { totalMilliseconds = integer(node, key, 100...300_000) }
                }
            default:
                for (_, node) in members(of: node, allowed: ["intervals"], where: "in tracking") {
                    readIntervals(node)
                }
            }
        }
    }

    private mutating func readLimits(_ node: Node) {
        let keys = ["per_second", "per_minute", "polls_per_minute", "recipients_per_day", "calls_per_month"]
        for (key, node) in members(of: node, allowed: keys, where: "in limits") {
            switch key {
            case "per_second": perSecond = integer(node, key, 1...1_000_000)
            case "per_minute": perMinute = integer(node, key, 1...1_000_000)
            case "polls_per_minute": pollsPerMinute = integer(node, key, 1...800)
            case "calls_per_month": callsPerMonth = integer(node, key, 1...1_000_000_000)
            default: recipientsPerDay = integer(node, key, 1...500_000)
            }
        }
    }

    private mutating func readProfile(_ node: Node, name: String) {
        var values: [String: String] = [:]
        for (key, node) in members(of: node, allowed: Self.profileKeys, where: "in profile \(name)") {
            values[key] = text(node, key)
        }
        profiles[name] = values
    }

    private mutating func readIntervals(_ node: Node) {
        guard let sequence = node.sequence, !sequence.isEmpty else {
            return complain(node, "intervals must be a list of seconds, such as [10, 30, 60]")
        }
        pollIntervals = sequence.compactMap { integer($0, "intervals", 1...86_400) }
    }

    /// The members of a mapping; keys that are not allowed, or occur twice, are complained about.
    mutating func members(of node: Node, allowed: [String]?, where place: String) -> [(String, Node)] {
        guard let mapping = node.mapping else {
            complain(node, "expected keys and values \(place)")
            return []
        }
        var found: [(String, Node)] = []
        for (key, value) in mapping {
            guard let name = key.string else {
                complain(key, "a key must be a text \(place)")
                continue
            }
            if let allowed, !allowed.contains(name) {
                complain(key, "unknown key \"\(name)\" \(place); known are \(allowed.joined(separator: ", "))")
            } else if found.contains(where: { $0.0 == name }) {
                complain(key, "the key \"\(name)\" occurs twice \(place)")
            } else {
                found.append((name, value))
            }
        }
        return found
    }

    mutating func text(_ node: Node, _ key: String) -> String? {
        guard let text = node.scalar?.string, !text.isEmpty else {
            complain(node, "\(key) must be a text")
            return nil
        }
        return text
    }

    mutating func integer(_ node: Node, _ key: String, _ range: ClosedRange<Int>) -> Int? {
        guard let text = node.scalar?.string, let value = Int(text), range.contains(value) else {
            complain(node, "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    mutating func complain(_ node: Node, _ message: String) {
        problems.append(Problem(line: node.mark?.line ?? 1, message: message))
    }
}
