import Testing

@testable import LarkcastCLI

/// What doctor says about variables: names, never values.
struct SurroundingsTests {
    @Test func namesVariablesWithoutTheirValues() {
        let remarks = Surroundings.remarks(
            on: Environment(["HTTPS_PROXY": "http://me:w0rd@p", "LD_PRELOAD": "/x.so", "HOME": "/home/me"]))
        #expect(remarks.count == 2)
        #expect(remarks[0].hasPrefix("HTTPS_PROXY: set, and not obeyed"))
        #expect(remarks[1].hasPrefix("LD_PRELOAD: set, and obeyed"))
        #expect(!remarks.joined().contains("w0rd"))
        #expect(Surroundings.remarks(on: Environment(["HOME": "/home/me", "http_proxy": ""])).isEmpty)
    }

    @Test func onlyTheEnvironmentIsALesserPlace() {
        #expect(Surroundings.remark(on: .environment)?.contains("file") == true)
        #expect(Surroundings.remark(on: .file("/s")) == nil)
        #expect(Surroundings.remark(on: nil) == nil)
    }

    @Test func aSuccessorGetsEverythingButTheSupervisorsWords() {
        let environment = Environment([
            "LARKCAST_APP_SECRET": "s3cr3t", "HOME": "/home/me", "EMPTY": "", "NOTIFY_SOCKET": "/run/notify",
            "WATCHDOG_USEC": "1", "WATCHDOG_PID": "2",
        ])
        #expect(environment.forSuccessor.sorted() == ["EMPTY=", "HOME=/home/me", "LARKCAST_APP_SECRET=s3cr3t"])
    }
}
