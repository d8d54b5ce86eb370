// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module of the product; the modules it may import stand here and nowhere else.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
  // Read where it lies, not copied.
  .testTarget(name: name, dependencies: dependencies, exclude: data, swiftSettings: settings)
}

let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "hazardfleet",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CRdKafka", pkgConfig: "rdkafka",
      providers: [.apt(["librdkafka-dev"]), .brew(["librdkafka"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),
    .systemLibrary(
      name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    module("Inspection", [crypto]),
    module(
      "Probes",
      ["Inspection", nioCore, nioHTTP1, nioPosix, nioSSL, nioTLS, subprocess, systemPackage]),
    module("Checks", ["Inspection", "Probes"]),
    module("Evidence", ["Inspection"]),
    module("Wire", ["Faults", "Inspection", protobuf]),
    module("Rectification", ["Inspection"]),
    module("Responsibility", ["Inspection", "Rectification"]),
    module("Figures", ["Inspection"]),
    module("Access", ["Inspection", "Rectification"]),
    module("Credentials", ["Access", "Inspection", asyncHTTPClient, crypto, jwtKit, nioCore, nioHTTP1]),
    module("Ledger", ["Access", "Figures", "Inspection", "Rectification", "Responsibility"]),
    module("LedgerIntake", ["Inspection", "Ledger", "Rectification", "Wire"]),
    module(
      "SQLLedger",
      ["Access", "Faults", "Figures", "Inspection", "Ledger", "Rectification", "Responsibility"]),
    module("SQLiteLedger", ["CSQLite", "Ledger", "SQLLedger", grdb, sqlite]),
    module("PostgresLedger", ["CLibPQ", "Ledger", "SQLLedger"]),
    module("Markup"),
    module("Compression", ["CZlib"]),
    module("Spreadsheet", ["Compression", "Markup"]),
    module("InspectionFormats", ["Inspection", "Markup", "Responsibility", "Spreadsheet", yams]),
    module("Planning", ["Inspection", "InspectionFormats", "Wire"]),

    module("Schedules", ["Inspection", "InspectionFormats"]),
    module(
      "Notifications",
      [
        "Inspection", "InspectionFormats", "Ledger", asyncHTTPClient, crypto, logging, nioCore, nioHTTP1,
        nioPosix,
      ]),

    module("WorkQueue"),
    module("Faults"),
    module("Kafka", ["CRdKafka", "Observability", "WorkQueue", logging, metrics]),
    module("Fleet", ["Inspection", "Kafka", "Traces", "Wire", logging, yams]),

    module("Observability", [logging, metrics]),
    module(
      "Traces", ["Observability", asyncHTTPClient, lifecycle, logging, metrics, nioCore, nioHTTP1]),
    module(
      "StatusServer",
      [
        "Access", "Observability", hummingbird, hummingbirdCore, hummingbirdTLS, lifecycle, logging, metrics,
        nioCore, nioSSL,
      ]),
    module(
      "Dashboard",
      [
        "Access", "Figures", "Inspection", "Ledger", "Observability", "Rectification", "Responsibility",
        "StatusServer", hummingbird,
      ]),
    module(
      "AggregatorAPI",
      [
        "Access", "Compression", "Credentials", "Dashboard", "Evidence", "Figures", "Inspection", "Ledger",
        "Observability", "Rectification", "Responsibility", "StatusServer", crypto, hummingbird, lifecycle,
        logging, metrics, nioCore,
      ]),
    module(
      "ProgramSupport",
      [
        "Faults", "Fleet", "Inspection", "Kafka", "Observability", "Traces", argumentParser, lifecycle,
        logging, unixSignals,
      ]),

    module("HazardctlKit", [argumentParser]),
    program("hazardctl", ["HazardctlKit"]),
    program(
      "hazard-producer",
      [
        "Faults", "Fleet", "HazardctlKit", "Inspection", "InspectionFormats", "Kafka", "Planning",
        "ProgramSupport", "Responsibility", "Schedules", "Traces", "Wire", argumentParser, logging,
      ]),
    program(
      "hazard-worker",
      [
        "Checks", "Evidence", "Faults", "Fleet", "Inspection", "Kafka", "Observability", "Probes",
        "ProgramSupport",
        "StatusServer", "Traces", "Wire",
        "WorkQueue", argumentParser, lifecycle, logging, metrics,
      ]),
    program(
      "hazard-aggregator",
      [
        "Access", "AggregatorAPI", "Credentials", "Dashboard", "Evidence", "Faults", "Fleet", "Inspection",
        "InspectionFormats",
        "Kafka", "Ledger",
        "LedgerIntake",
        "Notifications", "Observability", "PostgresLedger", "ProgramSupport", "Rectification", "SQLLedger",
        "SQLiteLedger", "StatusServer", "Traces", "Wire", argumentParser, lifecycle, logging, metrics,
      ]),

    .executableTarget(name: "hazard-plugin-guard"),
    .executableTarget(name: "kafka-relay", dependencies: ["CRdKafka"], path: "Benchmarks/relay"),
    .executableTarget(name: "network-devices", path: "Benchmarks/devices"),

    .target(
      name: "TestSupport", dependencies: ["CZlib", "Spreadsheet", nioCore, nioPosix, nioSSL],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    .target(
      name: "LedgerTestSupport",
      dependencies: [
        "Inspection", "Ledger", "LedgerIntake", "PostgresLedger", "SQLLedger", "SQLiteLedger", "Wire",
      ],
      path: "Tests/LedgerTestSupport", swiftSettings: settings),
    tests("InspectionTests", ["Inspection", "TestSupport"]),
    tests("InspectionFormatsTests", ["Inspection", "InspectionFormats", "Planning", "TestSupport"]),
    tests(
      "ImportTests", ["CZlib", "Inspection", "InspectionFormats", "Markup", "Spreadsheet", "TestSupport"]),
    tests("WorkQueueTests", ["TestSupport", "WorkQueue"]),
    tests("KafkaTests", ["Kafka", "WorkQueue", logging]),
    tests("ObservabilityTests", ["Observability", "TestSupport", logging, metrics]),
    tests("TracesTests", ["Traces", hummingbird, logging, nioCore]),
    tests(
      "AggregatorAPITests",
      [
        "Access", "AggregatorAPI", "Credentials", "Evidence", "Figures", "HazardctlKit", "Inspection",
        "Ledger",
        "LedgerIntake", "LedgerTestSupport", "Observability", "Rectification", "SQLLedger", "SQLiteLedger",
        "StatusServer", "TestSupport", crypto, hummingbird, jwtKit, lifecycle, logging, nioSSL,
      ]),
    tests(
      "DashboardTests",
      [
        "AggregatorAPI", "Dashboard", "Evidence", "Figures", "Inspection", "Ledger", "LedgerIntake",
        "LedgerTestSupport", "Observability", "Rectification", "SQLLedger", "SQLiteLedger", "StatusServer",
        "TestSupport", logging,
      ]),
    tests("HazardctlTests", ["HazardctlKit", hummingbird, logging]),
    tests("ProbesTests", ["Inspection", "Probes", "TestSupport", nioCore, nioPosix]),
    tests("EvidenceTests", ["Evidence", "Inspection", "TestSupport"]),
    tests("ChecksTests", ["Checks", "Inspection", "InspectionFormats", "Probes", "TestSupport"]),
    tests(
      "FuzzTests",
      [
        "Checks", "Dashboard", "Fleet", "HazardctlKit", "Inspection", "InspectionFormats", "Ledger",
        "Notifications", "Planning", "Responsibility", "TestSupport", "Wire",
      ]),
    tests("WireTests", ["Inspection", "TestSupport", "Wire"]),
    tests("RectificationTests", ["Inspection", "Ledger", "Rectification", "TestSupport"]),
    tests("FiguresTests", ["Figures", "Inspection", "TestSupport"]),
    tests("ResponsibilityTests", ["Inspection", "InspectionFormats", "Rectification", "Responsibility"]),
    tests("LedgerTests", ["Inspection", "Ledger", "TestSupport"]),
    tests(
      "LedgerStoreTests",
      [
        "Checks", "Figures", "Inspection", "Ledger", "LedgerIntake", "LedgerTestSupport", "PostgresLedger",
        "Rectification",
        "Responsibility", "SQLLedger", "SQLiteLedger", "TestSupport", "Wire", grdb,
      ]),
    tests(
      "NotificationsTests",
      [
        "AggregatorAPI", "Inspection", "InspectionFormats", "Ledger", "LedgerIntake", "LedgerTestSupport",
        "Notifications", "Rectification", "SQLLedger", "TestSupport", "Wire", logging,
      ]),
    tests("PlanningTests", ["Checks", "Inspection", "InspectionFormats", "Planning", "TestSupport", "Wire"]),
    tests(
      "SchedulesTests", ["Inspection", "InspectionFormats", "Schedules", "TestSupport"],
      data: ["recurrence.jsonl"]),
    tests(
      "EndToEndTests",
      ["Fleet", "Inspection", "Kafka", "LedgerTestSupport", "PostgresLedger", "TestSupport", "Wire", logging]),
    tests("ProgramSupportTests", ["Observability", "ProgramSupport", "TestSupport", lifecycle, logging]),
    tests("FleetTests", ["Fleet", "Inspection", "Kafka", "TestSupport", "Wire", logging]),
  ]
)
