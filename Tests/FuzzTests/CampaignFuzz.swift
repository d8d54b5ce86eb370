import Foundation
import InspectionFormats
import Planning

/// The files of a campaign, one of them changed at a time.
enum CampaignFuzz {
  static let targets = FuzzSamples.campaign.map { name, text in
    FuzzTarget(
      name: "campaign-\(name)", samples: [Array(text.utf8)],
      pieces: [
        "observed_at", "\"values\":{", "merge", "keep", "columns:", "repeats:", "select:", "n/a", "assumed",
      ]
    ) { try load(changing: name, to: $0) }
  }

  private static func load(changing name: String, to bytes: [UInt8]) throws {
    try withFuzzFolder { folder in
      for (other, text) in FuzzSamples.campaign {
        let content = other == name ? Data(bytes) : Data(text.utf8)
        try content.write(to: folder.appendingPathComponent(other))
      }
      let campaign = folder.appendingPathComponent("campaign.yaml")
      guard let inputs = try? CampaignInputs.load(campaignFile: campaign.path) else { return }
      _ = try? CampaignPlan.make(inputs)
    }
  }
}
