import ArgumentParser
import InspectionFormats

/// Where a campaign's inputs are.
struct InputOptions: ParsableArguments {
  @Argument(help: "The campaign file (YAML).")
  var campaign: String

  @Option(
    name: .long,
    help: "A folder that the files named in the campaign are looked up in before the campaign's own folder.")
  var data: String?

  func load() throws -> CampaignInputs {
    try CampaignInputs.load(campaignFile: campaign, dataDirectory: data)
  }
}
