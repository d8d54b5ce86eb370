import ArgumentParser
import Fleet
import Inspection
import Kafka
import Logging
import ProgramSupport

struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what Kafka knows of the campaigns: launched or not, and how much waits in the topics.",
    discussion: "How many tasks were checked and what was found is the ledger's to say: hazardctl campaigns.")

  @OptionGroup var options: FleetOptions

  @Argument(help: "A campaign; without it, all are shown.")
  var campaign: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await ProgramExit.reporting {
      let file = try options.start()
      let report = try await FleetStatus.read(try file.fleet(), campaign: campaign)
      if let campaign, report.campaigns.isEmpty {
        StandardError.write("no campaign \(campaign) was launched on these topics\n")
        throw ExitCode(ProgramExit.failure)
      }
      print(json ? try PrettyJSON.text(of: report) : report.table())
    }
  }
}

/// What Kafka knows of the fleet's work.
struct FleetStatus: Encodable {
  struct Campaign: Encodable {
    var campaign: String
    /// `launching`, `sealed` or `cancelled`.
    var phase: String
    var sites: Int
    var tasks: UInt64
    var checks: UInt64
    /// Tasks that the broker has acknowledged, as last noted.
    var sent: UInt64
    var opened: String
    /// Nil unless the campaign was cancelled.
    var cancelled: Cancellation?
  }

  struct Cancellation: Encodable {
    var at: String
    var person: String
    var reason: String
  }

  struct Backlog: Encodable {
    var topic: String
    /// Records that their consumers have not finished.
    var waiting: Int64
  }

  var campaigns: [Campaign]
  var backlogs: [Backlog]

  static func read(_ fleet: FleetConfiguration, campaign: String?) async throws -> FleetStatus {
    let logger = Logger(label: "producer")
    return try await fleet.withAdmin(logger: logger) { admin in
      let control = try await ControlReader.snapshot(configuration: fleet, logger: logger)
      var lag = try await admin.lag(group: fleet.workerGroup, topics: fleet.topics.taskTopics)
      let results = try await admin.lag(group: fleet.aggregatorGroup, topics: [fleet.topics.results])
      lag.merge(results) { first, _ in first }
      let waiting = Dictionary(grouping: lag, by: \.key.topic).mapValues {
        $0.reduce(0) { $0 + $1.value.lag }
      }
      return FleetStatus(
        campaigns: control.campaigns.values.compactMap(Campaign.init)
          .filter { campaign == nil || $0.campaign == campaign }.sorted { $0.campaign < $1.campaign },
        backlogs: waiting.sorted { $0.key < $1.key }.map { Backlog(topic: $0.key, waiting: $0.value) })
    }
  }

  func table() -> String {
    let campaigns = self.campaigns.map {
      "\($0.campaign): \($0.phase), \($0.sent) of \($0.tasks) tasks sent, \($0.sites) sites, "
        + "\($0.checks) checks, opened \($0.opened)" + ($0.cancelled?.text ?? "")
    }
    let backlogs = self.backlogs.map { "\($0.topic): \($0.waiting) waiting" }
    return ((campaigns.isEmpty ? ["no campaigns"] : campaigns) + backlogs).joined(separator: "\n")
  }
}

extension FleetStatus.Campaign {
  fileprivate init?(_ campaign: ControlState.Campaign) {
    guard let opening = campaign.opening else { return nil }
    self.init(
      campaign: opening.id,
      phase: campaign.cancellation != nil ? "cancelled" : campaign.seal == nil ? "launching" : "sealed",
      sites: opening.siteCount, tasks: opening.taskCount, checks: opening.checkCount,
      sent: campaign.seal == nil ? campaign.acknowledged : opening.taskCount,
      opened: opening.openedAt.iso8601, cancelled: campaign.cancellation.map(FleetStatus.Cancellation.init))
  }
}

extension FleetStatus.Cancellation {
  fileprivate init(_ cancellation: CampaignCancellation) {
    self.init(
      at: cancellation.cancelledAt.iso8601, person: cancellation.person, reason: cancellation.reason)
  }

  fileprivate var text: String {
    ", cancelled \(at)" + (person.isEmpty ? "" : " by \(person)") + (reason.isEmpty ? "" : ": \(reason)")
  }
}
