import JobModel
import StrictJSON
import Testing

@Suite struct PlanRefusalTests {
    struct Obstacle: Sendable, CustomTestStringConvertible {
        var name: String
        var pointers: [String]
        var category: PlanRefusal.Category = .unavailable
        var change: @Sendable (inout Manifest) -> Void

        var testDescription: String { name }
    }

    static let obstacles = [
        Obstacle(name: "departments", pointers: ["/audience/departments"]) { $0.audience.departments = ["od-1"] },
        Obstacle(name: "people asked for", pointers: ["/audience/departments"]) {
            $0.audience.departments = ["od-1"]
            $0.audience.resolve = .people
        },
        Obstacle(name: "files", pointers: ["/audience/files"]) { $0.audience.files = ["a.csv"] },
        Obstacle(name: "emails", pointers: ["/audience/users/emails"]) { $0.audience.users.emails = ["a@b.example"] },
        Obstacle(name: "mobiles", pointers: ["/audience/users/mobiles"]) {
            $0.audience.users.mobiles = ["13800138000"]
        },
        Obstacle(name: "mixed kinds", pointers: ["/audience/users"]) { $0.audience.users.userIDs = ["e33ggbyz"] },
        Obstacle(name: "excluded kind", pointers: ["/audience/exclude/users/union_ids"]) {
            $0.audience.exclude.users.unionIDs = ["on_1"]
        },
        Obstacle(name: "excluded departments", pointers: ["/audience/exclude/departments"]) {
            $0.audience.exclude.departments = ["od-1"]
        },
        Obstacle(name: "excluded files", pointers: ["/audience/exclude/files"]) {
            $0.audience.exclude.files = ["a.csv"]
        },
        Obstacle(name: "excluded emails", pointers: ["/audience/exclude/users/emails"]) {
            $0.audience.exclude.users.emails = ["a@b.example"]
        },
        Obstacle(name: "follow-up", pointers: ["/follow_up"]) { $0.followUp = [[:]] },
        Obstacle(name: "unread image", pointers: ["/message/image"], category: .data) {
            $0.message = .image(.file("a.png"))
        },
        Obstacle(name: "no departments", pointers: ["/audience/departments", "/audience/users"], category: .data) {
            $0.audience.resolve = .departments
        },
        Obstacle(
            name: "everything", pointers: ["/audience/users", "/audience/files", "/audience/exclude"], category: .data
        ) {
            $0.audience.resolve = .departments
            $0.audience.departments = ["od-1"]
            $0.audience.files = ["a.csv"]
            $0.audience.exclude.departments = ["od-2"]
        },
        Obstacle(name: "201 departments", pointers: ["/audience/departments"], category: .data) {
            $0.audience = Audience()
            $0.audience.resolve = .departments
            $0.audience.departments = (0...200).map { "od-\($0)" }
        },
        Obstacle(name: "unread card", pointers: ["/message/card/file"], category: .data) {
            $0.message = .card(.file("card.json"))
        },
    ]

    @Test(arguments: obstacles)
    func saysWhatStandsInTheWay(_ obstacle: Obstacle) {
        var manifest = Manifests.text(openIDs: ["ou_1", "ou_2"])
        obstacle.change(&manifest)
        let reasons = BatchPlanner.refusal(manifest)
        #expect(reasons.map(\.pointer) == obstacle.pointers)
        #expect(reasons.allSatisfy { $0.category == obstacle.category })
        #expect(reasons.allSatisfy { !$0.message.isEmpty })
    }

    @Test func whatIsUnavailableComesWithAdvice() {
        for obstacle in Self.obstacles where obstacle.category != .data {
            var manifest = Manifests.text(openIDs: ["ou_1"])
            obstacle.change(&manifest)
            #expect(BatchPlanner.refusal(manifest).allSatisfy { $0.hint?.isEmpty == false }, "\(obstacle.name)")
        }
    }

    @Test func tellsEveryObstacleAtOnce() {
        var manifest = Manifests.text(openIDs: ["ou_1"])
        for obstacle in Self.obstacles.prefix(11) { obstacle.change(&manifest) }
        let reasons = BatchPlanner.refusal(manifest)
        #expect(reasons.count == 10)
        #expect(Set(reasons.map(\.category)) == [.unavailable])
    }

    @Test func excludingPeopleOfTheAudiencesKindIsFine() {
        var manifest = Manifests.text(openIDs: ["ou_1", "ou_2"])
        manifest.audience.exclude.users.openIDs = ["ou_2"]
        manifest.audience.resolve = .people
        #expect(BatchPlanner.refusal(manifest) == [])
    }
}
