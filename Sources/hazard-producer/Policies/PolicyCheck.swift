import ArgumentParser
import HazardctlKit
import Inspection
import InspectionFormats
import ProgramSupport
import Responsibility

struct PolicyCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find what is wrong with a policy, and which hazards nobody would answer for.",
    discussion: """
      Nothing is sent, no broker is needed. Exit code 2 when the file cannot be used, or when --campaign is given and       its checklist, regions and sites leave anything without an owner or a department, or a row that never decides.
      """)

  @Argument(help: "The policy file (YAML).")
  var policy: String

  @Option(help: "A campaign file whose checklist, regions and sites the policy is held against.")
  var campaign: String?

  @Option(
    help: "A folder that the files named in the campaign are looked up in before the campaign's own folder.")
  var data: String?

  func run() async throws {
    try await ProgramExit.reporting {
      let file = try PolicyFile(path: policy)
      let found = file.policy
      print(
        "valid: policy \(found.id), \(found.duties.count) duties, \(found.heads.count) heads, "
          + "\(found.deadlines.count) deadlines, \(found.escalation.count) steps of escalation")
      guard let campaign else { return }
      let inputs = try CampaignInputs.load(campaignFile: campaign, dataDirectory: data)
      let warnings = PolicyLint.warnings(
        of: file, regions: inputs.regions, sites: inputs.sites, checklist: inputs.checklist)
      guard !warnings.isEmpty else {
        print("somebody answers for every item at every site of campaign \(inputs.campaign.id)")
        return
      }
      StandardError.write(SafeText.lines(WarningTable.text(warnings)) + "\n")
      throw ExitCode(ProgramExit.badInput)
    }
  }
}
