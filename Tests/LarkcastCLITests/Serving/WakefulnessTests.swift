import JobModel
import Testing

@testable import LarkcastCLI

/// When the daemon looks: by deadline and by change, by both clocks, and not every second while something is wrong.
struct WakefulnessTests {
    /// An instant; the wall clock may have been set meanwhile.
    private static func moment(_ milliseconds: Int64, wallIsOffBy offset: Int64 = 0) -> Moment {
        Moment(
            wallMilliseconds: 1_796_086_800_000 + milliseconds + offset,
            monotonicMilliseconds: 1_000_000 + milliseconds,
            bootID: "boot")
    }

    private static func wall(_ milliseconds: Int64) -> Int64 { moment(milliseconds).wallMilliseconds }

    private static func looked(nextAt next: Int64?, isUndone: Bool = false) -> Wakefulness {
        var wakefulness = Wakefulness()
        wakefulness.looked(nextAt: next.map(wall), isUndone: isUndone, at: moment(0))
        return wakefulness
    }

    @Test func looksAtOnceAfterTheStart() {
        #expect(Wakefulness().reason(at: Self.moment(0)) == .first)
    }

    @Test func looksWhenTheDeadlineHasComeAndNotBefore() {
        let wakefulness = Self.looked(nextAt: 90_000)
        #expect(wakefulness.reason(at: Self.moment(89_999)) == nil)
        #expect(wakefulness.reason(at: Self.moment(90_000)) == .due)
        #expect(wakefulness.rest(at: Self.moment(89_400)) == 600, "a firing is not slept over")
        #expect(wakefulness.rest(at: Self.moment(10_000)) == 1000)
        #expect(wakefulness.rest(at: Self.moment(95_000)) == 1, "nor is it spun for")
    }

    @Test(arguments: [3_600_000, -3_600_000, 86_400_000, -86_400_000, -1_796_086_800_000, 700_000_000_000] as [Int64])
    func aClockThatWasSetIsLookedAt(_ offset: Int64) {
        let wakefulness = Self.looked(nextAt: nil)
        #expect(wakefulness.reason(at: Self.moment(5000, wallIsOffBy: offset)) == .clock)
        #expect(wakefulness.reason(at: Self.moment(5000, wallIsOffBy: 40)) == nil, "a clock that is steered is not")
    }

    @Test func anotherBootIsANewStart() {
        let wakefulness = Self.looked(nextAt: nil)
        let rebooted = Moment(wallMilliseconds: Self.wall(5000), monotonicMilliseconds: 10, bootID: "other")
        #expect(wakefulness.reason(at: rebooted) == .first)
    }

    @Test func changesAreLookedAtOnceASecond() {
        var wakefulness = Self.looked(nextAt: nil)
        wakefulness.noteChange()
        #expect(wakefulness.reason(at: Self.moment(999)) == nil)
        #expect(wakefulness.reason(at: Self.moment(1000)) == .changed)
    }

    /// Between the last look of a send and its end somebody may have changed something.
    @Test func aChangeDuringTheWorkIsNotForgottenAtItsEnd() {
        var wakefulness = Self.looked(nextAt: nil)
        wakefulness.noteChange()
        wakefulness.looked(nextAt: nil, isUndone: false, at: Self.moment(500))
        #expect(wakefulness.reason(at: Self.moment(1500)) == .changed)
        wakefulness.began(at: Self.moment(1500))
        #expect(wakefulness.reason(at: Self.moment(2500)) == nil)
    }

    @Test func whatFailsDuringTheWorkIsTriedAgainMoreAndMoreSeldom() {
        var wakefulness = Wakefulness()
        var now: Int64 = 0
        var rests: [Int64] = []
        wakefulness.began(at: Self.moment(now))
        for _ in 0..<5 {
            wakefulness.noteUndone()
            let rest = (1...120).first { wakefulness.reason(at: Self.moment(now + $0 * 1000)) != nil } ?? -1
            rests.append(rest)
            now += rest * 1000
            wakefulness.began(at: Self.moment(now))
            wakefulness.ended(isUndone: true)
        }
        #expect(rests == [1, 2, 4, 8, 16])
    }

    @Test func aWaveIsWaitedForBesidesWhatElseIsDue() {
        var wakefulness = Self.looked(nextAt: 90_000)
        wakefulness.expect(at: Self.wall(95_000))
        #expect(wakefulness.deadline == Self.wall(90_000))
        wakefulness.expect(at: Self.wall(30_000))
        #expect(wakefulness.reason(at: Self.moment(30_000)) == .due)
    }

    /// Another process writes in the second before a firing, and all that is known then is the one after it.
    @Test func whatHasPassedStaysDueUntilItIsLookedAt() {
        var wakefulness = Self.looked(nextAt: 90_000)
        wakefulness.expect(at: Self.wall(86_400_000))
        #expect(wakefulness.reason(at: Self.moment(90_000)) == .due)
        wakefulness.began(at: Self.moment(90_000))
        wakefulness.expect(at: Self.wall(91_000))
        wakefulness.looked(nextAt: Self.wall(86_400_000), isUndone: false, at: Self.moment(92_000))
        #expect(wakefulness.reason(at: Self.moment(93_000)) == .due, "it came due while the look was under way")
        #expect(!wakefulness.isInTrouble)
        wakefulness.began(at: Self.moment(93_000))
        wakefulness.looked(nextAt: nil, isUndone: false, at: Self.moment(93_000))
        #expect(wakefulness.reason(at: Self.moment(95_000)) == nil)
    }

    @Test func whatCannotBeLookedAtIsNotTriedEverySecond() {
        var wakefulness = Self.looked(nextAt: 1000)
        for second in 1...9 { wakefulness.wasSetBack(at: Self.moment(Int64(second) * 1000)) }
        #expect(wakefulness.reason(at: Self.moment(68_000)) == nil)
        #expect(wakefulness.reason(at: Self.moment(69_000)) == .retry)
    }

    @Test func whatIsUndoneIsTriedAgainMoreAndMoreSeldom() {
        var wakefulness = Wakefulness()
        var now: Int64 = 0
        var rests: [Int64] = []
        for _ in 0..<9 {
            wakefulness.looked(nextAt: nil, isUndone: true, at: Self.moment(now))
            let rest = (1...120).first { wakefulness.reason(at: Self.moment(now + $0 * 1000)) != nil } ?? -1
            rests.append(rest)
            now += rest * 1000
        }
        #expect(rests == [1, 2, 4, 8, 16, 32, 60, 60, 60])
        wakefulness.looked(nextAt: nil, isUndone: false, at: Self.moment(now))
        #expect(wakefulness.reason(at: Self.moment(now + 60_000)) == nil, "it is mended")
    }

    @Test func aFiringIsNotHeldUpByTrouble() {
        var wakefulness = Wakefulness()
        for _ in 0..<9 { wakefulness.looked(nextAt: Self.wall(20_000), isUndone: true, at: Self.moment(0)) }
        #expect(wakefulness.reason(at: Self.moment(19_000)) == nil)
        #expect(wakefulness.reason(at: Self.moment(20_000)) == .due)
    }

    /// What is overdue right after a look could not be done; it must not be tried every second.
    @Test func whatStaysOverdueIsUndone() {
        var wakefulness = Wakefulness()
        for _ in 0..<9 { wakefulness.looked(nextAt: Self.wall(-5000), isUndone: false, at: Self.moment(0)) }
        #expect(wakefulness.isInTrouble)
        #expect(wakefulness.reason(at: Self.moment(59_000)) == nil)
        #expect(wakefulness.reason(at: Self.moment(60_000)) == .retry)
    }

    @Test func aLockThatIsHeldIsTriedASecondLater() {
        var wakefulness = Wakefulness()
        for second in 0..<100 {
            wakefulness.wasHeld(at: Self.moment(Int64(second) * 1000))
            #expect(wakefulness.reason(at: Self.moment(Int64(second) * 1000 + 999)) == nil)
            #expect(wakefulness.reason(at: Self.moment(Int64(second) * 1000 + 1000)) == .retry)
        }
    }

    @Test func looksNowAndThenWithoutAReason() {
        let wakefulness = Self.looked(nextAt: nil)
        #expect(wakefulness.reason(at: Self.moment(599_000)) == nil)
        #expect(wakefulness.reason(at: Self.moment(600_000)) == .longAgo)
    }
}
