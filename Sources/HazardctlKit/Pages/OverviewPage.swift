enum OverviewPage {
  static func text(_ overview: OverviewReply, _ console: Console) -> String {
    let hazards = overview.hazards
    let grades = hazards.byGrade
    var facts = FactList()
    facts.add(
      "campaigns",
      "\(NumberText.count(overview.campaigns.total)), \(NumberText.count(overview.campaigns.running)) running"
    )
    facts.add("sites", NumberText.count(overview.sites))
    facts.add("task results", NumberText.count(overview.results))
    facts.add("rejected records", NumberText.count(overview.rejected), overview.rejected == 0 ? .plain : .red)
    facts.add("hazards", NumberText.count(hazards.total))
    facts.add("  open", NumberText.count(hazards.open))
    facts.add("  closed", NumberText.count(hazards.closed))
    facts.add(
      "  major", "\(NumberText.count(hazards.major)), \(NumberText.count(hazards.openMajor)) open",
      hazards.openMajor == 0 ? .plain : .red)
    facts.add("  red", NumberText.count(grades.red), .red)
    facts.add("  orange", NumberText.count(grades.orange), .orange)
    facts.add("  yellow", NumberText.count(grades.yellow), .yellow)
    facts.add("  blue", NumberText.count(grades.blue), .blue)
    facts.add("sightings", NumberText.count(hazards.sightings))
    facts.add("recurrences", NumberText.count(hazards.recurrences))
    facts.add("settlement rate", RateText.full(hazards.settlementRate))
    return facts.rendered(colors: console.colors)
  }
}
