/// How text stands out where the terminal has colours.
enum TextStyle: Sendable {
  case plain, bold, dim, red, orange, yellow, blue, green

  func applied(to text: String, colors: Bool) -> String {
    guard colors, let code else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  private var code: String? {
    switch self {
    case .plain: nil
    case .bold: "1"
    case .dim: "2"
    case .red: "31"
    case .orange: "38;5;208"
    case .yellow: "33"
    case .blue: "34"
    case .green: "32"
    }
  }

  static func level(_ level: String) -> TextStyle { level == "major" ? .red : .plain }

  static func grade(_ grade: String) -> TextStyle {
    switch grade {
    case "red": .red
    case "orange": .orange
    case "yellow": .yellow
    case "blue": .blue
    default: .plain
    }
  }
}
