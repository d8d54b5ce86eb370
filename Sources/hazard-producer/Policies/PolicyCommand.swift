import ArgumentParser

struct PolicyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Say who answers for which hazards, by when, and who is told when they are late.",
    discussion: """
      A policy (YAML) has departments' and owners' duties, the heads of regions, deadlines by level and grade, a
      calendar, and the steps of escalation. The last one that was published is in force; what was ordered under the
      one before stays ordered.

      EXAMPLES:
        hazard-producer policy check policy.yaml --campaign campaign.yaml
        hazard-producer policy publish policy.yaml --bootstrap 127.0.0.1:9092
      """,
    subcommands: [PolicyCheck.self, PolicyPublish.self])
}
