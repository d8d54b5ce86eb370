import Checks
import Inspection
import Testing

/// One item, checked with one value on 2026-11-21.
private func check(
  _ value: ObservationValue?, _ require: String, kind: Requirement.Kind, unit: String? = nil,
  options: [String] = [], evidence: EvidenceRule? = nil, attached: [String] = [],
  siteTypes: [String] = [], store: EvidenceCheck? = nil
) throws -> TaskResult {
  let requirement = try RequirementSyntax.parse(
    require, kind: kind, unit: unit.flatMap(MeasureUnit.init), options: options)
  let item = Checklist.Item(
    id: "F-12", text: "Item", section: 0, requirement: requirement, level: .major,
    risk: RiskFactors(likelihood: 4, consequence: 4), reference: "GB 50444", evidence: evidence,
    siteTypes: siteTypes)
  let checklist = Checklist(
    id: "c", title: "c", version: "1", sections: [.init(id: "S", title: "S")], items: [item])
  let day = try #require(CivilDate(year: 2026, month: 11, day: 21))
  var columns = ObservationColumns()
  columns.append(value)
  let task = InspectionTask(
    campaign: "k", seq: 7, site: SiteReference(id: "s", type: "school", region: "r"),
    inspection: Inspection(observedAt: Timestamp(milliseconds: 0), day: day), items: [0..<1],
    observations: columns, evidence: attached.isEmpty ? [] : [ItemEvidence(item: 0, references: attached)],
    accepted: [RecordedAcceptance(item: 0, at: Timestamp(milliseconds: 9))])
  return try TaskChecker(CompiledChecklist(checklist), worker: "w", evidence: store).check(task).result
}

private func date(_ text: String) -> ObservationValue? {
  DateText.date(text[...]).map(ObservationValue.date)
}

@Suite struct TaskCheckerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var value: ObservationValue?
    var require: String
    var kind: Requirement.Kind
    var unit: String?
    var options: [String] = []
    /// Nil for a pass, else the verdict that must be cited.
    var verdict: String?

    var testDescription: String { "\(String(describing: value)) \(require)" }
  }

  static let cases: [Case] = [
    Case(value: .boolean(true), require: "yes", kind: .boolean),
    Case(value: .boolean(false), require: "yes", kind: .boolean, verdict: "answered no, required yes"),
    Case(value: .boolean(true), require: "no", kind: .boolean, verdict: "answered yes, required no"),
    Case(value: .boolean(false), require: "no", kind: .boolean),
    Case(value: .number(1), require: "1..1.4", kind: .number, unit: "MPa"),
    Case(value: .number(1.4), require: "1..1.4", kind: .number, unit: "MPa"),
    Case(
      value: .number(0.7), require: "1.0..1.4", kind: .number, unit: "MPa",
      verdict: "pressure 0.7 MPa is below 1 MPa"),
    Case(
      value: .number(1.5), require: "1.0..1.4", kind: .number, unit: "MPa",
      verdict: "pressure 1.5 MPa is above 1.4 MPa"),
    Case(
      value: .number(4), require: "< 4", kind: .number, unit: "Ω", verdict: "resistance 4 Ω is not below 4 Ω"),
    Case(value: .number(4), require: "<= 4", kind: .number, unit: "Ω"),
    Case(value: .number(4), require: "> 4", kind: .number, verdict: "4 is not above 4"),
    Case(value: .number((4.0).nextUp), require: "> 4", kind: .number),
    Case(value: .number(0), require: "= 0", kind: .number),
    Case(value: .choice(0), require: "good | worn", kind: .choice, options: ["good", "worn", "broken"]),
    Case(
      value: .choice(2), require: "good | worn", kind: .choice, options: ["good", "worn", "broken"],
      verdict: "\"broken\" is not among good, worn"),
    Case(value: date("2025-11-21"), require: "age <= 12 months", kind: .date),
    Case(
      value: date("2025-11-20"), require: "age <= 12 months", kind: .date,
      verdict: "2025-11-20 is more than 12 months before 2026-11-21"),
    Case(value: date("2025-11-21"), require: "age <= 365 days", kind: .date),
    Case(
      value: date("2026-11-22"), require: "age <= 365 days", kind: .date,
      verdict: "2026-11-22 lies after the inspection on 2026-11-21"),
    Case(value: date("2026-11-21"), require: "not expired", kind: .date),
    Case(
      value: date("2026-11-20"), require: "not expired", kind: .date,
      verdict: "expired on 2026-11-20, inspected on 2026-11-21"),
    Case(value: .text("AB-1234"), require: "matches [A-Z]{2}-[0-9]{4}", kind: .text),
    Case(
      value: .text("xAB-1234"), require: "matches [A-Z]{2}-[0-9]{4}", kind: .text,
      verdict: "\"xAB-1234\" does not match [A-Z]{2}-[0-9]{4}"),
    Case(value: .text("x"), require: "present", kind: .text),
    Case(value: .text(" "), require: "present", kind: .text, verdict: "nothing is stated"),
    Case(value: .assumedPass, require: "1..2", kind: .number),
  ]

  @Test(arguments: cases) func decidesAndCites(_ testCase: Case) throws {
    let result = try check(
      testCase.value, testCase.require, kind: testCase.kind, unit: testCase.unit, options: testCase.options)
    #expect(result.exceptions.isEmpty)
    #expect(result.findings.map(\.reason) == testCase.verdict.map { ["\($0), item F-12 (GB 50444)"] } ?? [])
  }

  @Test func classifiesWhatFails() throws {
    let finding = try #require(try check(.boolean(false), "yes", kind: .boolean).findings.first)
    #expect(finding.level == .major)
    #expect(finding.grade == .red)
    #expect(finding.acceptedAt == Timestamp(milliseconds: 9))
  }

  @Test func nothingObservedIsNoPass() throws {
    let result = try check(nil, "yes", kind: .boolean)
    #expect(result.exceptions == [.init(item: 0, outcome: .notchecked)])
  }

  @Test func notApplicableBySiteTypeOrByTheInspector() throws {
    let excluded = try check(.boolean(false), "yes", kind: .boolean, siteTypes: ["factory"])
    let reason = "applies to sites of type factory only; the site is of type school, item F-12 (GB 50444)"
    #expect(excluded.exceptions == [.init(item: 0, outcome: .notapplicable, reason: reason)])
    let included = try check(.boolean(false), "yes", kind: .boolean, siteTypes: ["school"])
    #expect(included.findings.count == 1)
    let stated = try check(.notApplicable, "yes", kind: .boolean)
    #expect(stated.exceptions == [.init(item: 0, outcome: .notapplicable)])
  }

  @Test(arguments: [true, false]) func missingEvidenceIsAnErrorWhateverWasAnswered(_ answer: Bool) throws {
    let missing = try check(.boolean(answer), "yes", kind: .boolean, evidence: .photo)
    #expect(
      missing.exceptions
        == [.init(item: 0, outcome: .error, reason: "no photo is attached, item F-12 (GB 50444)")])
    #expect(missing.findings.isEmpty)
    let photo = "photo:sha256:\(String(repeating: "a1", count: 32))"
    let attached = try check(.boolean(answer), "yes", kind: .boolean, evidence: .photo, attached: [photo])
    #expect(attached.exceptions.isEmpty)
    #expect(attached.findings.isEmpty == answer)
    if !answer { #expect(attached.findings[0].evidence == [photo]) }
  }

  @Test(arguments: [
    ("photo", ["IMG_1.jpg"], "evidence \"IMG_1.jpg\" has no hash that it could be held against"),
    ("photo", ["document:a1"], "no photo is attached"),
    (
      "photo|document x2", ["photo:a1", "photo:a1"],
      "1 different files are attached that are a photo or document, and 2 are needed"
    ),
    ("photo|document x2", ["photo:a1", "document:b2"], nil),
    ("required", ["document:b2"], nil),
    ("photo", ["photo:a1", "photo:ee"], "photo eeeeeeeeeeee... is not in the evidence folder"),
  ])
  func evidenceIsCountedAndHeldAgainstTheStore(
    _ rule: String, _ attached: [String], _ fault: String?
  ) throws {
    // Short for the sake of the table: a1 stands for the hash of these two digits.
    let references = attached.map { text in
      let parts = text.split(separator: ":")
      return parts.count == 2 ? "\(parts[0]):sha256:\(String(repeating: String(parts[1]), count: 32))" : text
    }
    let result = try check(
      .boolean(true), "yes", kind: .boolean, evidence: EvidenceRule(rawValue: rule), attached: references,
      store: { $0.sha256.hasPrefix("ee") ? "is not in the evidence folder" : nil })
    #expect(result.exceptions.map(\.reason) == (fault.map { ["\($0), item F-12 (GB 50444)"] } ?? []))
    #expect(result.exceptions.allSatisfy { $0.outcome == .error })
  }

  /// No code is a pass for an item whose value must be looked at.
  @Test func anUnknownCodePassesNothing() throws {
    let item = Checklist.Item(id: "I", text: "", section: 0, requirement: .text(.present))
    let checklist = Checklist(
      id: "c", title: "", version: "", sections: [.init(id: "S", title: "")], items: [item])
    let checker = TaskChecker(try CompiledChecklist(checklist), worker: "w")
    for code in UInt8(11)...255 {
      var columns = ObservationColumns()
      columns.codes = [code]
      let task = InspectionTask(
        campaign: "k", seq: 0, site: SiteReference(id: "s", type: "", region: "r"),
        inspection: Inspection(observedAt: Timestamp(milliseconds: 0), day: CivilDate(days: 0)),
        items: [0..<1],
        observations: columns)
      #expect(throws: TaskChecker.Misfit.unknownCode(code)) { try checker.check(task).result }
    }
  }

  @Test func aTaskThatDoesNotFitIsRefused() throws {
    #expect(throws: TaskChecker.Misfit.codeDoesNotFit(item: "F-12")) {
      try check(.number(1), "yes", kind: .boolean)
    }
    #expect(throws: TaskChecker.Misfit.optionOutOfRange(item: "F-12")) {
      try check(.choice(3), "a", kind: .choice, options: ["a"])
    }
  }
}
