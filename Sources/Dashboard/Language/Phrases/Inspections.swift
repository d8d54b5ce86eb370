extension Phrase {
  // What inspectors fill in, and what comes of it.
  static let inspectionLead = Phrase(
    "%1 of %2 items are decided. Fill in what you see; the rest can follow.",
    "共 %2 项，已判定 %1 项。请填写所见情况，其余可稍后填写。")
  static let inspectionClosed = Phrase(
    "The campaign was cancelled: nothing is taken any more.", "本次行动已取消，不再接受填报。")
  static let nothingToInspect = Phrase("Nothing is left to inspect here.", "此处没有待检查的项目。")
  static let notAnInspector = Phrase(
    "Only inspectors fill this in; see below what is known.", "仅检查人员可填写；已知结果见下。")
  static let sendInspection = Phrase("Submit", "提交")
  static let seenAt = Phrase("Seen at", "检查时间")
  static let seen = Phrase("Seen", "所见")
  static let alreadyKnown = Phrase("Not to be filled in", "无需填写")
  static let isBeingDecided = Phrase("Submitted, being decided", "已提交，判定中")
  static let notByInspectors = Phrase("Decided by a probe or by other items", "由探测或其他检查项判定")
  static let requiredIs = Phrase("Required: %1", "要求：%1")
  static let appliesWhen = Phrase("Applies when: %1", "适用条件：%1")
  static let cannotBeUsed = Phrase("This %1", "此项：%1")
  static let notSeen = Phrase("Not inspected", "未检查")
  static let value = Phrase("Value", "数值")
  static let howMany = Phrase("How many", "数量")
  static let valuesWithBars = Phrase("Values, with | between", "各数值，以 | 分隔")
  static let noneOfThem = Phrase("None of them", "均无")
  static let photos = Phrase("Photos", "照片")
  static let photo = Phrase("Photo", "照片")
  static let photosNeeded = Phrase("Photos (%1 needed)", "照片（至少 %1 张）")
  static let evidenceNeeded = Phrase("Photos or documents (%1 needed)", "照片或文件（至少 %1 份）")
  static let attached = Phrase("%1 attached", "已附 %1 份")
  static let notAPhoto = Phrase(
    "One of the files cannot be kept: JPEG, PNG, WebP, HEIC or PDF of at most 20 MB are.",
    "有文件无法保存：仅限 20 MB 以内的 JPEG、PNG、WebP、HEIC 或 PDF。")
  static let itemHasNoPhoto = Phrase(
    "has a file that cannot be kept: JPEG, PNG, WebP, HEIC or PDF of at most 20 MB",
    "附件无法保存：仅限 20 MB 以内的 JPEG、PNG、WebP、HEIC 或 PDF")
  static let nothingAnswered = Phrase("Fill in at least one item.", "请至少填写一项。")
  static let mustNotBeLater = Phrase("This must not be later than now.", "不得晚于当前时间。")
  static let inspectionIncomplete = Phrase(
    "Nothing was submitted: see what is marked below.", "未提交，请查看下面标出的内容。")
  static let draftKept = Phrase("Draft kept on this device.", "草稿已保存在本设备。")
  static let draftBare = Phrase(
    "Draft kept on this device, but not this photo: there is no room for it.",
    "草稿已保存在本设备，但空间不足，未保存该照片。")
  static let draftBack = Phrase("Your draft is back.", "已恢复草稿。")
  static let offline = Phrase(
    "There is no network: the draft is kept on this device. Submit it when there is.",
    "当前无网络，草稿已保存在本设备，联网后请再提交。")
  static let inspectionOf = Phrase("Inspection of %1", "%1 的检查")
  static let submittedBy = Phrase("By %1,", "检查人：%1，")
  static let continueInspection = Phrase("Continue the inspection", "继续检查")
  static let toTheSite = Phrase("To the site", "查看场所")
  static let whatItCameTo = Phrase("What it came to", "判定结果")
  static let followsFromOthers = Phrase("follows from other items", "由其他检查项得出")
  static let submissionWaits = Phrase("Submitted. The workers decide it.", "已提交，正在判定。")
  static let submissionChecked = Phrase("Everything was decided.", "全部已判定。")
  static let submissionDied = Phrase(
    "Some of it could not be checked; the operator finds it among the dead letters.",
    "部分内容无法判定，请操作人员查看死信。")
  static let submissionCancelled = Phrase(
    "The campaign was cancelled before all of it was decided.", "全部判定之前行动已被取消。")
  static let noSuchSubmission = Phrase("There is no submission %1.", "没有填报记录 %1。")
  static let noForm = Phrase(
    "Nothing is asked at site %1, or its tasks have not been checked yet.",
    "场所 %1 没有检查内容，或其任务尚未处理。")
  static let inspect = Phrase("Inspect", "检查")
  static let toInspect = Phrase("To be inspected", "待检查")
  static let checksLeft = Phrase("%1 checks without a verdict", "%1 项尚无结论")
  static let itemsLeft = Phrase("%1 of %2 items left", "剩余 %1 / %2 项")
}
