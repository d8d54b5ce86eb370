import Figures
import Ledger

/// By which rule regions are ranked, in a language. English is the ledger's own; Chinese says the same.
enum RuleWords {
  static func ranking(by figure: FigureName, minimum: Int, in language: Language) -> String {
    switch language {
    case .english: RankBy.figure(figure).rule(minimum: minimum)
    case .chinese:
      "\(Phrase(figure).text(language))：\(chinese(figure))。\(figure.isBetterLow ? "低" : "高")者名次在前。"
        + "基数少于 \(minimum) 的区域不参与排名，也不影响其他区域；比率相同者名次并列，其后的名次按前面的区域总数计。"
    }
  }

  private static func chinese(_ figure: FigureName) -> String {
    switch figure {
    case .settlement: "已销号隐患占全部隐患（已排除的除外）的比例"
    case .verified: "最近一次发现以来，由他人验收、经第二人在场即查即改或复查合格的已销号隐患，占全部已销号隐患的比例"
    case .onTime: "在现行期限届满前（含当时）销号的隐患，占设有期限的已销号隐患的比例"
    case .onFirstTime: "在原定期限届满前（含当时）销号的隐患（不论是否延期），占设有期限的已销号隐患的比例"
    case .overdue: "已过期限的隐患，占设有期限且须有人整改的隐患（未销号，且既未上报整改完成也未接受风险）的比例"
    case .recurrence: "销号后再次发现的隐患，占至少销号过一次的隐患的比例"
    case .reports: "已得出结论（合格或不合格，含逾期）的场所，占已到截止时间且未取消的定期检查行动所含场所的比例"
    case .reportsOnTime: "定期检查行动中已得出结论的场所里，首个结论早于截止时间的比例"
    case .coverage: "有结论（合格或不合格）的检查项次，占适用检查项次的比例"
    case .sites: "至少有一个结论的登记场所，占全部登记场所的比例"
    }
  }
}
