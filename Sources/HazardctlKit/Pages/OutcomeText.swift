/// Checks that neither passed nor failed, in words.
enum OutcomeText {
  private static let order = [
    "pass", "fail", "error", "unknown", "notapplicable", "notchecked", "notselected", "informational",
    "fixed",
  ]

  /// `1,200 pass, 34 fail`: only what there is, in XCCDF's order.
  static func list(_ outcomes: [String: Int]) -> String {
    let known = order + outcomes.keys.filter { !order.contains($0) }.sorted()
    let parts = known.compactMap { name in
      outcomes[name].flatMap { $0 == 0 ? nil : "\(NumberText.count($0)) \(name)" }
    }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }

  static func other(_ outcomes: [String: Int]) -> Int {
    outcomes.reduce(0) { $0 + ($1.key == "pass" || $1.key == "fail" ? 0 : $1.value) }
  }
}
