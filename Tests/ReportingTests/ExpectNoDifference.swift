import CustomDump
import Testing

/// Records what differs, line by line.
///
/// CustomDump's own function of this name finds Swift Testing at run time only where its support library is linked; elsewhere it
/// prints the difference and lets the test pass. This one stands in front of it.
func expectNoDifference<Value: Equatable>(
    _ actual: Value, _ expected: Value, sourceLocation: SourceLocation = #_sourceLocation
) {
    guard actual != expected else { return }
    Issue.record("\(diff(expected, actual) ?? "they differ")", sourceLocation: sourceLocation)
}
