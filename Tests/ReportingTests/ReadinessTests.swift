import JobModel
import Reporting
import Testing

@Suite struct ReadinessTests {
    private static let now = Moment(wallMilliseconds: 10_000_000, monotonicMilliseconds: 0, bootID: "boot")

    private static func obstacles(looked ago: Int64?, isLookedAfter: Bool = true, isStopped: Bool = false) -> [String] {
        var figures = OperatingFigures()
        figures.lastLook = ago.map { now.wallMilliseconds - $0 }
        figures.isStopped = isStopped
        return Readiness.obstacles(figures, at: now, isLookedAfter: isLookedAfter)
    }

    @Test func whoLooksOftenEnoughIsReady() {
        #expect(Self.obstacles(looked: 0) == [])
        #expect(Self.obstacles(looked: Readiness.longestSilence) == [])
        #expect(Readiness.text([]) == "ready\n")
    }

    @Test func silenceAndAStopAreObstacles() {
        #expect(
            Self.obstacles(looked: Readiness.longestSilence + 1000) == [
                "nobody has looked at what is due for 20 min 1 s"
            ])
        #expect(Self.obstacles(looked: nil) == ["nobody has looked at what is due yet"])
        #expect(Self.obstacles(looked: nil, isLookedAfter: false) == [])
        #expect(Self.obstacles(looked: 0, isStopped: true) == ["everything is held back by pause --all"])
        #expect(Readiness.text(["a", "b"]) == "not ready: a\nnot ready: b\n")
    }
}
