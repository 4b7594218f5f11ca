import Foundation

/// Stored instants inside sentences.
enum Instant {
    /// ISO 8601 in UTC to the second.
    static func text(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: (Double(milliseconds) / 1000).rounded(.down)).formatted(.iso8601)
    }
}
