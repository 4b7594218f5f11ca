/// Moments as an iCalendar document (RFC 5545), which every calendar program can subscribe to.
public enum ICalendar {
    /// One moment.
    public struct Event: Sendable, Equatable {
        /// The same for the same moment in every document, so that a calendar program replaces it.
        public var uid: String
        /// When, in milliseconds since 1970.
        public var instant: Int64
        /// What the calendar shows.
        public var summary: String
        /// What it shows on request.
        public var description: String

        /// Creates an event.
        public init(uid: String, instant: Int64, summary: String, description: String) {
            self.uid = uid
            self.instant = instant
            self.summary = summary
            self.description = description
        }
    }

    /// The longest line in octets, its end not counted (RFC 5545, 3.1).
    private static let longestLine = 75

    /// The document; `stamp` is when it was made, in milliseconds since 1970.
    public static func document(_ events: [Event], stamp: Int64) -> String {
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//larkcast//schedule//EN", "CALSCALE:GREGORIAN"]
        for event in events {
            lines += [
                "BEGIN:VEVENT", "UID:\(escaped(event.uid))", "DTSTAMP:\(utc(stamp))", "DTSTART:\(utc(event.instant))",
                "SUMMARY:\(escaped(event.summary))", "DESCRIPTION:\(escaped(event.description))",
                // A message that goes out keeps nobody busy.
                "TRANSP:TRANSPARENT", "END:VEVENT",
            ]
        }
        lines.append("END:VCALENDAR")
        return lines.map { folded($0) + "\r\n" }.joined()
    }

    /// Text as RFC 5545, 3.3.11 wants it; other controls are written out, since they have no place in a line.
    static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            TerminalText.escaped(String(line)).replacing("\\", with: "\\\\").replacing(";", with: "\\;")
                .replacing(",", with: "\\,")
        }.joined(separator: "\\n")
    }

    /// A line cut after at most 75 octets, never inside a character; what follows begins with a space that counts.
    static func folded(_ line: String) -> String {
        var output = ""
        var room = longestLine
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if size > room {
                output += "\r\n "
                room = longestLine - 1
            }
            output.unicodeScalars.append(scalar)
            room -= size
        }
        return output
    }

    /// `20261201T010500Z`.
    private static func utc(_ milliseconds: Int64) -> String {
        Timestamp.utc(milliseconds).filter { $0 != "-" && $0 != ":" }
    }
}
