import ArgumentParser
import HazardctlKit
import InspectionFormats
import Planning
import ProgramSupport

/// How fast tasks are sent.
struct RateOption: ParsableArguments {
  @Option(help: "Send at most this many tasks a second.")
  var rate: Int?

  func validate() throws {
    if let rate, rate < 1 { throw ValidationError("--rate must be at least 1") }
  }
}

/// Where the ledger is asked.
struct LedgerAddressOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The aggregator's address (default: HAZARDCTL_API, or http://127.0.0.1:8480).", valueName: "url"))
  var api: String?

  func validate() throws { _ = try client }

  var client: LedgerClient {
    get throws {
      guard let client = LedgerClient(address: api) else {
        throw ValidationError("--api (or HAZARDCTL_API) must be an address such as http://127.0.0.1:8480")
      }
      return client
    }
  }
}

extension LedgerClient {
  /// Asks the ledger; what goes wrong is told in words, with its exit code.
  static func reporting<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let trouble as Trouble {
      StandardError.write("\(trouble)\n")
      throw ExitCode(trouble.exitCode)
    }
  }
}

extension CampaignInputs {
  /// Plans the campaign's tasks and shows how far that has come.
  func plan(into spool: TaskSpool) throws -> CampaignPlan {
    let planning = ProgressBar("Planning ", unit: "sites", total: sites.count)
    let plan = try CampaignPlan.make(self, spool: spool, progress: planning.update)
    planning.finish(sites.count)
    return plan
  }
}
