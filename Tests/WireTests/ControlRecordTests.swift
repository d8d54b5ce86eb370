import Inspection
import Testing
import Wire

@Suite struct ControlRecordTests {
  static func checklist() throws -> Checklist {
    func item(_ id: String, _ requirement: Requirement) -> Checklist.Item {
      Checklist.Item(
        id: id, text: "text \(id)", section: 0, requirement: requirement, level: .major,
        risk: RiskFactors(likelihood: 1, exposure: 2, consequence: 3), isRedLine: true, category: "gas",
        department: "d", reference: "GB 1", evidence: .document, siteTypes: ["a", "b"])
    }
    let options = ["x", "y|", "z"]
    return Checklist(
      id: "c", title: "t", version: "v", source: "s", riskModel: .standardLEC,
      sections: [.init(id: "S", title: "Section", category: "fire")],
      items: [
        item("1", .boolean(expected: false)),
        item("2", .number(NumberRange(lower: .init(-1), upper: .init(0.1)), unit: MeasureUnit("°C"))),
        item("3", .number(NumberRange(lower: nil, upper: .init(5, inclusive: false)), unit: nil)),
        item("4", .choice(options: options, passing: [0, 2])),
        item("5", .date(.ageAtMost(18, .months))), item("6", .date(.notExpired)),
        item(
          "10",
          Requirement(
            observes: .items,
            rule: .atLeast(
              1,
              [
                .item("2", .not(.number(NumberRule(.about(20, .absolute(2)), unit: MeasureUnit("°F"))))),
                .site(["a b"]),
              ]))),
        item(
          "11",
          Requirement(
            observes: .choices(["x", "(y)"]),
            rule: .any([.contains(["(y)"]), .count(NumberRange(lower: nil, upper: .init(0)))]))),
        item(
          "12",
          Requirement(
            observes: .numbers(MeasureUnit("m")),
            rule: .several(2, .number(NumberRule(.about(2, .percent(5))))))),
        item("7", .text(.matches("[A-Z]+"))), item("8", .text(.present)),
        Checklist.Item(
          id: "9", text: "t", section: 0, requirement: .boolean(expected: true),
          condition: .all([.item("1", .answer(true)), .item("4", .oneOf(["x"]))]), weight: 2.5,
          probe: .plugin(PluginCall(name: "p", arguments: ["{site}", "a b"]))),
      ],
      profiles: [
        .init(
          id: "p", title: "P", siteTypes: ["a"],
          steps: [
            .deselect(.all), .select(.section("S")), .deselect(.item("1")),
            .refine(item: "2", .level(.general)),
            .refine(
              item: "2", .require(.number(NumberRule(.range(NumberRange(lower: .init(1), upper: nil)))))),
            .refine(item: "3", .weight(0)),
          ]), .init(id: "q", base: "p"),
      ])
  }

  @Test func everyKindComesBackAsItWas() throws {
    let opening = CampaignOpening(
      id: "k", title: "K", checklistDigest: "a", registerDigest: "b", siteCount: 3, taskCount: 4,
      checkCount: 5, taskDigest: "c", openedAt: Timestamp(milliseconds: 6),
      passesAreObserved: true)
    let seal = ControlRecord.CampaignSeal(
      campaign: "k", taskCount: 4, taskDigest: "c", sealedAt: Timestamp(milliseconds: 7))
    let records: [ControlRecord] = [
      .checklist(try Self.checklist()), .opening(opening), .progress(campaign: "k", acknowledged: 2),
      .seal(seal),
      .cancellation(
        CampaignCancellation(
          campaign: "k", cancelledAt: Timestamp(milliseconds: 8), person: "p", reason: "r")),
    ]
    for record in records {
      let bytes = try record.encoded()
      #expect(try bytes.withUnsafeBytes { try ControlRecord(decoding: $0, key: record.key()) } == record)
      #expect(throws: WireError.self) {
        try bytes.withUnsafeBytes { try ControlRecord(decoding: $0, key: "campaign/other/opening") }
      }
    }
    #expect(Set(try records.map { try $0.key() }).count == records.count)
  }

  @Test func aChecklistsKeyIsItsDigest() throws {
    let checklist = try Self.checklist()
    let digest = Digest.hex(of: try ChecklistCodec.encode(checklist))
    #expect(try ControlRecord.checklist(checklist).key() == "checklist/\(digest)")
  }
}
