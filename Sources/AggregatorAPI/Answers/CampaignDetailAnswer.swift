import Inspection
import Ledger

/// A campaign with the sections of its checklist.
struct CampaignDetailAnswer: Encodable {
  struct Section: Encodable {
    var id: String
    var title: String
    var checks: Int
    var byOutcome: OutcomesAnswer
  }

  private enum CodingKeys: String, CodingKey {
    case sections
  }

  var campaign: CampaignAnswer
  var sections: [Section]

  init(_ detail: CampaignDetail) {
    campaign = CampaignAnswer(detail.status)
    sections = detail.sections.map {
      Section(
        id: $0.id, title: $0.title, checks: $0.outcomes.total, byOutcome: OutcomesAnswer($0.outcomes))
    }
  }

  /// Flat: a campaign alone and one in a list have the same keys.
  func encode(to encoder: any Encoder) throws {
    try campaign.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sections, forKey: .sections)
  }
}
