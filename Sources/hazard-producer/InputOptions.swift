import ArgumentParser
import InspectionFormats

/// Where a campaign's inputs are.
struct InputOptions: ParsableArguments {
  @Argument(help: "The campaign file (YAML).")
  var campaign: String?

  @Option(
    name: .long,
    help: "A folder that the files named in the campaign are looked up in before the campaign's own folder.")
  var data: String?

  /// - Throws: `ValidationErrors`; `ValidationError` (wrong usage) when no campaign is named.
  func load() throws -> CampaignInputs {
    guard let campaign else { throw ValidationError("Missing expected argument '<campaign>'") }
    return try CampaignInputs.load(campaignFile: campaign, dataDirectory: data)
  }
}
