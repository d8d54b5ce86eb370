import Inspection

/// Why a check failed, in the viewer's language. The ledger keeps what the worker said, which is English; what it says most
/// is said again in Chinese, and the rest is shown as it is kept.
struct ReasonWords {
  static func text(_ reason: String, in language: Language) -> String {
    guard language == .chinese else { return reason }
    let (words, item) = cited(reason)
    guard let said = templates.lazy.compactMap({ $0.said(of: words) }).first else { return reason }
    return item.map { "\(said)（检查项 \($0)）" } ?? said
  }

  /// The words, and the item that they name behind them.
  private static func cited(_ reason: String) -> (words: String, item: String?) {
    guard let parts = reason.parts(of: ", item ", fromEnd: true) else { return (reason, nil) }
    return (parts.before, parts.after)
  }

  /// How the worker says something, with a mark for each part that differs.
  private struct Template: Sendable {
    let english: String
    /// - Parameter parts: in the order of the marks.
    /// - Returns: nil for parts that are not what they would be.
    let chinese: @Sendable (_ parts: [String]) -> String?

    init(_ english: String, _ chinese: @escaping @Sendable ([String]) -> String?) {
      self.english = english
      self.chinese = chinese
    }

    func said(of words: String) -> String? {
      let literals = english.split(separator: "%", omittingEmptySubsequences: false).map(String.init)
      guard let first = literals.first, words.hasPrefix(first) else { return nil }
      var rest = String(words.dropFirst(first.count))
      var parts: [String] = []
      for literal in literals.dropFirst() {
        if literal.isEmpty {
          parts.append(rest)
          rest = ""
        } else {
          guard let found = rest.parts(of: literal) else { return nil }
          parts.append(found.before)
          rest = found.after
        }
      }
      return rest.isEmpty ? chinese(parts) : nil
    }
  }

  /// In the order in which they are tried.
  private static let templates = [
    Template("answered %, required %") { parts in
      guard let seen = answers[parts[0]], let wanted = answers[parts[1]] else { return nil }
      return "回答“\(seen)”，应为“\(wanted)”"
    },
    Template("\"%\" is not among %") { "“\($0[0])”不属于合格选项（\($0[1])）" },
    Template("expired on %, inspected on %") { "已于 \($0[0]) 过期，检查日期 \($0[1])" },
    Template("% is more than % before %") { parts in
      span(parts[1]).map { "\(parts[0]) 距检查日 \(parts[2]) 超过\($0)" }
    },
    Template("% is less than % before %") { parts in
      span(parts[1]).map { "\(parts[0]) 距检查日 \(parts[2]) 不足\($0)" }
    },
    Template("% is less than % after %") { parts in
      span(parts[1]).map { "\(parts[0]) 距检查日 \(parts[2]) 不足\($0)" }
    },
    Template("% is not below %") { measured($0, "不低于") },
    Template("% is not above %") { measured($0, "不高于") },
    Template("% is below %") { measured($0, "低于") },
    Template("% is above %") { measured($0, "高于") },
    Template("% chosen, required %") { "已选 \($0[0]) 项，要求 \($0[1])" },
    Template("% measured, required %") { "已测 \($0[0]) 次，要求 \($0[1])" },
    Template("nothing was observed") { _ in "未记录观测值" },
  ]

  private static let answers = ["yes": "是", "no": "否"]

  private static func measured(_ parts: [String], _ comparison: String) -> String? {
    let name = parts[0].prefix { !$0.isNumber && $0 != "-" }
    let quantity = name.isEmpty ? "" : quantities[name.trimmingBlanks()]
    return quantity.map {
      "\($0)\($0.isEmpty ? "" : " ")\(parts[0].dropFirst(name.count)) \(comparison) \(parts[1])"
    }
  }

  /// A number of days, months or years.
  private static func span(_ text: String) -> String? {
    text.parts(of: " ").flatMap { parts in units[parts.after].map { " \(parts.before) \($0)" } }
  }

  private static let units = [
    "day": "天", "days": "天", "month": "个月", "months": "个月", "year": "年", "years": "年",
  ]
  private static let quantities = [
    "pressure": "压力", "length": "长度", "area": "面积", "volume": "体积", "flow": "流量", "mass": "质量", "force": "力",
    "load": "荷载", "resistance": "电阻", "current": "电流", "voltage": "电压", "power": "功率", "energy": "能量",
    "frequency": "频率", "illuminance": "照度", "sound level": "声级", "explosive limit": "爆炸下限",
    "concentration": "浓度", "velocity": "速度", "time": "时间", "angle": "角度", "temperature": "温度", "count": "数量",
  ]
}

extension StringProtocol {
  /// What stands before and behind the first, or the last, of a text.
  fileprivate func parts(of text: String, fromEnd: Bool = false) -> (before: String, after: String)? {
    let found = fromEnd ? ranges(of: text).last : firstRange(of: text)
    return found.map { (String(self[..<$0.lowerBound]), String(self[$0.upperBound...])) }
  }
}

extension Viewer {
  /// Why a check failed.
  package func reason(_ reason: String) -> String { ReasonWords.text(reason, in: language) }
}
