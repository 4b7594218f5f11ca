// swift-tools-version: 6.2
import PackageDescription

// The house, from the ground up. Each target may import only what it lists here;
// `Tests/ArchitectureTests` and `--explicit-target-dependency-import-check error` hold it to that.
let package = Package(
    name: "larkcast",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "larkcast", targets: ["larkcast"]),
        .executable(name: "feishu-sandbox", targets: ["feishu-sandbox"]),
        .library(name: "JobEngine", targets: ["JobEngine", "JobModel"]),
        .library(name: "FeishuAPI", targets: ["FeishuAPI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/pointfreeco/swift-custom-dump", exact: "1.7.3"),
    ],
    targets: [
        // Ground floor: no dependency of ours, no I/O.
        .systemLibrary(name: "CCurl"),
        .systemLibrary(name: "CProcess"),
        .target(name: "StrictJSON"),
        // Where tests crash the program; empty in a release build.
        .target(name: "CrashPoints"),
        .target(
            name: "JobModel",
            dependencies: ["StrictJSON", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(
            name: "SchemaFiles",
            path: "schema",
            resources: [
                .embedInCode("job.schema.json"), .embedInCode("report.schema.json"), .embedInCode("store.sql"),
                .embedInCode("migrations"),
            ]
        ),

        // First floor: the disk and the wire.
        .target(name: "HTTPTransport", dependencies: ["CCurl", "CrashPoints"]),
        .target(
            name: "JobStore",
            dependencies: [
                "CrashPoints", "JobModel", "SchemaFiles", "StrictJSON",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),

        // Second floor: Feishu as Swift values; runs as documents.
        .target(name: "FeishuAPI", dependencies: ["HTTPTransport", "StrictJSON"]),
        .target(name: "Reporting", dependencies: ["JobModel", "StrictJSON"]),

        // Third floor: the work.
        .target(
            name: "JobEngine",
            dependencies: ["CrashPoints", "JobModel", "JobStore", "FeishuAPI", "HTTPTransport"]
        ),

        // Fourth floor: what a browser and a monitor see of it.
        .target(
            name: "Dashboard",
            dependencies: [
                "JobModel", "JobStore", "JobEngine", "Reporting", "StrictJSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        // Roof: what people touch.
        .target(
            name: "LarkcastCLI",
            dependencies: [
                "CProcess", "Dashboard", "JobModel", "JobStore", "FeishuAPI", "HTTPTransport", "JobEngine", "Reporting",
                "SchemaFiles", "StrictJSON",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .executableTarget(name: "larkcast", dependencies: ["LarkcastCLI"]),

        // The garden house: a strict fake Feishu that shares nothing with the client.
        .target(
            name: "FeishuSandbox",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "feishu-sandbox",
            dependencies: ["FeishuSandbox", .product(name: "ArgumentParser", package: "swift-argument-parser")]
        ),

        // What tests share: a misbehaving server, a scripted transport, the real binaries.
        .target(
            name: "TestSupport", dependencies: ["HTTPTransport", "JobModel", "Reporting", "StrictJSON"],
            path: "Tests/TestSupport"),

        // Crashes the real binary at every point, in every way, and holds what it left behind against the sandbox's journal.
        .executableTarget(
            name: "larkcast-torture",
            dependencies: [
                "FeishuSandbox", "StrictJSON", "TestSupport", "larkcast",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Torture",
            exclude: ["FaultyHost"]
        ),

        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "CrashPointsTests", dependencies: ["CrashPoints"]),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"]),
        .testTarget(
            name: "JobModelTests",
            dependencies: [
                "JobModel", "StrictJSON", "TestSupport", .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Fixtures"]
        ),
        .testTarget(name: "HTTPTransportTests", dependencies: ["HTTPTransport", "CCurl", "TestSupport"]),
        .testTarget(
            name: "JobStoreTests",
            dependencies: [
                "JobStore", "JobModel", "SchemaFiles", "StrictJSON", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Fixtures"]
        ),
        .testTarget(name: "FeishuAPITests", dependencies: ["FeishuAPI", "HTTPTransport", "StrictJSON", "TestSupport"]),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "Reporting", "JobModel", "StrictJSON", "TestSupport",
                .product(name: "CustomDump", package: "swift-custom-dump"),
            ]
        ),
        .testTarget(
            name: "JobEngineTests",
            dependencies: [
                "JobEngine", "JobModel", "JobStore", "FeishuAPI", "FeishuSandbox", "HTTPTransport", "TestSupport",
            ]
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "JobEngine", "JobModel", "JobStore", "FeishuAPI", "HTTPTransport", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "DashboardTests",
            dependencies: [
                "Dashboard", "JobModel", "JobStore", "JobEngine", "Reporting", "StrictJSON", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "LarkcastCLITests",
            dependencies: [
                "LarkcastCLI", "JobModel", "JobStore", "JobEngine", "FeishuAPI", "HTTPTransport", "Reporting",
                "SchemaFiles",
                "StrictJSON", "TestSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "FeishuSandboxTests",
            dependencies: [
                "FeishuSandbox", "TestSupport", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "StrictJSON", "JobModel", "FeishuAPI", "HTTPTransport", "Reporting", "LarkcastCLI", "FeishuSandbox",
                "TestSupport",
            ]
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "FeishuSandbox", "StrictJSON", "TestSupport", "larkcast", "feishu-sandbox",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
}

// The only build that knows how to crash on purpose is the one tests use.
for target in package.targets where target.name.hasPrefix("CrashPoints") {
    target.swiftSettings?.append(.define("CRASH_POINTS", .when(configuration: .debug)))
}
