import ArgumentParser

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Launch a campaign again and again, by a recurrence rule and by how bad sites are.",
    discussion: """
      A schedule file names a campaign file, a time zone, a start and recurrence rules of iCalendar (RFC 5545):

        schedule: fire
        campaign: campaign.yaml
        timeZone: Asia/Shanghai
        start: 2026-01-05T09:00
        due: 3d
        grades:
          red: FREQ=WEEKLY;BYDAY=MO
          blue: FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=1

      Every occurrence is a campaign whose id is made of the schedule's id, the colour and the local time, so that \
      running launch again, from wherever, never issues one twice. What the clock says is --at, or now.

      EXAMPLES:
        When is it next?
          hazard-producer schedule next schedule.yaml
        Every ten minutes, from cron
          hazard-producer schedule launch schedule.yaml --bootstrap kafka:9092 --api http://ledger:8480
        What was missed?
          hazard-producer schedule status schedule.yaml --since 2026-01-01 --bootstrap kafka:9092
      """,
    subcommands: [ScheduleList.self, ScheduleNext.self, ScheduleStatus.self, ScheduleLaunch.self])
}
