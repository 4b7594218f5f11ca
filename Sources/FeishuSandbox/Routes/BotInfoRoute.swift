/// `GET /open-apis/bot/v3/info`: the payload sits under `bot`, not under `data`.
struct BotInfoRoute {
    let core: SandboxCore

    func answer(app: SandboxApp) -> Reply {
        var generator = SeededGenerator(seed: core.configuration.seed, stream: "bot \(app.id)")
        let openID = "ou_" + generator.hex32()
        return Reply(
            body: WireJSONWriter.object { writer in
                writer.field("code", 0)
                writer.field("msg", "ok")
                writer.object("bot") { bot in
                    // 2 is enabled, 1 disabled.
                    bot.field("activate_status", app.hasBot ? 2 : 1)
                    bot.field("app_name", "Sandbox")
                    bot.field("open_id", openID)
                    bot.field("ip_white_list", [])
                }
            }
        )
    }
}
