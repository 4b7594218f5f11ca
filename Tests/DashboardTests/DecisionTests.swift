import Foundation
import HTTPTypes
import JobModel
import JobStore
import Testing

@testable import Dashboard

/// Deciding in a browser: two steps, by those who may, once, and never because another page said so.
struct DecisionTests {
    private static let run = RunID(randomBits: 1)

    /// A run that was sent to three people, or that waits for a yes.
    private static func world(waiting: Bool = false, sizes: [Int] = [2, 1], confirmAbove: Int = 500) async throws
        -> DashboardWorld
    {
        let world = try DashboardWorld(confirmAbove: confirmAbove)
        try await Runs.freeze(
            Runs.plan(title: "Office move", sizes: sizes), 1, in: world,
            consent: waiting ? .needed(because: []) : .notNeeded)
        if !waiting { try await Runs.send(run, accepting: sizes.count, in: world) }
        return world
    }

    @Test func aRecallTakesTwoSteps() async throws {
        let world = try await Self.world()
        let browser = await Browser(world, as: "Wang Wei")
        #expect(await browser.get("/runs/\(Self.run)").text.contains("href=\"/runs/\(Self.run)/recall\""))
        let page = await browser.get("/runs/\(Self.run)/recall")
        #expect(page.text.contains("The message is taken back from 3 people in 2 batches."))
        #expect(page.text.contains("This cannot be undone."))
        #expect(world.actions.orders.isEmpty, "looking does nothing")
        let answer = await browser.post("/runs/\(Self.run)/recall", browser.hidden(in: page.text))
        let number = try #require(browser.last.location?.components(separatedBy: "done=").last)
        #expect(answer.code == 303 && answer.location == "/runs/\(Self.run)?done=\(number)")
        let order = try #require(world.actions.orders.first)
        #expect(
            world.actions.orders.count == 1 && order.action == .recall && order.run == Self.run
                && order.user.name == "Wang Wei")
        #expect(await browser.get(try #require(answer.location)).text.contains("Done: Recall."))
        // The number is nobody else's: a link with it says nothing on its own.
        #expect(await browser.get("/runs/\(Self.run)?done=recall").text.contains("Done:") == false)
    }

    @Test func aSecondClickDoesNothingAndComesToTheSamePage() async throws {
        let world = try await Self.world()
        let browser = await Browser(world, as: "Wang Wei")
        let form = browser.hidden(in: await browser.get("/runs/\(Self.run)/recall").text)
        let first = await browser.post("/runs/\(Self.run)/recall", form)
        let second = await browser.post("/runs/\(Self.run)/recall", form)
        #expect(first.code == 303 && second.code == 303 && first.location == second.location)
        #expect(world.actions.orders.count == 1)
    }

    /// A double click: the browser shows the answer to the second one.
    @Test func aSecondClickWaitsForWhatComesOfTheFirst() async throws {
        let world = try await Self.world()
        let browser = await Browser(world, as: "Wang Wei")
        let path = "/runs/\(Self.run)/recall"
        let form = browser.hidden(in: await browser.get(path).text)
        world.actions.refuse(ActionRefusal(message: "database is locked", isTrouble: true))
        world.actions.hold()
        let click = browser.click(on: path, form)
        async let first = click()
        while world.actions.tries == 0 { await Task.yield() }
        async let second = click()
        while world.desk.book.clicksWaiting == 0 { await Task.yield() }
        world.actions.letGo()
        let answers = await [first, second]
        #expect(answers.allSatisfy { $0.code == 503 && $0.text.contains("database is locked") })
        #expect(world.actions.tries == 1, "asked once")
    }

    /// A link with somebody else's number, or of another run, says nothing.
    @Test func whatIsDoneIsToldToWhoeverDidItAlone() async throws {
        let world = try await Self.world()
        try await Runs.freeze(Runs.plan(job: "other", title: "Another"), 2, in: world)
        let browser = await Browser(world, as: "Wang Wei")
        let form = browser.hidden(in: await browser.get("/runs/\(Self.run)/recall").text)
        let location = try #require(await browser.post("/runs/\(Self.run)/recall", form).location)
        #expect(await browser.get(location).text.contains("Done: Recall."))
        #expect(await Browser(world, as: "Ann").get(location).text.contains("Done:") == false)
        let elsewhere = location.replacing("\(Self.run)", with: "\(RunID(randomBits: 2))")
        let other = await browser.get(elsewhere)
        #expect(other.code == 200 && !other.text.contains("Done:"))
    }

    @Test func whatWasDecidedAllTheSameIsNotCalledNothing() async throws {
        let world = try await Self.world()
        let browser = await Browser(world, as: "Wang Wei")
        let form = browser.hidden(in: await browser.get("/runs/\(Self.run)/recall").text)
        world.actions.refuse(ActionRefusal(message: "too many recalls", isTrouble: true, isDoneInPart: true))
        let answer = await browser.post("/runs/\(Self.run)/recall", form)
        #expect(answer.code == 503 && answer.text.contains("It is decided, but not everything"))
        #expect(!answer.text.contains("Nothing was done"))
        world.actions.refuse(nil)
        _ = await browser.post("/runs/\(Self.run)/recall", form)
        #expect(world.actions.orders.isEmpty, "and the same form does it no second time")
    }

    @Test func aRecallThatNobodyGoesOnWithIsSaid() async throws {
        let world = try await Self.world()
        try await world.store.beginRecall(Self.run, by: Runs.ann, at: world.now)
        let browser = await Browser(world, as: "Wang Wei")
        #expect(await browser.get("/runs/\(Self.run)").text.contains("nobody is at it") == false)
        world.pass(OpenRecall.quiet)
        #expect(await browser.get("/runs/\(Self.run)").text.contains("nobody is at it"))
    }

    @Test func whatWasRefusedCanBeTriedAgainWithTheSameForm() async throws {
        let world = try await Self.world()
        let browser = await Browser(world, as: "Wang Wei")
        let form = browser.hidden(in: await browser.get("/runs/\(Self.run)/recall").text)
        world.actions.refuse(
            ActionRefusal(message: "the <secret> file is gone", hint: "bring it back", isTrouble: true))
        let refused = await browser.post("/runs/\(Self.run)/recall", form)
        #expect(refused.code == 503 && refused.text.contains("the &lt;secret&gt; file is gone"))
        #expect(refused.text.contains("bring it back"))
        world.actions.refuse(nil)
        #expect(await browser.post("/runs/\(Self.run)/recall", form).code == 303)
        #expect(world.actions.orders.count == 1)
    }

    @Test(arguments: RunAction.allCases, ["Ann", "Wang Wei", "Li Na"])
    func onlyWhoMayDecides(_ action: RunAction, _ name: String) async throws {
        let world = try await Self.world(waiting: action == .approve)
        if action == .resume {
            try await world.store.pause(Self.run, reason: "x", by: Runs.ann, at: world.now)
        }
        let browser = await Browser(world, as: name)
        let role = try #require(DashboardWorld.users.first { $0.name == name }).role
        let page = await browser.get("/runs/\(Self.run)/\(action.rawValue)")
        #expect(page.code == (role >= action.role ? 200 : 403))
        // A form that somebody else was shown, or that was put together by hand.
        let approver = await Browser(world, as: "Li Na")
        let form = approver.hidden(in: await approver.get("/runs/\(Self.run)/\(action.rawValue)").text)
        #expect(await browser.post("/runs/\(Self.run)/\(action.rawValue)", form).code == 403)
        #expect(world.actions.orders.isEmpty)
    }

    @Test func noOtherPageDecides() async throws {
        let world = try await Self.world()
        let browser = await Browser(world, as: "Wang Wei")
        let path = "/runs/\(Self.run)/recall"
        let form = browser.hidden(in: await browser.get(path).text)
        // Cross-site posts, as browsers mark them.
        for site in ["cross-site", "same-site", "none", "x"] {
            #expect(await browser.post(path, form, ["Sec-Fetch-Site": site]).code == 403)
        }
        for origin in [
            "https://evil.example", "http://127.0.0.1:8788", "http://127.0.0.1:8787.evil.example", "file://", "x",
        ] {
            #expect(await browser.post(path, form, ["Origin": origin]).code == 403)
        }
        // Without a seal, with half of one, with one for something else.
        for seal in [
            "", "x", "a.b.c", "..", "0.0.00", form["seal"].map { String($0.dropLast()) } ?? "",
            (form["seal"] ?? "") + "0",
        ] {
            var forged = form
            forged["seal"] = seal
            #expect(await browser.post(path, forged).code == 403, "\(seal)")
        }
        #expect(await browser.post("/runs/\(RunID(randomBits: 2))/recall", form).code == 403)
        #expect(await browser.post("/runs/\(Self.run)/cancel", form).code == 403)
        var other = form
        other["seen"] = "another plan;"
        #expect(await browser.post(path, other).code == 403)
        // Somebody else's session, and one that has ended.
        let colleague = await Browser(world, as: "Li Na")
        #expect(await colleague.post(path, form).code == 403)
        #expect(await browser.post(path, form, ["Content-Type": "text/plain"]).code == 415)
        #expect(await browser.post(path, form, ["Content-Type": "multipart/form-data; boundary=x"]).code == 415)
        #expect(world.actions.orders.isEmpty)
        #expect(await browser.post(path, form).code == 303, "the form itself was good all along")
    }

    @Test func aGetDecidesNothing() async throws {
        let world = try await Self.world()
        let browser = await Browser(world, as: "Wang Wei")
        let form = browser.hidden(in: await browser.get("/runs/\(Self.run)/recall").text)
        let query = form.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        await browser.get("/runs/\(Self.run)/recall?" + query)
        await browser.get("/runs/\(Self.run)/recall", .head)
        #expect(world.actions.orders.isEmpty)
    }

    @Test func aPageOfYesterdayDecidesNothing() async throws {
        let world = try await Self.world()
        let browser = await Browser(world, as: "Wang Wei")
        let form = browser.hidden(in: await browser.get("/runs/\(Self.run)/recall").text)
        world.pass(FormSeal.validity)
        let answer = await browser.post("/runs/\(Self.run)/recall", form)
        #expect(answer.code == 409 && answer.text.contains("more than half an hour ago"))
        #expect(world.actions.orders.isEmpty)
    }

    @Test func aLargeHeadCountIsTyped() async throws {
        let world = try await Self.world(waiting: true, sizes: [200, 200, 200])
        let browser = await Browser(world, as: "Li Na")
        let path = "/runs/\(Self.run)/approve"
        let page = await browser.get(path)
        #expect(
            page.text.contains("It goes out to 600 people.") && page.text.contains("Type the number of people: 600"))
        var form = browser.hidden(in: page.text)
        for wrong in ["", "60", "6000", "six hundred", "599"] {
            form["count"] = wrong
            let answer = await browser.post(path, form)
            #expect(answer.code == 409 && answer.text.contains("That is not the number of people."), "\(wrong)")
        }
        #expect(world.actions.orders.isEmpty)
        form["count"] = "600"
        #expect(await browser.post(path, form).code == 303)
        #expect(world.actions.orders.map(\.action) == [.approve])
    }

    @Test func aSmallOneIsNot() async throws {
        let world = try await Self.world(waiting: true)
        let browser = await Browser(world, as: "Li Na")
        let page = await browser.get("/runs/\(Self.run)/approve")
        #expect(!page.text.contains("name=\"count\""))
        #expect(await browser.post("/runs/\(Self.run)/approve", browser.hidden(in: page.text)).code == 303)
        let plan = try await world.store.brief(of: Self.run).planSHA256
        #expect(world.actions.orders.first?.planSHA256 == plan, "the plan that was looked at")
    }

    @Test func quietHoursWantAWordOfTheirOwn() async throws {
        let world = try await Self.world(waiting: true)
        var outlook = ActionOutlook()
        outlook.quietUntil = world.now.wallMilliseconds + 3_600_000
        world.actions.expect(outlook)
        let browser = await Browser(world, as: "Li Na")
        let path = "/runs/\(Self.run)/approve"
        var form = browser.hidden(in: await browser.get(path).text)
        let answer = await browser.post(path, form)
        #expect(answer.code == 409 && answer.text.contains("quiet hours"))
        form["quiet"] = "yes"
        #expect(await browser.post(path, form).code == 303)
        #expect(world.actions.orders.map(\.inQuietHours) == [true])
    }

    @Test func whatStandsInTheWayIsSaidBeforehandAndNotOfferedAround() async throws {
        let world = try await Self.world(waiting: true)
        let browser = await Browser(world, as: "Li Na")
        let path = "/runs/\(Self.run)/approve"
        let form = browser.hidden(in: await browser.get(path).text)
        var outlook = ActionOutlook()
        outlook.refusal = ActionRefusal(
            message: "run was made by Li Na, who cannot approve it", hint: "ask somebody else")
        world.actions.expect(outlook)
        let page = await browser.get(path)
        #expect(
            page.text.contains("who cannot approve it")
                && !page.text.contains("name=\"seal\" value=\"\(form["seal"] ?? "")"))
        #expect(!page.text.contains("type=\"submit\" class=\"primary\""))
        #expect(await browser.post(path, form).code == 409)
        #expect(world.actions.orders.isEmpty)
    }

    @Test func aRunThatHasMovedOnIsNotDecidedAbout() async throws {
        let world = try await Self.world(waiting: true)
        let browser = await Browser(world, as: "Li Na")
        let form = browser.hidden(in: await browser.get("/runs/\(Self.run)/approve").text)
        try await world.store.cancelPending(Self.run, reason: "x", by: Runs.ann, at: world.now)
        let answer = await browser.post("/runs/\(Self.run)/approve", form)
        #expect(answer.code == 409 && answer.text.contains("approve is not possible"))
        #expect(world.actions.orders.isEmpty)
    }

    @Test func aDoubtThatCameMeanwhileIsLookedAtFirst() async throws {
        let world = try DashboardWorld()
        try await Runs.freeze(Runs.plan(sizes: [2, 1, 1]), 1, in: world)
        try await Runs.send(Self.run, accepting: 1, in: world)
        let onTheWire = try await Runs.dispatch(Self.run, in: world)
        try await world.store.pause(Self.run, reason: "x", by: Runs.ann, at: world.now)
        let browser = await Browser(world, as: "Wang Wei")
        let path = "/runs/\(Self.run)/resume"
        var form = browser.hidden(in: await browser.get(path).text)
        let seen = try #require(form["seen"])
        #expect(seen.hasSuffix(";"))
        _ = try await world.store.record(onTheWire, AttemptResult(outcome: .inDoubt), at: world.now)
        let answer = await browser.post(path, form)
        #expect(answer.code == 409 && answer.text.contains("has changed since you looked at it"), "\(answer.text)")
        #expect(world.actions.orders.isEmpty)
        // Nobody says by hand that they have seen it.
        form["seen"] = seen + "2"
        #expect(await browser.post(path, form).code == 403)
        form = browser.hidden(in: answer.text)
        #expect(form["seen"] == seen + "2")
        #expect(await browser.post(path, form).code == 303)
        #expect(world.actions.orders.map(\.doubts) == [[2]])
    }

    @Test func pauseAndCancelKeepTheReason() async throws {
        let world = try await Self.world(waiting: true)
        let browser = await Browser(world, as: "Wang Wei")
        var form = browser.hidden(in: await browser.get("/runs/\(Self.run)/cancel").text)
        form["reason"] = "  wrong date <b>"
        #expect(await browser.post("/runs/\(Self.run)/cancel", form).code == 303)
        #expect(world.actions.orders.first?.reason == "wrong date <b>")
    }

    @Test func whatDidNotGetThroughIsSaidOnTheRunsPage() async throws {
        let world = try await Self.world()
        world.actions.note(ActionRefusal(message: "Feishu cannot be reached", hint: "try again"))
        let browser = await Browser(world, as: "Ann")
        #expect(await browser.get("/runs/\(Self.run)").text.contains("did not get through: Feishu cannot be reached"))
    }

    @Test func onlyWhatIsPossibleIsOffered() async throws {
        let world = try await Self.world()
        let browser = await Browser(world, as: "Li Na")
        let page = await browser.get("/runs/\(Self.run)").text
        #expect(page.contains("/recall\"") && page.contains("/pause\"") && page.contains("/cancel\""))
        #expect(!page.contains("/approve\"") && !page.contains("/resume\""))
        let viewer = await Browser(world, as: "Ann")
        #expect(await viewer.get("/runs/\(Self.run)").text.contains("Your role is for looking only."))
    }
}
