#if CRASH_POINTS
    import Testing

    @testable import CrashPoints

    /// How `LARKCAST_CRASH` is read; that it works is what `make torture` shows.
    struct CrashPlanTests {
        @Test func readsPointOccurrenceEffectAndOperation() throws {
            let strikes = try #require(CrashPlan.strikes("P7:2:kill,P10:1:enospc@5"))
            #expect(strikes.map(\.point) == [.requestGone, .resultCommitting])
            #expect(strikes.map(\.nth) == [2, 1])
            #expect(strikes.map(\.effect.kind) == [.kill, .enospc])
            #expect(strikes.map(\.effect.operation) == [nil, 5])
        }

        @Test(arguments: ["eio", "enospc", "powercut", "tear"])
        func aDiskEffectWithoutANumberMeetsTheNextOperation(_ effect: String) {
            #expect(CrashEffect(effect)?.operation == 1)
        }

        @Test(arguments: [
            "", "P7", "P7:1", "P7:0:kill", "P7:-1:kill", "P7:x:kill", "P99:1:kill", "P7:1:explode", "P7:1:kill:x",
            "P7:1:kill@", "P7:1:kill@0", "P7:1:kill@1@2", "P7:1:kill,P8",
        ])
        func nonsenseIsRefusedAsAWhole(_ text: String) {
            #expect(CrashPlan.strikes(text) == nil)
        }

        @Test func everyPointHasItsNumberOnce() {
            let numbers = CrashPoint.allCases.compactMap { Int($0.rawValue.dropFirst()) }
            #expect(numbers.sorted() == Array(0...18), "P19, the power cut, is an effect and no place")
        }
    }
#endif
