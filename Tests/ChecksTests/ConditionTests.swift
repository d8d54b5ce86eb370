import Checks
import Inspection
import Probes
import Testing

/// Conditions and refinements within whole tasks.
@Suite struct ConditionTests {
  private static func item(
    _ id: String, _ requirement: Requirement = .boolean(expected: true), when condition: Rule? = nil,
    evidence: EvidenceRule? = nil
  ) -> Checklist.Item {
    Checklist.Item(
      id: id, text: id, section: 0, requirement: requirement, evidence: evidence, condition: condition)
  }

  private static func checklist(_ items: [Checklist.Item], profiles: [Checklist.Profile] = []) -> Checklist {
    Checklist(
      id: "c", title: "c", version: "1", sections: [.init(id: "S", title: "S")], items: items,
      profiles: profiles)
  }

  private static func task(
    _ items: [Range<Int>], _ values: [ObservationValue?], referenced: [Int: ObservationValue?] = [:],
    siteType: String = "shop"
  ) -> InspectionTask {
    var columns = ObservationColumns()
    for value in values { columns.append(value) }
    var others = ReferencedObservations(items: referenced.keys.sorted())
    for item in others.items { others.columns.append(referenced[item] ?? nil) }
    return InspectionTask(
      campaign: "k", seq: 0, site: SiteReference(id: "s", type: siteType, region: "r"),
      inspection: Inspection(observedAt: Timestamp(milliseconds: 0), day: CivilDate(days: 20_000)),
      items: items, observations: columns, referenced: others)
  }

  private static func result(_ checklist: Checklist, _ task: InspectionTask) throws -> TaskResult {
    try TaskChecker(CompiledChecklist(checklist), worker: "w").check(task).result
  }

  /// The item that is asked is in another task; what was observed of it came along.
  @Test func aConditionOnAnItemOfAnotherTask() throws {
    let checklist = Self.checklist([Self.item("A"), Self.item("B", when: .item("A", .answer(true)))])
    let holds = try Self.result(
      checklist, Self.task([1..<2], [.boolean(false)], referenced: [0: .boolean(true)]))
    #expect(holds.findings.map(\.item) == [1])
    let fails = try Self.result(
      checklist, Self.task([1..<2], [.boolean(false)], referenced: [0: .boolean(false)]))
    #expect(fails.findings.isEmpty)
    #expect(
      fails.exceptions == [
        .init(item: 1, outcome: .notapplicable, reason: "does not apply: item A was answered no, item B")
      ])
  }

  /// Neither a sender that forgets the observation nor an inspector who did makes it a pass.
  @Test(arguments: [[0: nil], [:]] as [[Int: ObservationValue?]])
  func whatWasNotObservedPassesNothing(_ referenced: [Int: ObservationValue?]) throws {
    let checklist = Self.checklist([Self.item("A"), Self.item("B", when: .item("A", .answer(true)))])
    let result = try Self.result(checklist, Self.task([1..<2], [.boolean(true)], referenced: referenced))
    #expect(
      result.exceptions == [
        .init(
          item: 1, outcome: .notchecked,
          reason: "it is not known whether it applies: item A was not observed, item B")
      ])
  }

  /// Evidence is no matter where the item does not apply; a value is read all the same, so that the next one is
  /// the next item's.
  @Test func whatDoesNotApplyIsReadOver() throws {
    let range = NumberRange(lower: .init(1), upper: nil)
    let checklist = Self.checklist([
      Self.item("A"),
      Self.item("B", .number(range, unit: nil), when: .item("A", .answer(true)), evidence: .photo),
      Self.item("C", .number(range, unit: nil)),
    ])
    let task = Self.task(
      [0..<3], [.boolean(false), .number(5), .number(0)], referenced: [0: .boolean(false)])
    let result = try Self.result(checklist, task)
    #expect(result.exceptions.map(\.outcome) == [.notapplicable])
    #expect(result.findings.map(\.item) == [0, 2])
  }

  @Test func itemsThatAskEachOtherAreRefused() {
    let circle = Self.checklist([
      Self.item("A", when: .item("B", .answer(true))), Self.item("B", when: .item("A", .answer(true))),
    ])
    #expect(throws: ItemReferences.Failure.self) { try CompiledChecklist(circle) }
    let chain = (0...40).map { index in
      Self.item("I\(index)", when: index == 0 ? nil : .item("I\(index - 1)", .answer(true)))
    }
    #expect(throws: ItemReferences.Failure.self) { try CompiledChecklist(Self.checklist(chain)) }
    #expect(throws: Never.self) { try CompiledChecklist(Self.checklist(Array(chain.prefix(30)))) }
  }

  /// Each item asks the two before it: without remembering, that doubles at each step.
  @Test(.timeLimit(.minutes(1))) func conditionsThatBranchAreQuick() throws {
    let items = (0..<30).map { index in
      Self.item(
        "I\(index)",
        when: index < 2
          ? nil : .all([.item("I\(index - 1)", .answer(true)), .item("I\(index - 2)", .answer(true))]))
    }
    let values = [ObservationValue?](repeating: .boolean(true), count: 30)
    let referenced = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0, $1) })
    let result = try Self.result(Self.checklist(items), Self.task([0..<30], values, referenced: referenced))
    #expect(result.exceptions.isEmpty && result.findings.isEmpty)
  }

  @Test func aProfileRefinesForItsSiteTypes() throws {
    let profile = Checklist.Profile(
      id: "p", siteTypes: ["school"],
      steps: [
        .refine(item: "A", .require(.number(NumberRule(.range(.init(lower: .init(2), upper: nil)))))),
        .refine(item: "A", .level(.major)),
      ])
    let checklist = Self.checklist(
      [Self.item("A", .number(.init(lower: .init(1), upper: nil), unit: nil))], profiles: [profile])
    #expect(try Self.result(checklist, Self.task([0..<1], [.number(1.5)])).findings.isEmpty)
    let refined = try Self.result(checklist, Self.task([0..<1], [.number(1.5)], siteType: "school"))
    #expect(refined.findings.map(\.reason) == ["1.5 is below 2, item A"])
    #expect(refined.findings.map(\.level) == [.major])
  }

  /// The condition of a probed item is decided before anything is probed.
  @Test func whatDoesNotApplyIsNotProbed() throws {
    var probed = Self.item("B", when: .item("A", .answer(true)))
    probed.probe = .plugin(PluginCall(name: "p", arguments: []))
    let checker = try TaskChecker(CompiledChecklist(Self.checklist([Self.item("A"), probed])), worker: "w")
    let task = Self.task([1..<2], [nil], referenced: [0: .boolean(false)])
    let checked = try checker.check(task)
    #expect(checked.pending.isEmpty)
    #expect(checked.result.exceptions.map(\.outcome) == [.notapplicable])
    let other = try checker.check(Self.task([1..<2], [nil], referenced: [0: .boolean(true)]))
    #expect(other.pending.map(\.item) == [1])
  }
}
