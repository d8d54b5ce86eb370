import ArgumentParser

@main
struct HazardProducer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hazard-producer",
    abstract: "Turns inspection checklists into tasks for the fleet.",
    discussion: """
      A campaign file (YAML) names a checklist, a register of regions and sites, and what was observed:

        hazard-producer validate campaign.yaml
        hazard-producer plan campaign.yaml
        hazard-producer launch campaign.yaml --bootstrap 127.0.0.1:9092
        hazard-producer status --bootstrap 127.0.0.1:9092

      Exit codes: 0 done, 1 failed, 2 the input is wrong (nothing was sent), 64 wrong usage,
      69 the Kafka cluster cannot be reached.
      """,
    subcommands: [Validate.self, Plan.self, Launch.self, Status.self, Topics.self])
}
