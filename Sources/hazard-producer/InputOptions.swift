import ArgumentParser
import Inspection
import InspectionFormats

/// Where a campaign's inputs are.
struct InputOptions: ParsableArguments {
  @Argument(help: "The campaign file (YAML).")
  var campaign: String

  @OptionGroup var folder: InputFolderOption

  /// - Throws: `ValidationErrors`.
  func load() throws -> CampaignInputs {
    try folder.load(campaign)
  }
}

extension Timestamp {
  /// What lies behind it was not written down by a clock that goes a little fast: it is wrong. Nil where a test holds the
  /// clock, which has its records beforehand.
  static var latestRecordable: Timestamp? {
    isHeldByTest ? nil : Timestamp(milliseconds: now.milliseconds + 86_400_000)
  }
}

struct InputFolderOption: ParsableArguments {
  @Option(
    name: .long,
    help: "A folder that the files named in the campaign are looked up in before the campaign's own folder.")
  var data: String?

  /// - Throws: `ValidationErrors`.
  func load(_ campaign: String) throws -> CampaignInputs {
    try CampaignInputs.load(campaignFile: campaign, dataDirectory: data, latestTime: .latestRecordable)
  }
}
