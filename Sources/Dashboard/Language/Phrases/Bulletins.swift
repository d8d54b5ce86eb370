extension Phrase {
  // The bulletin.
  static let bulletinTitle = Phrase("Bulletin: %1", "督查通报：%1")
  static let allRegions = Phrase("all regions", "全部区域")
  static let bulletinSummary = Phrase(
    "As of %1 (all times are UTC). %2: %3 (%4 of %5). Open: %6, of these major: %7.",
    "数据截至%1（时间均为 UTC）。%2：%3（%4 / %5）。未销号 %6 项，其中重大 %7 项。")
  static let bulletinRule = Phrase(
    "%1 The last stand first here. A laggard is worse than the whole region.",
    "%1本通报由末位起排列；“落后”指劣于所在区域的整体水平。")
  static let regionCode = Phrase("Code", "区域代码")
  static let laggard = Phrase("Laggard", "落后")
  static let countedFor = Phrase("Counted", "计入数")
  static let countedOf = Phrase("Of", "基数")
  static let intervalFrom = Phrase("Interval from", "区间下限")
  static let intervalTo = Phrase("Interval to", "区间上限")
  static let worstThatIsOpen = Phrase("The worst that is open", "最严重的未销号隐患")
  static let daysOpen = Phrase("Days open", "未销号天数")
}
