extension Phrase {
  // The overview.
  static let overview = Phrase("Overview", "总览")
  static let openHazards = Phrase("Open hazards", "未销号隐患")
  static let openMajor = Phrase("Open major", "未销号重大")
  static let overdue = Phrase("Overdue", "逾期")
  static let settlementRate = Phrase("Settlement rate", "办结率")
  static let ofAllFound = Phrase("of %1 found", "共发现 %1")
  static let ofAllMajor = Phrase("of %1 major ones", "重大隐患共 %1")
  static let pastDeadline = Phrase("past their deadline", "已过整改期限")
  static let closedOfAll = Phrase("%1 of %2 closed", "%2 项中已销号 %1")
  static let inspections = Phrase("%1 tasks inspected", "已完成任务 %1")
  static let openByRisk = Phrase("Open by level and grade", "未销号隐患：按级别和风险等级")
  static let gradeHint = Phrase(
    "Level is what the law says; grade is the risk. Each number leads to its list.",
    "级别依法判定，等级表示风险；点击数字查看清单。")
  static let listOf = Phrase("%1, %2", "%1，%2")
  static let noCampaign = Phrase(
    "No campaign yet. An operator launches one with hazard-producer launch.",
    "暂无检查行动，由操作员用 hazard-producer launch 启动。")
  static let tasksDone = Phrase("%1 of %2 tasks (%3)", "任务 %1 / %2（%3）")
  static let deadCount = Phrase("%1 dead", "失败 %1")
  static let worstOverdue = Phrase("Worst overdue", "最严重的逾期隐患")
  static let nothingOverdue = Phrase("Nothing is overdue.", "没有逾期隐患。")
  static let overdueBy = Phrase("%1 overdue", "逾期 %1")
  static let trend = Phrase("Trend", "趋势")
  static let trendTitle = Phrase("Failed checks by month of the inspection", "各月检查不合格数")
  static let failedChecks = Phrase("Failed checks", "不合格")
  static let acceptedSince = Phrase("Of these accepted since", "其中已验收")
  static let month = Phrase("Month", "月份")
  static let regionsByOpen = Phrase("Regions, the most open major hazards first", "各区域（未销号重大隐患多者在前）")
  static let worst = Phrase("Worst open", "最高等级")
}
