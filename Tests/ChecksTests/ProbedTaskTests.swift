import Checks
import Inspection
import Probes
import Testing

@Suite struct ProbedTaskTests {
  private static let probe = Probe.plugin(PluginCall(name: "p", arguments: []))
  private static let day = CivilDate(days: 20_000)

  private func checker() throws -> TaskChecker {
    let observed = Checklist.Item(
      id: "A", text: "a", section: 0, requirement: .boolean(expected: true))
    let probed = ["B", "C", "D"].map { id in
      Checklist.Item(
        id: id, text: id, section: 0, requirement: .boolean(expected: true), level: .major,
        reference: "GB 1", siteTypes: id == "D" ? ["school"] : [], probe: Self.probe)
    }
    let checklist = Checklist(
      id: "c", title: "t", version: "1", sections: [.init(id: "S", title: "s")], items: [observed] + probed)
    return TaskChecker(try CompiledChecklist(checklist), worker: "w")
  }

  private func task(_ values: [ObservationValue?]) -> InspectionTask {
    var columns = ObservationColumns()
    for value in values { columns.append(value) }
    return InspectionTask(
      campaign: "k", seq: 7, site: SiteReference(id: "s", type: "shop", region: "r"),
      inspection: Inspection(observedAt: Timestamp(milliseconds: 0), day: Self.day),
      items: [0..<values.count], observations: columns)
  }

  private let timeout = ProbeVerdict.Failure(.timeout, "too slow")
  private let now = Timestamp(milliseconds: 1_000)

  @Test func whatIsNotObservedIsProbed() throws {
    let checked = try checker().check(task([.boolean(false), nil, .assumedPass, nil]))
    #expect(checked.pending.map(\.item) == [1, 2])
    #expect(checked.result.findings.map(\.item) == [0])
    let reason = "applies to sites of type school only; the site is of type shop, item D (GB 1)"
    #expect(checked.result.exceptions == [.init(item: 3, outcome: .notapplicable, reason: reason)])
  }

  @Test func anObservationNeedsNoProbe() throws {
    let checked = try checker().check(task([.boolean(true), .boolean(true), .boolean(false)]))
    #expect(checked.pending.isEmpty)
    #expect(checked.result.findings.map(\.item) == [2])
  }

  @Test func verdictsAreCited() throws {
    let task = task([.boolean(true), nil, nil])
    let checker = try checker()
    let (settled, undecided) = checker.settle(
      try checker.check(task), task, verdicts: [.met, .violated("plugin p: CRITICAL")])
    #expect(undecided.isEmpty)
    #expect(settled.result.findings.map(\.reason) == ["plugin p: CRITICAL, item C (GB 1)"])
    #expect(settled.result.findings.map(\.level) == [.major])
  }

  /// Only the undecided check travels on, and what the others came to is in the end's result.
  @Test func aRetryTakesOnlyTheUndecidedAlong() throws {
    let task = task([.boolean(false), nil, nil])
    let checker = try checker()
    let first = checker.settle(
      try checker.check(task), task, verdicts: [.undecided(timeout), .violated("bad")])
    #expect(first.undecided == [.init(item: 1, failure: timeout)])
    let next = first.checked.retry(
      of: task, attempt: 1, undecided: first.undecided, now: now, due: Timestamp(milliseconds: 6_000))
    #expect(next.items == [1..<2])
    #expect(next.observations.codes == [0])
    #expect(next.retry?.firstFailedAt == now)
    #expect(next.retry?.errorClass == "timeout")

    let again = try checker.check(next)
    #expect(again.pending.map(\.item) == [1])
    let last = checker.settle(again, next, verdicts: [.violated("worse")])
    #expect(last.undecided.isEmpty)
    #expect(last.checked.result.items == [0..<3])
    #expect(last.checked.result.findings.map(\.item) == [0, 1, 2])
    #expect(last.checked.result.checkCount == 3)
    let third = first.checked.retry(
      of: next, attempt: 2, undecided: [.init(item: 1, failure: timeout)],
      now: Timestamp(milliseconds: 9_000),
      due: Timestamp(milliseconds: 9_000))
    #expect(third.retry?.firstFailedAt == now)
  }

  @Test func aRetryOfAnotherTaskIsRefused() throws {
    let checker = try checker()
    var next = task([nil])
    next.items = [1..<2]
    var foreign = try checker.check(task([.boolean(true), nil])).result
    foreign.seq = 8
    next.retry = RetryState(
      attempt: 1, firstFailedAt: now, dueAt: now, errorClass: "", error: "", partial: foreign)
    #expect(throws: TaskChecker.Misfit.foreignRetry) { try checker.check(next) }
    foreign.seq = 7
    foreign.findings = [Finding(item: 1, level: .major, grade: .red, reason: "")]
    next.retry?.partial = foreign
    #expect(throws: TaskChecker.Misfit.foreignRetry) { try checker.check(next) }
  }
}
