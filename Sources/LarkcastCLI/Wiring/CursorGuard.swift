import CProcess

/// Gives the terminal its cursor back when a signal ends or suspends the process while something is shown moving.
///
/// A run that is sent hears SIGINT and SIGTERM itself and ends in its own time; this is for everything else: a recall that is broken
/// off, ^Z, a crash. Nothing can be done about SIGKILL (`tput cnorm` brings the cursor back).
enum CursorGuard {
    /// From now on the cursor is hidden.
    static func begin() { cprocess_guard_cursor() }

    /// From now on it is not.
    static func end() { cprocess_release_cursor() }

    /// Whether the process was suspended since the last look, so that others have written on the terminal.
    static var wasShownMeanwhile: Bool { cprocess_cursor_was_shown() != 0 }
}
