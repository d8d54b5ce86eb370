import Inspection
import TestSupport
import Testing

@Suite("Criteria and combinations") struct CriteriaTests {
  private static func classification(
    own: HazardLevel = .general, risk: RiskFactors? = nil, siteType: String = "school", _ rules: [Criterion]
  ) -> Classification {
    Classification(
      item: "F-1", category: "fire", own: own, risk: risk, model: .standardMatrix, criteria: rules,
      siteType: siteType)
  }

  private static func rule(
    _ id: String, _ level: HazardLevel = .major, items: [String] = [], categories: [String] = [],
    siteTypes: [String] = [], grade: RiskGrade? = nil, count: Int = 1
  ) -> Criterion {
    Criterion(
      id: id, text: id, level: level, items: items, categories: categories, siteTypes: siteTypes,
      grade: grade,
      count: count)
  }

  @Test func allConditionsOfACriterionMustHold() {
    let rules = [
      Self.rule("item", items: ["F-1", "F-2"]), Self.rule("category", categories: ["fire"]),
      Self.rule("type", siteTypes: ["school"]), Self.rule("grade", grade: .orange),
      Self.rule("all", items: ["F-1"], categories: ["fire"], siteTypes: ["school"], grade: .orange),
    ]
    let orange = RiskFactors(likelihood: 2, consequence: 5)
    for rule in rules {
      let found = Self.classification(risk: orange, [rule])
      #expect(found.level == .major && found.criterion == rule)
      #expect(found.grade == .orange)
    }
    let yellow = RiskFactors(likelihood: 1, consequence: 5)
    #expect(Self.classification(risk: yellow, [rules[3]]).criterion == nil)
    #expect(Self.classification(siteType: "shop", [rules[2]]).level == .general)
    #expect(Self.classification([Self.rule("other", items: ["G-1"])]).level == .general)
    #expect(Self.classification([Self.rule("other", categories: ["gas"])]).level == .general)
  }

  @Test func theWorstCountsAndTheFirstOfThemIsCited() {
    let general = Self.rule("g", .general, items: ["F-1"])
    let (first, second) = (Self.rule("a", items: ["F-1"]), Self.rule("b", items: ["F-1"]))
    #expect(Self.classification([general, first, second]).criterion == first)
    #expect(Self.classification([first, general]).criterion == first)
    #expect(Self.classification([general]).criterion == general)
    // A criterion never makes a hazard less bad than its item says.
    let own = Self.classification(own: .major, [general])
    #expect(own.level == .major && own.criterion == nil)
    #expect(Self.classification(own: .major, [first]).criterion == first)
  }

  @Test func withoutFactorsTheLevelGivesTheGrade() {
    #expect(Self.classification([]).grade == .blue)
    #expect(Self.classification([Self.rule("a", items: ["F-1"])]).grade == .red)
    #expect(Self.classification(own: .major, []).grade == .red)
  }

  @Test(arguments: [
    (RiskModel.Boundary.worse, 16.0, RiskGrade.red), (.better, 16, .orange), (.worse, 5, .yellow),
    (.better, 5, .blue), (.better, 16.1, .red), (.better, 1, .blue),
  ])
  func theBoundaryBelongsWhereTheChecklistSays(
    _ boundary: RiskModel.Boundary, _ score: Double, _ grade: RiskGrade
  ) {
    var model = RiskModel.standardMatrix
    model.boundary = boundary
    #expect(model.grade(of: RiskFactors(likelihood: 1, consequence: score)) == grade)
  }

  @Test func wordsSayTheCellTheBandAndTheBoundary() {
    #expect(
      RiskModel.standardMatrix.words(for: RiskFactors(likelihood: 3, consequence: 4))
        == "likelihood 3 x consequence 4 = 12, row 3 and column 4 of the matrix, which lies from 10 and below 16; "
        + "a score on a boundary belongs to the worse grade")
    var lec = RiskModel.standardLEC
    lec.boundary = .better
    #expect(
      lec.words(for: RiskFactors(likelihood: 0.5, exposure: 6, consequence: 15))
        == "D = likelihood 0.5 x exposure 6 x consequence 15 = 45 (LEC), which lies up to 70; "
        + "a score on a boundary belongs to the less bad grade")
  }

  // MARK: Combinations

  private static func part(
    _ item: String, _ level: HazardLevel = .general, category: String = "fire", _ grade: RiskGrade = .blue
  ) -> Combination.Part {
    Combination.Part(item: item, category: category, level: level, grade: grade)
  }

  private static func raised(
    _ parts: [Combination.Part], _ rules: [Criterion], at siteType: String = ""
  ) -> [String?] {
    Combination.raising(parts, by: rules, at: siteType).map { $0?.id }
  }

  @Test func severalGeneralHazardsMakeMajorOnes() {
    let three = Self.rule("three", count: 3)
    let parts = [Self.part("a"), Self.part("b"), Self.part("c"), Self.part("d", .major)]
    #expect(Self.raised(parts, [three]) == ["three", "three", "three", nil])
    #expect(Self.raised(Array(parts.dropFirst()), [three]) == [nil, nil, nil], "a major one does not count")
    #expect(Self.raised([], [three]) == [])
  }

  @Test func aCombinationCountsWhatItNames() {
    let named = Self.rule("named", items: ["a", "b"], count: 2)
    let fire = Self.rule("fire", categories: ["fire"], grade: .yellow, count: 2)
    let parts = [
      Self.part("a"), Self.part("b", category: "gas"), Self.part("c", .general, .orange),
      Self.part("d", .general, .yellow),
    ]
    #expect(Self.raised(parts, [named, fire]) == ["named", "named", "fire", "fire"])
    #expect(Self.raised(Array(parts.dropFirst()), [named, fire]) == [nil, "fire", "fire"])
    // Several raise the same: the first is cited.
    let any = Self.rule("any", count: 2)
    #expect(Self.raised(parts, [any, named]) == ["any", "any", "any", "any"])
  }

  @Test func aCombinationMayAskForSiteTypes() {
    let school = Self.rule("school", siteTypes: ["school", "nursery"], count: 2)
    let parts = [Self.part("a"), Self.part("b"), Self.part("c", .major)]
    #expect(Self.raised(parts, [school], at: "nursery") == ["school", "school", nil])
    #expect(Self.raised(parts, [school], at: "shop") == [nil, nil, nil])
    #expect(Self.raised(parts, [school]) == [nil, nil, nil], "a site without a type is of none of them")
    let anywhere = Self.rule("anywhere", count: 2)
    #expect(Self.raised(parts, [school, anywhere], at: "shop") == ["anywhere", "anywhere", nil])
  }

  /// Whatever the order of the findings, each is raised by the same.
  @Test(arguments: 0..<50) func theOrderDoesNotMatter(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rules = (0..<3).map { index in
      Self.rule(
        "r\(index)", items: Bool.random(using: &random) ? [] : ["i1", "i2", "i3", "i4"],
        grade: Bool.random(using: &random) ? nil : .yellow, count: Int.random(in: 2...4, using: &random))
    }
    var parts = (0..<6).map { index in
      Self.part(
        "i\(index)", Int.random(in: 0..<4, using: &random) == 0 ? .major : .general,
        RiskGrade.allCases.randomElement(using: &random) ?? .blue)
    }
    let expected = Dictionary(uniqueKeysWithValues: zip(parts.map(\.item), Self.raised(parts, rules)))
    for _ in 0..<5 {
      parts.shuffle(using: &random)
      let again = Dictionary(uniqueKeysWithValues: zip(parts.map(\.item), Self.raised(parts, rules)))
      #expect(again == expected)
    }
  }
}
