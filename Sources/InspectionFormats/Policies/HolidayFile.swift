import Inspection
import Responsibility

/// Days that are not as the weekday says (CSV: `date`, `kind` of `off` or `work`, `name`).
enum HolidayFile {
  private enum Column: Int, TableColumn {
    case date, kind, name

    static let required: [Column] = [.date]
  }

  /// - Throws: `ValidationErrors` with everything that is wrong with the file.
  static func read(_ input: InputFile) throws -> [WorkCalendar.Exception] {
    var log = IssueLog()
    var exceptions: [WorkCalendar.Exception] = []
    var seen: Set<CivilDate> = []
    if var table = CSVTable<Column>(input, log: &log) {
      while table.next(log: &log) {
        guard let day = DateText.date(table.text(.date)[...]) else {
          log.report(table.issue(.date, "\"\(table.text(.date))\" is no day such as 2026-10-01"))
          continue
        }
        let kind = table.text(.kind)
        if !["", "off", "work"].contains(kind) {
          log.report(table.issue(.kind, "\"\(kind)\" is neither off nor work"))
        }
        if !seen.insert(day).inserted { log.report(table.issue(.date, "\(day) is given twice")) }
        exceptions.append(
          WorkCalendar.Exception(day: day, isWorked: kind == "work", name: table.text(.name)))
      }
    }
    try log.throwIfAny()
    return exceptions
  }
}
