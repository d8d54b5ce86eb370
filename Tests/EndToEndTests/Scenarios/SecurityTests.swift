import Foundation
import Testing

extension EndToEndTests {
  /// What a program says last, and how it ends.
  private func expect(
    _ fleet: Fleet, _ gate: SecureGate, _ options: [String], _ code: Int32, _ words: String...,
    program: [String] = ["hazard-producer", "status"]
  ) async throws {
    let output = try await fleet.run(
      program[0], Array(program.dropFirst()) + ["--bootstrap", gate.address] + options)
    #expect(output.exit == .code(code), "\(words): \(output.standardError)")
    guard code != 0 else { return }
    let last = output.standardError.split(separator: "\n").last.map(String.init) ?? ""
    for word in words { #expect(last.contains(word), "\(last)") }
  }

  @Test func aClusterWithTLS() async throws {
    try await Fleet.run { fleet in
      let gate = try await SecureGate.start(fleet, "--tls", "server")
      try await expect(fleet, gate, gate.tls(), 0)
      let refused = "TLS with the Kafka cluster fails: "
      let services = [
        ["hazard-producer", "topics"], ["hazard-worker"],
        ["hazard-aggregator", "run", "--database", fleet.database, "--listen", "127.0.0.1:0"],
      ]
      for program in services {
        try await expect(
          fleet, gate, gate.tls(root: "other-root"), 77, refused, "certificate verify failed",
          "ssl.ca.location",
          program: program)
      }
      try await expect(
        fleet, gate,
        SecureGate.options(["security.protocol=SSL", "ssl.ca.location=/nowhere.pem"]), 2, "ssl.ca.location")
      // Who forgets TLS altogether is told what it looks like.
      try await expect(fleet, gate, [], 69, gate.address, "security.protocol")

      let elsewhere = try await SecureGate.start(fleet, "--tls", "elsewhere")
      try await expect(fleet, elsewhere, elsewhere.tls(), 77, refused, "names the host")
    }
  }

  @Test func aClusterThatAsksForCertificates() async throws {
    try await Fleet.run { fleet in
      let gate = try await SecureGate.start(fleet, "--tls", "server", "--client-root", "root")
      try await expect(fleet, gate, gate.tls(certificate: "client"), 0)
      for certificate in [nil, "stranger"] {
        try await expect(
          fleet, gate, gate.tls(certificate: certificate), 77, "TLS with the Kafka cluster fails: ",
          certificate == nil ? "certificate required" : "unknown ca", "ssl.certificate.location")
      }
    }
  }

  @Test(arguments: ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
  func aClusterThatAsksForLogins(_ mechanism: String) async throws {
    try await Fleet.run { fleet in
      let gate = try await SecureGate.start(fleet, "--user", "li:secret", "--mechanism", mechanism)
      try await expect(fleet, gate, SecureGate.login(mechanism, "li", "secret"), 0)
      for (user, password) in [("li", "wrong"), ("nobody", "secret")] {
        try await expect(
          fleet, gate, SecureGate.login(mechanism, user, password), 77,
          "the Kafka cluster refuses the login: ", "sasl.password")
      }
      let other = mechanism == "PLAIN" ? "SCRAM-SHA-512" : "PLAIN"
      try await expect(
        fleet, gate, SecureGate.login(other, "li", "secret"), 77, "supported mechanisms: \(mechanism)")
    }
  }

  /// A server that does not know the password either is not believed.
  @Test func aServerThatForgesSCRAMIsNotBelieved() async throws {
    try await Fleet.run { fleet in
      let gate = try await SecureGate.start(fleet, "--user", "li:secret", "--forge")
      try await expect(
        fleet, gate, SecureGate.login("SCRAM-SHA-256", "li", "secret"), 77,
        "the Kafka cluster refuses the login: ")
    }
  }

  /// The whole fleet with TLS and a user for each program: what each uses of its rights stands in the table of
  /// docs/operations.md.
  @Test func theFleetNeedsTheRightsThatAreDocumented() async throws {
    try await Fleet.run { fleet in
      let users = ["topics", "producer", "worker", "aggregator", "letters"]
      let gate = try await SecureGate.start(fleet, users: users)
      func connection(_ user: String) -> [String] {
        ["--bootstrap", gate.address]
          + SecureGate.options([
            "security.protocol=SASL_SSL", "ssl.ca.location=\(gate.file("root.pem"))",
            "sasl.mechanism=SCRAM-SHA-512", "sasl.username=\(user)", "sasl.password=\(user)-secret",
          ])
      }
      try await fleet.succeed("hazard-producer", ["topics", "--prefix", "other"] + connection("topics"))
      let district = try await District.bundled(fleet)
      let (_, api) = try await fleet.startAggregator(
        options: ["--events"], connection: connection("aggregator"))
      _ = try await fleet.start("hazard-worker", connection("worker"), name: "worker")
      let launch = ["launch", district.campaign.file] + district.campaign.options
      try await fleet.succeed(
        "hazard-producer", launch + ["--max-backlog", "100000"] + connection("producer"))
      _ = try await fleet.waitUntilComplete(district.campaign.id, api)
      try await fleet.succeed("hazard-producer", ["status"] + connection("producer"))
      try await fleet.succeed("hazard-producer", ["dlq", "list"] + connection("letters"))

      let documented = try Set(DocumentedRight.read())
      let used = try Set(gate.rights().compactMap(DocumentedRight.init))
      #expect(!used.isEmpty)
      for right in used { #expect(right.isCovered(by: documented), "\(right)") }
      // Of the rights that this run is about, none is there for nothing.
      for right in documented where right.isOfEveryRun {
        #expect(used.contains { $0.isCovered(by: [right]) }, "\(right)")
      }
    }
  }
}

/// A right of Kafka's authorizer.
private struct DocumentedRight: Hashable {
  var user: String
  var operation: String
  /// Topic or Group.
  var kind: String
  /// Without the prefix; a star at the end stands for whatever follows.
  var name: String

  /// As the gate notes it.
  ///
  /// - Returns: nil for what no right is needed for: clients without a group ask for the coordinator of one that is none.
  init?(_ fields: [String]) {
    guard fields.count == 4, fields[3] != "hazardfleet-unjoined" else { return nil }
    (user, operation, kind) = (fields[0], fields[1], fields[2])
    name = fields[3].replacing(/^[a-z]+\./, with: "")
  }

  private init(_ user: String, _ operation: String, _ kind: String, _ name: String) {
    (self.user, self.operation, self.kind, self.name) = (user, operation, kind, name)
  }

  /// The table of docs/operations.md.
  static func read() throws -> [DocumentedRight] {
    let page = Places.root.appending(path: "docs/operations.md")
    let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
    return lines.filter { $0.hasPrefix("| `") }.flatMap { line -> [DocumentedRight] in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 4, cells[2].hasPrefix("topic") || cells[2].hasPrefix("group") else { return [] }
      let names = cells[2].matches(of: /`([^`]+)`/).map { String($0.1).replacing("hazardfleet.", with: "") }
      let user = cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
      return names.flatMap { name in
        cells[3].components(separatedBy: ", ").map { operation in
          DocumentedRight(user, operation, cells[2].hasPrefix("topic") ? "Topic" : "Group", name)
        }
      }
    }
  }

  /// Whether one of the rights allows it. Describe comes with Read and Write.
  func isCovered(by rights: Set<DocumentedRight>) -> Bool {
    rights.contains { right in
      right.user == user && right.kind == kind
        && (right.operation == operation
          || operation == "Describe" && ["Read", "Write"].contains(right.operation))
        && (right.name.hasSuffix("*") ? name.hasPrefix(right.name.dropLast()) : name == right.name)
    }
  }

  /// Whether the fleet uses it wherever a campaign is launched.
  var isOfEveryRun: Bool {
    user != "letters" && name != "tasks.v*"
      && !(operation == "Write" && Self.sometimes.contains("\(user) \(name)"))
  }

  /// Tasks that are moved or dead, re-inspections and reports, cancellations.
  private static let sometimes: Set<String> = [
    "worker tasks.long", "worker tasks.retry.*", "worker dlq", "aggregator control",
    "aggregator tasks.urgent",
    "aggregator tasks.bulk", "producer results",
  ]
}
