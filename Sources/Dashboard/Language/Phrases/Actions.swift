extension Phrase {
  // What people do about hazards: the buttons, and the timeline.
  static let doAssign = Phrase("Assign", "指派")
  static let doStart = Phrase("Start rectifying", "开始整改")
  static let doRectify = Phrase("Report as rectified", "上报整改完成")
  static let doAccept = Phrase("Accept the rectification", "验收通过")
  static let doReject = Phrase("Reject the rectification", "验收不通过")
  static let doFixOnTheSpot = Phrase("Fixed on the spot", "即查即改")
  static let doAcceptRisk = Phrase("Accept the risk", "接受风险")
  static let doMarkFalsePositive = Phrase("Mark as no hazard", "标记为误报")
  static let doMarkDuplicate = Phrase("Mark as duplicate", "标记为重复")
  static let doDenyResponsibility = Phrase("Not responsible", "不属本部门职责")
  static let doHandOff = Phrase("Hand off", "移交")
  static let doReopen = Phrase("Reopen", "重新打开")
  static let doExtend = Phrase("Extend the deadline", "延长期限")
  static let doTakeCharge = Phrase("Take charge", "领导包案")
  static let doGreenChannel = Phrase("Put on the green channel", "列入绿色通道")
  static let doWhistle = Phrase("Whistle departments up", "吹哨")
  static let doCheckIn = Phrase("Check in", "部门报到")
  static let doSupervise = Phrase("Put under listed supervision", "挂牌督办")
  static let didFind = Phrase("Found", "发现隐患")
  static let didAcceptByRecord = Phrase("Accepted, by the record", "按记录验收")
  static let didAssign = Phrase("Assigned", "已指派")
  static let didStart = Phrase("Rectification started", "开始整改")
  static let didRectify = Phrase("Reported as rectified", "上报整改完成")
  static let didAccept = Phrase("Rectification accepted", "验收通过")
  static let didReject = Phrase("Rectification rejected", "验收不通过")
  static let didFixOnTheSpot = Phrase("Fixed on the spot", "即查即改")
  static let didAcceptRisk = Phrase("Risk accepted", "接受风险")
  static let didMarkFalsePositive = Phrase("Marked as no hazard", "标记为误报")
  static let didMarkDuplicate = Phrase("Marked as duplicate", "标记为重复")
  static let didDenyResponsibility = Phrase("Responsibility denied", "声明不属职责")
  static let didHandOff = Phrase("Handed off", "已移交")
  static let didReopen = Phrase("Reopened", "重新打开")
  static let didExtend = Phrase("Deadline extended", "期限已延长")
  static let didTakeCharge = Phrase("Executive took charge", "领导包案")
  static let didGreenChannel = Phrase("Put on the green channel", "列入绿色通道")
  static let didWhistle = Phrase("Departments were called", "已吹哨")
  static let didCheckIn = Phrase("Department checked in", "部门已报到")
  static let didSupervise = Phrase("Put under listed supervision", "已挂牌督办")
  static let didExpire = Phrase("Risk acceptance ran out", "风险接受到期")
  static let didPassReinspection = Phrase("Re-inspection passed", "复查合格")
  static let didFailReinspection = Phrase("Re-inspection found it again", "复查不合格")
  static let didLeaveUndecided = Phrase("Re-inspection could not tell", "复查无法判定")
  static let didOrder = Phrase("Deadline ordered", "下达限期整改")
  static let didEscalate = Phrase("Escalated", "逾期上报")
  static let didRelay = Phrase("Relayed upward", "已上报上级")
  static let roleViewer = Phrase("viewer", "查看人员")
  static let roleInspector = Phrase("inspector", "检查人员")
  static let roleOwner = Phrase("owner", "责任人")
  static let roleSupervisor = Phrase("supervisor", "监管人员")
  static let roleOperator = Phrase("operator", "操作人员")
  static let wasDone = Phrase("Done: %1.", "已完成：%1。")
  static let nothingChanged = Phrase("Nothing was changed.", "没有作任何更改。")
  static let formIncomplete = Phrase(
    "Nothing was changed: see what is marked below.",
    "没有作任何更改，请查看下面标出的内容。")
  static let pageIsStale = Phrase(
    "Nothing was changed: somebody else was faster. This is the hazard as it is now (%1). What you typed is still in the form; look at the timeline before you send it again.",
    "没有作任何更改：该隐患在您打开页面后已有变化，现为“%1”。您填写的内容仍保留，请查看处理过程后再提交。")
  static let refusedUnknown = Phrase("There is no such hazard.", "没有该隐患。")
  static let refusedState = Phrase("The state that it is in does not allow this.", "当前状态不允许此操作。")
  static let refusedIncomplete = Phrase("Something is missing.", "填写不完整。")
  static let refusedVersion = Phrase("It has changed since you saw it.", "您查看后该隐患已有变化。")
  static let refusedTime = Phrase(
    "The time does not fit what happened before, or lies in the future.",
    "时间早于已有记录或晚于当前时间。")
  static let refusedKey = Phrase(
    "This form was sent before with other content. Open the page again.",
    "该表单曾以不同内容提交，请重新打开页面。")
  static let fourEyes = Phrase(
    "Another person must do this: whoever rectified does not verify (four eyes).",
    "须由另一人执行：整改人不得自行验收。")
  static let reason = Phrase("Reason", "理由")
  static let remark = Phrase("Remark", "备注")
  static let optional = Phrase("optional", "可不填")
  static let missing = Phrase("Fill this in.", "请填写。")
  static let tooLong = Phrase("This is too long.", "内容过长。")
  static let notATime = Phrase("This is no date and time.", "日期时间格式不正确。")
  static let notAHazard = Phrase(
    "This is not the number of another hazard: 13 letters and digits.",
    "不是另一隐患的编号（13 位字母和数字）。")
  static let mustBeLater = Phrase(
    "This must be later than now and than the deadline in force.",
    "必须晚于当前时间和现有期限。")
  static let notAwaited = Phrase("This department is not awaited.", "该部门不在待报到之列。")
  static let observation = Phrase("What is observed now", "当前观测值")
  static let observationHint = Phrase(
    "As the item wants it, such as “yes” or “1.2 MPa”. It decides the re-inspection.",
    "按检查项要求填写，如 yes 或 1.2 MPa；用于复查判定。")
  static let observedBy = Phrase("Observed by", "观测人")
  static let observedByHint = Phrase("Another person than the one who rectified.", "不得为整改人。")
  static let fixedBy = Phrase("Fixed by", "整改人")
  static let fixedByHint = Phrase("Another person than you, who verify it.", "须为您以外的人，由您验证。")
  static let until = Phrase("Until", "有效期至")
  static let duplicateOf = Phrase("Duplicate of", "与之重复的隐患")
  static let duplicateHint = Phrase("The number of the hazard that is followed instead.", "填写保留跟踪的隐患编号。")
  static let newDeadline = Phrase("New deadline", "新的期限")
  static let departments = Phrase("Departments", "部门")
  static let departmentsHint = Phrase("One on each line.", "每行一个。")
  static let checkInBy = Phrase("To check in by", "报到期限")
  static let evidenceHint = Phrase("References to photos or documents, one on each line.", "照片或文件的引用，每行一个。")
  static let yourName = Phrase("Your name", "您的姓名")
  static let yourRole = Phrase("You act as", "您的角色")
  static let bulkTitle = Phrase("%1: %2 hazards", "%1：%2 项隐患")
  static let chosenHazards = Phrase("Chosen hazards", "所选隐患")
  static let standsInTheWay = Phrase("Stands in the way", "障碍")
  static let allOrNothing = Phrase("All of them are changed, or none is.", "全部更改，或全部不更改。")
  static let notAllowedNow = Phrase("Not allowed: %1", "不允许：%1")
  static let nothingChosen = Phrase("Nothing was chosen", "未选择隐患")
  static let nothingChosenText = Phrase(
    "Tick some hazards in the list (200 at most) and choose what is to be done.",
    "请在清单中勾选隐患（最多 200 项）并选择操作。")
  static let bulkRefused = Phrase(
    "Nothing was changed: %1 hazards stand in the way.",
    "没有作任何更改：%1 项隐患不允许此操作。")
  static let bulkDone = Phrase("Done", "已完成")
  static let bulkDoneText = Phrase("All hazards were changed. %1.", "所有所选隐患均已更改。%1。")
}
