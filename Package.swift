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

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "hazardfleet",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CRdKafka", pkgConfig: "rdkafka",
      providers: [.apt(["librdkafka-dev"]), .brew(["librdkafka"])]),

    module("Inspection", [crypto]),
    module("Checks", ["Inspection"]),
    module("Wire", ["Inspection", protobuf]),
    module("Ledger", ["Inspection"]),
    module("SQLiteLedger", ["Faults", "Inspection", "Ledger", grdb]),
    module("InspectionFormats", ["Inspection", yams]),
    module("Planning", ["Inspection", "InspectionFormats", "Wire"]),

    module("WorkQueue"),
    module("Faults"),
    module("Kafka", ["CRdKafka", "WorkQueue", logging, metrics]),
    module("Fleet", ["Inspection", "Kafka", "Wire", logging, yams]),

    module("Observability", [logging, metrics]),
    module("StatusServer", ["Observability", hummingbird, lifecycle, logging, metrics]),
    module(
      "AggregatorAPI",
      ["Inspection", "Ledger", "Observability", "StatusServer", hummingbird, lifecycle, logging]),
    module(
      "ProgramSupport",
      [
        "Faults", "Fleet", "Inspection", "Kafka", "Observability", argumentParser, lifecycle, logging,
        unixSignals,
      ]),

    module("HazardctlKit", [argumentParser]),
    program("hazardctl", ["HazardctlKit"]),
    program(
      "hazard-producer",
      [
        "Faults", "Fleet", "HazardctlKit", "Inspection", "InspectionFormats", "Kafka", "Planning",
        "ProgramSupport", "Wire", argumentParser, logging,
      ]),
    program(
      "hazard-worker",
      [
        "Checks", "Faults", "Fleet", "Inspection", "Kafka", "Observability", "ProgramSupport", "StatusServer",
        "Wire",
        "WorkQueue", argumentParser, lifecycle, logging, metrics,
      ]),
    program(
      "hazard-aggregator",
      [
        "AggregatorAPI", "Faults", "Fleet", "Inspection", "Kafka", "Ledger", "Observability",
        "ProgramSupport",
        "SQLiteLedger", "StatusServer", "Wire", argumentParser, lifecycle, logging, metrics,
      ]),

    .executableTarget(name: "kafka-relay", dependencies: ["CRdKafka"], path: "Benchmarks/relay"),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    tests("InspectionTests", ["Inspection"]),
    tests("InspectionFormatsTests", ["Inspection", "InspectionFormats", "TestSupport"]),
    tests("WorkQueueTests", ["TestSupport", "WorkQueue"]),
    tests("KafkaTests", ["Kafka", "WorkQueue", logging]),
    tests("ObservabilityTests", ["Observability", logging, metrics]),
    tests(
      "AggregatorAPITests",
      [
        "AggregatorAPI", "HazardctlKit", "Inspection", "Ledger", "Observability", "StatusServer", hummingbird,
        lifecycle, logging,
      ]),
    tests("HazardctlTests", ["HazardctlKit", hummingbird, logging]),
    tests("ChecksTests", ["Checks", "Inspection", "TestSupport"]),
    tests("WireTests", ["Inspection", "Wire"]),
    tests("LedgerTests", ["Inspection", "Ledger", "TestSupport"]),
    tests("SQLiteLedgerTests", ["Inspection", "Ledger", "SQLiteLedger", "TestSupport"]),
    tests("PlanningTests", ["Inspection", "InspectionFormats", "Planning", "TestSupport", "Wire"]),
    tests("EndToEndTests", ["Fleet", "Inspection", "Kafka", "Wire", logging]),
    tests("FleetTests", ["Fleet", "Inspection", "Kafka", "TestSupport", "Wire", logging]),
  ]
)
