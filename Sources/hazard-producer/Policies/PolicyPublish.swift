import ArgumentParser
import Fleet
import Foundation
import Inspection
import InspectionFormats
import Kafka
import Logging
import ProgramSupport
import Responsibility
import Wire

struct PolicyPublish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Put a policy in force.",
    discussion: """
      The aggregator orders every open hazard that has no deadline yet, and every one that is found from now on.
      Deadlines are counted from when a hazard was found, for those found before from the publication on. What
      had a deadline keeps it. Exit code 2: the policy cannot be used, and nothing was sent.
      """)

  @Argument(help: "The policy file (YAML).")
  var policy: String

  @OptionGroup var person: PersonOption
  @OptionGroup var options: FleetOptions

  func run() async throws {
    try await ProgramExit.reporting {
      let document = try document(of: try PolicyFile(path: policy).policy)
      let file = try options.start()
      let fleet = try file.fleet()
      let logger = Logger(label: "producer")
      try await fleet.withAdmin(logger: logger) { _ = try await fleet.topics.prepare($0) }
      try await fleet.withProducer(logger: logger) { producer in
        try await ControlWriter(producer: producer, topics: fleet.topics).send(.policy(document))
      }
      print("policy \(document.id) is in force from \(document.publishedAt.iso8601)")
    }
  }

  private func document(of policy: Policy) throws -> PublishedPolicy {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = Array(try encoder.encode(policy))
    guard bytes.count <= MessageLimit.valueBytes else {
      throw ValidationErrors(
        ValidationIssue(
          .init(file: self.policy),
          "has \(bytes.count) bytes when it is sent, more than the \(MessageLimit.valueBytes) that a message may have; "
            + "who answers for single sites can stand in the register's owner column instead"))
    }
    return PublishedPolicy(id: policy.id, publishedAt: .now, person: person.name, document: bytes)
  }
}
