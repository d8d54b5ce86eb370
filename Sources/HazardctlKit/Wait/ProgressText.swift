/// A campaign's progress in one line.
enum ProgressText {
  private static let barWidth = 24

  static func bar(_ campaign: CampaignReply, rate: Double?) -> String {
    let filled = Int((min(1, max(0, campaign.progress)) * Double(barWidth)).rounded(.down))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
    return "\(bar) \(line(campaign, rate: rate))"
  }

  static func line(_ campaign: CampaignReply, rate: Double?) -> String {
    let tasks = campaign.tasks
    var text =
      "\(NumberText.percent(campaign.progress))  \(NumberText.count(tasks.ended))/"
      + "\(NumberText.count(tasks.total)) tasks"
    if tasks.dead > 0 { text += ", \(NumberText.count(tasks.dead)) dead" }
    if let rate {
      text += "  \(NumberText.count(Int(max(0, min(rate, 1e12)).rounded())))/s"
      if rate > 0, tasks.missing > 0 { text += "  \(NumberText.duration(Double(tasks.missing) / rate)) left" }
    }
    if campaign.phase == "launching" { text += "  (still launching)" }
    if campaign.phase == "cancelling" { text += "  (being cancelled)" }
    return text
  }
}
