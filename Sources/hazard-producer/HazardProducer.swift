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

      Checklists that exist elsewhere:

        hazard-producer checklist import form.xlsx --to checklist.yaml

      Campaigns that come again and again:

        hazard-producer schedule next schedule.yaml
        hazard-producer schedule launch schedule.yaml --bootstrap 127.0.0.1:9092

      Who answers for what is found, and by when:

        hazard-producer policy publish policy.yaml --bootstrap 127.0.0.1:9092

      When something goes wrong:

        hazard-producer launch     again, after it was interrupted
        hazard-producer dlq        tasks that could not be checked
        hazard-producer reconcile  tasks that got lost: sends just those again
        hazard-producer cancel     a campaign that should not have been

      Exit codes: 0 done, 1 failed, 2 the input is wrong (nothing was sent), 64 wrong usage,
      69 the Kafka cluster cannot be reached, 77 it refuses the login or lacks the right.
      """,
    subcommands: [
      Validate.self, Plan.self, Launch.self, Status.self, Cancel.self, Reconcile.self, DLQ.self,
      Topics.self, ChecklistCommand.self, ScheduleCommand.self, PolicyCommand.self,
    ])
}
