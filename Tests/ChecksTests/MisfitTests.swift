import Checks
import Inspection
import TestSupport
import Testing

/// Tasks as a faulty or hostile sender could make them.
@Suite struct MisfitTests {
  private func checker() throws -> TaskChecker {
    let items = (0..<3).map {
      Checklist.Item(id: "I\($0)", text: "", section: 0, requirement: .boolean(expected: true))
    }
    let checklist = Checklist(
      id: "c", title: "", version: "", sections: [.init(id: "S", title: "")], items: items)
    return TaskChecker(try CompiledChecklist(checklist), worker: "w")
  }

  private func task(items: [Range<Int>], codes: [UInt8]) -> InspectionTask {
    var columns = ObservationColumns()
    columns.codes = codes
    return InspectionTask(
      campaign: "k", seq: 0, site: SiteReference(id: "s", type: "", region: "r"),
      inspection: Inspection(observedAt: Timestamp(milliseconds: 0), day: CivilDate(days: 0)), items: items,
      observations: columns)
  }

  @Test func eachIsNamed() throws {
    let checker = try checker()
    #expect(throws: TaskChecker.Misfit.codeCount(1, expected: 2)) {
      try checker.check(task(items: [0..<2], codes: [2]))
    }
    #expect(throws: TaskChecker.Misfit.itemOutOfRange(3, count: 3)) {
      try checker.check(task(items: [2..<4], codes: [2, 2]))
    }
    for code: UInt8 in [99, 255] {
      #expect(throws: TaskChecker.Misfit.unknownCode(code)) {
        try checker.check(task(items: [0..<1], codes: [code]))
      }
    }
    #expect(throws: TaskChecker.Misfit.valuesMissing(item: "I0")) {
      try checker.check(task(items: [0..<1], codes: [3]))
    }
  }

  /// Any bytes at all: the checker answers or refuses, and never traps.
  @Test(arguments: 0..<20) func randomTasksNeverTrap(_ seed: UInt64) throws {
    let checker = try checker()
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let first = Int.random(in: 0..<4, using: &random)
      let count = Int.random(in: 1..<4, using: &random)
      let codes = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
        UInt8.random(in: 0..<12, using: &random)
      }
      let task = task(items: [first..<first + count], codes: codes)
      if let result = try? checker.check(task).result {
        #expect(result.checkCount == count)
        #expect(result.exceptions.count + result.findings.count <= count)
      }
    }
  }
}
