import FeishuSandbox
import StrictJSON
import TestSupport
import Testing

/// An app that lost a permission: told once, by name, before or instead of doing harm.
struct PermissionTests {
    private static let sending: Set<String> = ["im:message:send_multi_users", "im:message:send_multi_depts"]

    @Test func aRecallWithoutThePermissionIsToldOnceAndGoesOnLater() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(30), delivery: #"{"batch_size":10}"#)
            #expect(try await office.json("run", path, "--yes").result.status == 0)
            try await server.changeApp(scopes: SandboxApp.allScopes.subtracting(Self.sending))
            let refused = try await office.larkcast.run(["recall", "hello@latest", "--yes"])
            #expect(refused.status == 77, "\(refused.errors)")
            #expect(refused.errors.split(separator: "230027").count == 2, "once: \(refused.errors)")
            #expect(refused.errors.contains("log id") && refused.errors.contains("Grant im:message:send_multi_users"))
            #expect(await server.journal().count { $0.api == .recall } == 1)
            let status = try await office.json("status", "hello@latest").document
            #expect(status["recall"] == "requested")
            let problem = status["batches"]?.array?.first?["last_problem"]?.string
            #expect(problem?.contains("code 230027") == true && problem?.contains("log id") == true)

            try await server.changeApp(scopes: SandboxApp.allScopes)
            let done = try await server.whileTimePasses { try await office.json("recall", "hello@latest", "--yes") }
            #expect(done.result.status == 0, "\(done.result.errors)")
            #expect(done.document["recall"] == "recalled")
            #expect(done.document["batches"]?.array?.allSatisfy { $0["last_problem"] == .null } == true)
        }
    }

    @Test func doctorNamesThePermissionsOfSendingThatAreMissing() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let sound = try await office.larkcast.run(["doctor"])
            #expect(sound.status == 0 && sound.output.contains("sending is granted"), "\(sound.output)")
            try await server.changeApp(scopes: SandboxApp.allScopes.subtracting(Self.sending))
            let lacking = try await office.larkcast.run(["doctor"])
            #expect(lacking.status == 77, "\(lacking.output)")
            #expect(lacking.output.contains("✗ permission"))
            #expect(
                lacking.output.contains("im:message:send_multi_users or im:message:send_multi_depts is not granted"))
            #expect(await server.sendCount() == 0)
        }
    }

    @Test func anUnknownDepartmentIsToldWithItsPlaceOnce() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(
                """
                {
                  "job": "hello",
                  "audience": { "departments": ["od-nobody"] },
                  "message": { "text": "Lunch is ready." }
                }
                """)
            for command in [["plan", path], ["run", path, "--yes"]] {
                let refused = try await office.larkcast.run(command)
                #expect(refused.status == 65, "\(refused.errors)")
                #expect(refused.errors.contains("job.json:3:33: /audience/departments/0: Feishu knows no department"))
                #expect(refused.errors.split(separator: "/audience/departments/0").count == 2, "\(refused.errors)")
            }
        }
    }
}
