extension Phrase {
  // What is done about a campaign as a whole.
  static let acceptCampaign = Phrase("Accept the campaign", "验收检查行动")
  static let acceptCampaignHint = Phrase(
    "Once, and when its gate is open by what is asked for here. Who accepted it, and what was asked for, is kept.",
    "每次行动只验收一次，须满足此处所选的条件。系统记录验收人和验收条件。")
  static let campaignIsAccepted = Phrase("The campaign is accepted.", "检查行动已验收。")
  static let mustNotBeOpen = Phrase("Must not be open", "必须清零")
  static let zeroMajor = Phrase("major hazards that it found", "本次行动发现的重大隐患")
  static let zeroAll = Phrase("any hazard that it found", "本次行动发现的全部隐患")
  static let leastCoverage = Phrase("Least coverage of checks, in %", "检查覆盖率下限（%）")
  static let noPercentage = Phrase("No percentage from 0 to 100.", "请填写 0 到 100 的百分比。")
  static let cancelCampaign = Phrase("Cancel the campaign", "取消检查行动")
  static let cancelCampaignHint = Phrase(
    "No task of it is started any more, and the totals close. What was found stays. Results that come later are kept apart.",
    "尚未开始的任务不再执行，统计随即关闭。已发现的隐患保留，之后到达的结果单独保存。")
  static let cancelForGood = Phrase("Cancel %1 for good", "永久取消 %1")
  static let campaignIsCancelled = Phrase(
    "The workers are told: the campaign is cancelled.", "已通知工作进程：检查行动已取消。")
  static let stillSending = Phrase(
    "Its tasks are still being sent. What is not sent yet is ended where that is known:",
    "任务仍在下发。尚未下发的任务请用以下命令结束：")
  static let workersNotTold = Phrase(
    "It is not sure that the workers were told. Send the form again: that does no harm.",
    "无法确认是否已通知工作进程。请重新提交，重复提交没有影响。")
  static let goBack = Phrase("Back", "返回")
  static let reconcileHint = Phrase(
    "What got lost, or could not be checked, is sent again with the files that the campaign was launched with:",
    "丢失或无法检查的任务，可用发起行动时的文件重新下发：")
}
