package import ArgumentParser

/// The command line of managers and inspectors.
package struct Hazardctl: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "hazardctl",
    abstract: "See campaigns, hazards and figures through the aggregator's HTTP API.",
    discussion: """
      The API's address is --api, or the environment variable HAZARDCTL_API, or that of a profile, or
      http://127.0.0.1:8480. A token is taken from HAZARDCTL_TOKEN, or from the profile that `hazardctl login` kept.

      EXAMPLES:
        How is everything?
          hazardctl overview
        Watch the fleet at work, or any answer as it changes
          hazardctl top --workers 10.0.0.11:8481,10.0.0.12:8481
          hazardctl campaigns --watch 5
        Wait in a script until a campaign is complete, for ten minutes at most
          hazardctl campaign autumn-2026 --wait --timeout 600
        Which tasks are missing still?
          hazardctl outstanding autumn-2026
        Major hazards that are still open in one county
          hazardctl hazards --state open --level major --region 330102
        Why is this hazard major and red?
          hazardctl explain 357ntpa8q44nm
        All red hazards as JSON, for another program
          hazardctl --json hazards --grade red --all
        Give a hazard to somebody, and follow it to its end
          hazardctl assign 0a1b2c3d4e5f6 --owner "Wang Wei" --person "Li Na"
          hazardctl hazards --stage rectified
        Report something, and see whether it is known already
          hazardctl report fire:F-1 --site S17 "no extinguisher on floor 2" --person "Wang Wei"
          hazardctl near 357ntpa8q44nm
        Inspect a site: what is left, and what is seen
          hazardctl form autumn-2026 S17 --left
          hazardctl submit autumn-2026 S17 --answer EXT-1=no --person "Li Na" --wait
        Who finds, who fixes, who answers
          hazardctl views fixes --by department
        Do accidents decline while hazards are closed?
          hazardctl accident-series --from 2026-01-01 --baseline-from 2025-01-01 --baseline-to 2026-01-01
        How does a county do, now and at any past moment?
          hazardctl figures --region 330102 --at 2026-10-01
        Is the campaign cleared? Exits with 0 or 3
          hazardctl gate autumn-2026 --zero major
        What is overdue, and who answers for one of these
          hazardctl hazards --overdue
          hazardctl responsibility 357ntpa8q44nm
        What could other systems not be told? Try it again
          hazardctl notifications --state dead
          hazardctl redeliver --all
        Which checks fail most?
          hazardctl items --campaign autumn-2026

      EXIT CODES:
        0   done (for --wait: the campaign is complete)
        1   the API cannot be reached, or it failed
        2   the API refused the input, or does not know what was asked for
        3   --wait gave up at its --timeout; gate: it is closed
        4   --wait: the campaign was cancelled
        64  the command line is wrong
      """,
    subcommands: [
      OverviewCommand.self, TopCommand.self, CampaignsCommand.self, CampaignCommand.self,
      CancelCampaignCommand.self,
      OutstandingCommand.self,
      ErrorsCommand.self,
      HazardsCommand.self,
      HazardCommand.self, EventsCommand.self, ExplainCommand.self, ResponsibilityCommand.self,
      SitesCommand.self,
      CertificatesCommand.self,
      RegionsCommand.self, ItemsCommand.self, MonthsCommand.self, NotificationsCommand.self,
      RedeliverCommand.self, CompletionCommand.self,
    ],
    groupedSubcommands: [
      CommandGroup(
        name: "ACCESS", subcommands: [LoginCommand.self, LogoutCommand.self, WhoamiCommand.self]),
      CommandGroup(
        name: "FIGURES",
        subcommands: [
          FiguresCommand.self, RankCommand.self, TrendCommand.self, CoverageCommand.self,
          ResolvedCommand.self,
          AccidentSeriesCommand.self, ViewsCommand.self, ScoreCommand.self, WhatIfCommand.self,
          SignalsCommand.self, GateCommand.self,
          AcceptCampaignCommand.self, BulletinCommand.self,
          ExportCommand.self,
        ]),
      CommandGroup(
        name: "INTAKE",
        subcommands: [
          ReportCommand.self, ReportsCommand.self, ReportServicesCommand.self, NearCommand.self,
          RecordAccidentCommand.self, CorrectAccidentCommand.self, WithdrawAccidentCommand.self,
          AccidentsCommand.self, TeamCommand.self, ClaimCommand.self, ReleaseCommand.self,
          UploadCommand.self, EvidenceCommand.self, FormCommand.self, SubmitCommand.self,
          SubmissionCommand.self,
        ]),
      CommandGroup(
        name: "RECTIFICATION",
        subcommands: [
          AssignCommand.self, StartCommand.self, RectifyCommand.self, AcceptCommand.self, RejectCommand.self,
          FixOnTheSpotCommand.self, AcceptRiskCommand.self, FalsePositiveCommand.self, DuplicateCommand.self,
          NotResponsibleCommand.self, HandOffCommand.self, ReopenCommand.self, ExtendCommand.self,
          TakeChargeCommand.self, GreenChannelCommand.self, WhistleCommand.self, CheckInCommand.self,
          SuperviseCommand.self,
        ]),
    ])

  // Here and in every command, so that it may stand before or after the command's name.
  @OptionGroup var api: APIOptions

  package init() {}

  /// Runs a command line to its exit code.
  ///
  /// - Parameter arguments: without the program's name; nil takes the process' own.
  package static func execute(_ arguments: [String]? = nil) async -> Int32 {
    let console = Surroundings.current.console
    do {
      var command = try await asyncParseAsRoot(arguments)
      if let command = command as? any ReadingCommand {
        try await command.runWatched()
      } else if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch let failure as Failure {
      console.printError("hazardctl: \(failure)\n")
      return failure.exitCode
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if !message.isEmpty {
        if code.isSuccess { try? console.print(message + "\n") } else { console.printError(message + "\n") }
      }
      return code.rawValue
    }
  }
}
