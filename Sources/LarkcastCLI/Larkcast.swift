import ArgumentParser

/// The root command.
struct Larkcast: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "larkcast",
        abstract: "Announcement campaigns on Feishu/Lark: sent once, followed, and taken back if wrong.",
        discussion: """
            A manifest (a JSON file) says who and what; larkcast plans it, sends it once, follows delivery and reads, \
            and takes it back on demand.

            Start here:
              larkcast init                      a configuration and a first manifest
              larkcast validate jobs             every problem of every manifest at once
              larkcast plan jobs/welcome.json    who would get what, without sending
              larkcast schedule jobs             when each job fires, and why then
              larkcast run jobs/welcome.json     plan, confirm, send, watch
              larkcast status                    where every run stands
              larkcast recall JOB@latest         take it back

            RUN is a run id, a unique prefix of one, or JOB@latest.

            Exit codes: 0 done · 1 some not reached · 3 needs a decision · 64 usage · 65 manifest · 69 unreachable · \
            74 storage · 75 try later · 77 credentials or permission · 78 configuration
            """,
        version: LarkcastVersion.text,
        // For the program itself; no help shows it.
        subcommands: [Detached.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Prepare",
                subcommands: [
                    Init.self, Validate.self, Plan.self, ScheduleCommand.self, Schema.self, Token.self,
                    Doctor.self,
                ]),
            CommandGroup(name: "Send", subcommands: [Run.self, Tick.self, Serve.self, Recall.self]),
            CommandGroup(
                name: "Decide",
                subcommands: [Approve.self, Pause.self, Resume.self, Cancel.self, Resolve.self]),
            CommandGroup(name: "Watch", subcommands: [List.self, Status.self, Poll.self, Report.self, Audit.self]),
            CommandGroup(name: "Care", subcommands: [Backup.self, Adopt.self]),
        ])
}

/// The program's version.
enum LarkcastVersion {
    static let text = "0.1.0"
}
