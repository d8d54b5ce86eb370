enum TaskText {
  /// `480 checked, 2 dead, 0 cancelled, 18 missing`
  static func list(_ tasks: CampaignReply.Tasks) -> String {
    [
      "\(NumberText.count(tasks.checked)) checked", "\(NumberText.count(tasks.dead)) dead",
      "\(NumberText.count(tasks.cancelled)) cancelled", "\(NumberText.count(tasks.missing)) missing",
    ].joined(separator: ", ")
  }
}
