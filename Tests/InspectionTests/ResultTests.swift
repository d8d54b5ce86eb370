import Inspection
import Testing

@Suite("Columns and counts")
struct ResultTests {
  @Test("columns keep every kind of value in order")
  func columns() {
    var columns = ObservationColumns()
    let values: [ObservationValue?] = [
      .boolean(true), nil, .number(1.5), .choice(2), .date(CivilDate(days: 3)), .text("t"), .notApplicable,
      .assumedPass, .boolean(false), .number(2.5),
    ]
    for value in values { columns.append(value) }
    #expect(columns.codes == [2, 0, 3, 4, 5, 6, 7, 8, 1, 3])
    #expect(columns.numbers == [1.5, 2.5])
    #expect((columns.choices, columns.dates, columns.texts) == ([2], [3], ["t"]))
    columns.removeAll()
    #expect(columns == ObservationColumns())
  }

  @Test("outcomes add up and are known by XCCDF's words")
  func counts() {
    var (a, b) = (OutcomeCounts(), OutcomeCounts())
    a[.pass] = 2
    b[.pass] = 3
    b[.fixed] = 1
    a += b
    #expect((a[.pass], a[.fixed], a.total) == (5, 1, 6))
    for outcome in CheckOutcome.allCases { #expect(CheckOutcome(name: outcome.name) == outcome) }
  }
}
