/// Names and values, one pair a line.
struct FactList {
  private var facts: [(String, String, TextStyle)] = []

  mutating func add(_ name: String, _ value: String, _ style: TextStyle = .plain) {
    facts.append((name, SafeText.line(value), style))
  }

  func rendered(colors: Bool) -> String {
    let width = facts.map { DisplayWidth.of($0.0) }.max() ?? 0
    return facts.map { name, value, style in
      let padding = String(repeating: " ", count: width - DisplayWidth.of(name) + 2)
      return TextStyle.dim.applied(to: name, colors: colors) + padding
        + style.applied(to: value, colors: colors) + "\n"
    }.joined()
  }
}
