import ArgumentParser
import InspectionFormats

/// Where a campaign's inputs are.
struct InputOptions: ParsableArguments {
  @Argument(help: "The campaign file (YAML).")
  var campaign: String

  @OptionGroup var folder: InputFolderOption

  /// - Throws: `ValidationErrors`.
  func load() throws -> CampaignInputs {
    try CampaignInputs.load(campaignFile: campaign, dataDirectory: folder.data)
  }
}

struct InputFolderOption: ParsableArguments {
  @Option(
    name: .long,
    help: "A folder that the files named in the campaign are looked up in before the campaign's own folder.")
  var data: String?
}
