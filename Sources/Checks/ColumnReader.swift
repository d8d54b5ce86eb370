import Inspection

/// Reads the values of observation columns, front to back.
struct ColumnReader {
  let columns: ObservationColumns
  /// How far each column was read.
  var numbers = 0
  var choices = 0
  private var dates = 0
  private var texts = 0

  init(_ columns: ObservationColumns) {
    self.columns = columns
  }

  /// The next unread value of the code's column; nil where nothing was observed.
  ///
  /// - Parameter item: the item's id, for the error.
  mutating func next(
    _ code: ObservationColumns.Code, item: @autoclosure () -> String
  ) throws(TaskChecker.Misfit) -> ObservationValue? {
    switch code {
    case .absent: return nil
    case .notApplicable: return .notApplicable
    case .assumedPass: return .assumedPass
    case .no: return .boolean(false)
    case .yes: return .boolean(true)
    case .number: return .number(try Self.take(columns.numbers, at: &numbers, item()))
    case .choice: return .choice(Int(try Self.take(columns.choices, at: &choices, item())))
    case .date: return .date(CivilDate(days: try Self.take(columns.dates, at: &dates, item())))
    case .text: return .text(try Self.take(columns.texts, at: &texts, item()))
    case .choices:
      let count = Int(try Self.take(columns.choices, at: &choices, item()))
      return .choices(try Self.take(columns.choices, count, at: &choices, item()).map(Int.init))
    case .numbers:
      let count = Int(try Self.take(columns.choices, at: &choices, item()))
      return .numbers(Array(try Self.take(columns.numbers, count, at: &numbers, item())))
    }
  }

  private static func take<T>(
    _ column: [T], at position: inout Int, _ item: @autoclosure () -> String
  ) throws(TaskChecker.Misfit) -> T {
    guard position < column.count else { throw .valuesMissing(item: item()) }
    defer { position += 1 }
    return column[position]
  }

  private static func take<T>(
    _ column: [T], _ count: Int, at position: inout Int, _ item: @autoclosure () -> String
  ) throws(TaskChecker.Misfit) -> ArraySlice<T> {
    guard count <= column.count - position else { throw .valuesMissing(item: item()) }
    defer { position += count }
    return column[position..<position + count]
  }
}
