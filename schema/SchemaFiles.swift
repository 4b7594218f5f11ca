/// The files of `schema/`, compiled in: what the program checks against is what the repository shows.
public enum SchemaText {
    /// JSON Schema of a manifest.
    public static var job: String { text(PackageResources.job_schema_json) }

    /// JSON Schema of a run document.
    public static var report: String { text(PackageResources.report_schema_json) }

    /// The SQL of a freshly made store, as a person reads it.
    public static var store: String { text(PackageResources.store_sql) }

    /// The store's migrations in order; the first makes version 1.
    public static var migrations: [Migration] {
        [
            Migration(name: "m0001_initial", sql: text(PackageResources.m0001_initial_sql)),
            Migration(name: "m0002_home", sql: text(PackageResources.m0002_home_sql)),
            Migration(name: "m0003_kill_switch", sql: text(PackageResources.m0003_kill_switch_sql)),
            Migration(name: "m0004_limits", sql: text(PackageResources.m0004_limits_sql)),
            Migration(name: "m0005_schedule", sql: text(PackageResources.m0005_schedule_sql)),
            Migration(name: "m0006_witness", sql: text(PackageResources.m0006_witness_sql)),
            Migration(name: "m0007_notifications", sql: text(PackageResources.m0007_notifications_sql)),
            Migration(name: "m0008_waves", sql: text(PackageResources.m0008_waves_sql)),
            Migration(name: "m0009_audience", sql: text(PackageResources.m0009_audience_sql)),
            Migration(name: "m0010_direct", sql: text(PackageResources.m0010_direct_sql)),
            Migration(name: "m0011_clock", sql: text(PackageResources.m0011_clock_sql)),
            Migration(name: "m0012_sources", sql: text(PackageResources.m0012_sources_sql)),
            Migration(name: "m0013_stray_invalid", sql: text(PackageResources.m0013_stray_invalid_sql)),
        ]
    }

    /// One step of the store's schema.
    public struct Migration: Sendable {
        /// The file's name without its ending.
        public let name: String
        /// The statements; a released one is never edited.
        public let sql: String

        /// Creates a step.
        public init(name: String, sql: String) {
            self.name = name
            self.sql = sql
        }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
