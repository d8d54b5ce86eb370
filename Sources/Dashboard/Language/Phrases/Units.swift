extension Phrase {
  // Lengths of time.
  static let secondsShort = Phrase("%1 s", "%1 秒")
  static let minutesShort = Phrase("%1 min", "%1 分钟")
  static let hoursShort = Phrase("%1 h", "%1 小时")
  static let daysShort = Phrase("%1 d", "%1 天")
  static let ago = Phrase("%1 ago", "%1前")
  static let ahead = Phrase("in %1", "%1后")
  static let periodHours = Phrase("%1 h", "%1 小时")
  static let periodDays = Phrase("%1 days", "%1 天")
  static let periodWorkingDays = Phrase("%1 working days", "%1 个工作日")
}
