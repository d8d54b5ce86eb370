/// Rows of text in columns, for terminals and pipes alike.
enum PlainTable {
  /// - Parameter column: one that is left out.
  static func text(_ rows: [[String]], without column: Int? = nil) -> String {
    let kept = rows.map { row in row.indices.filter { $0 != column }.map { row[$0] } }
    let columns = kept.map(\.count).max() ?? 0
    let widths = (0..<columns).map { index in
      kept.map { $0.indices.contains(index) ? $0[index].count : 0 }.max() ?? 0
    }
    return kept.map { row in
      let cells = row.enumerated().map { index, cell in
        index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count)
      }
      return cells.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
