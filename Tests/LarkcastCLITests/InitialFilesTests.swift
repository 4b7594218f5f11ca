import Foundation
import JobModel
import SchemaFiles
import Testing

@testable import LarkcastCLI

/// What `init` writes works as it stands.
struct InitialFilesTests {
    @Test func theConfigurationIsReadWithoutAProblem() {
        let file = ConfigurationFile(yaml: InitialFiles.configuration)
        #expect(file.problems.isEmpty)
        #expect(file.defaultProfile == "default")
        #expect(file.profiles["default"]?["app_secret_file"] == "app_secret")
        #expect(file.profiles["default"]?["base_url"] == "https://open.feishu.cn")
        #expect((file.perSecond, file.perMinute, file.confirmAbove) == (50, 1000, 500))
        #expect((file.pollsPerMinute, file.recipientsPerDay) == (100, 500_000))
    }

    @Test func whatIsCommentedOutWorksToo() {
        let lines = InitialFiles.configuration.split(separator: "\n").map { line in
            let text = line.drop { $0 == " " }
            let isKey = text.hasPrefix("# ca_file:") || text.hasPrefix("# proxy:") || text.hasPrefix("# tracking:")
            return isKey || text.hasPrefix("#   intervals:") ? line.replacing("# ", with: "", maxReplacements: 1) : line
        }
        let file = ConfigurationFile(yaml: lines.joined(separator: "\n"))
        #expect(file.problems.isEmpty)
        #expect(file.profiles["default"]?["ca_file"] == "company-ca.pem")
        #expect(file.profiles["default"]?["proxy"] == "http://proxy:3128")
        #expect(file.pollIntervals == [10, 30, 60, 120, 300, 600, 1800, 3600])
    }

    /// Whoever has not written an id of their own yet must not send to nobody and wonder.
    @Test func theManifestWantsNothingButAnOpenID() throws {
        let bytes = Array(InitialFiles.manifest.utf8)
        let sound = ManifestReader().read(bytes: bytes, name: "welcome.json")
        #expect(sound.problems.isEmpty && sound.warnings.isEmpty)
        #expect(sound.manifest.map(PlanWarnings.of)?.first?.text.contains("only holds the place of an open_id") == true)

        let mended = InitialFiles.manifest.replacing(RecipientShape.placeholder, with: "ou_a")
        let own = ManifestReader().read(bytes: Array(mended.utf8), name: "welcome.json")
        #expect(own.manifest.map(PlanWarnings.of) == [])
        let manifest = try #require(sound.manifest)
        #expect(manifest.job == "welcome")
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(bytes))
        #expect(plan.batches.count == 1)
    }

    @Test func initSaysWordForWordWhatComesNext() {
        let lines = Init.next("/home/li wei/o'brien/config.yaml")
        #expect(lines[1] == #"      export LARKCAST_CONFIG='/home/li wei/o'\''brien/config.yaml'"#)
        #expect(lines[2] == "      larkcast doctor")
        #expect(Init.next("/srv/larkcast/config.yaml")[1] == "      export LARKCAST_CONFIG=/srv/larkcast/config.yaml")
    }
}
