/// Text in columns.
struct Table {
  struct Column {
    enum Alignment { case left, right }

    var title: String
    var alignment: Alignment
    /// Gives way when the terminal is too narrow.
    var isFlexible: Bool

    static func text(_ title: String, flexible: Bool = false) -> Column {
      Column(title: title, alignment: .left, isFlexible: flexible)
    }

    static func number(_ title: String) -> Column {
      Column(title: title, alignment: .right, isFlexible: false)
    }
  }

  struct Cell {
    var text: String
    var style: TextStyle

    init(_ text: String, _ style: TextStyle = .plain) {
      self.text = SafeText.line(text)
      self.style = style
    }

    static func count(_ number: Int, _ style: TextStyle = .plain) -> Cell {
      Cell(NumberText.count(number), style)
    }

    /// Stands out unless it is zero.
    static func alarm(_ number: Int, _ style: TextStyle) -> Cell {
      Cell(NumberText.count(number), number == 0 ? .dim : style)
    }
  }

  private static let gap = "  "
  private static let narrowest = 12

  private let columns: [Column]
  private var rows: [[Cell]] = []

  init(_ columns: [Column]) {
    self.columns = columns
  }

  mutating func add(_ cells: [Cell]) {
    rows.append(cells)
  }

  func rendered(width: Int?, colors: Bool) -> String {
    let widths = widths(limit: width)
    let head = columns.map { Cell($0.title, .bold) }
    return ([head] + rows).map { line($0, widths, colors: colors) }.joined()
  }

  private func line(_ cells: [Cell], _ widths: [Int], colors: Bool) -> String {
    var result = ""
    for (index, (cell, column)) in zip(cells, columns).enumerated() {
      let text = DisplayWidth.truncated(cell.text, to: widths[index])
      let padding = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(text)))
      let shown = cell.style.applied(to: text, colors: colors)
      let isLast = index == columns.count - 1
      if index > 0 { result += Self.gap }
      switch column.alignment {
      case .left: result += isLast ? shown : shown + padding
      case .right: result += padding + shown
      }
    }
    return result + "\n"
  }

  private func widths(limit: Int?) -> [Int] {
    var widths = columns.map { DisplayWidth.of($0.title) }
    for row in rows {
      for (index, cell) in row.enumerated() where index < widths.count {
        widths[index] = max(widths[index], DisplayWidth.of(cell.text))
      }
    }
    guard let limit else { return widths }
    var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - limit
    // The widest gives way first, until it is no wider than the others that may.
    while excess > 0 {
      let flexible = columns.indices.filter { columns[$0].isFlexible && widths[$0] > Self.narrowest }
      guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
