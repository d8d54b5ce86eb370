import Inspection
import InspectionFormats
import Responsibility
import Testing

@Suite struct PolicyFileTests {
  private func read(_ text: String, holidays: String = "date,kind,name\n2026-10-01,off,National Day\n") throws
    -> PolicyFile
  {
    try PolicyFile(InputFile(name: "policy.yaml", content: Array(text.utf8))) { name in
      InputFile(name: name, content: Array(holidays.utf8))
    }
  }

  private static let good = """
    policy: district
    title: Who answers
    timeZone: Asia/Shanghai
    weekdays: [mon, tue, wed, thu, fri, sat]
    holidays: holidays.csv
    duties:
      - {category: fire, region: T1, department: Brigade, owner: Wang, backup: Li}
      - {category: fire, department: Bureau}
    heads:
      - {region: T1, head: Zhao, deputy: Qian}
    absences:
      - {person: Wang, from: 2026-11-01, through: 2026-11-07}
    deadlines:
      - {level: major, within: 24h}
      - {within: 15wd}
    escalation:
      - {after: 0h, to: town}
      - {after: 2wd, to: county}
    """

  @Test func aPolicyIsRead() throws {
    let policy = try read(Self.good).policy
    #expect(policy.id == "district")
    #expect(policy.calendar.timeZone == "Asia/Shanghai")
    #expect(policy.calendar.weekdays == [1, 2, 3, 4, 5, 6])
    #expect(policy.calendar.exceptions.map(\.name) == ["National Day"])
    #expect(policy.duties.count == 2)
    #expect(policy.heads["T1"]?.deputy == "Qian")
    #expect(policy.deadlines.map(\.within.description) == ["24h", "15wd"])
    #expect(policy.escalation.map(\.to) == ["town", "county"])
  }

  @Test func everyMistakeIsToldWithItsPlace() throws {
    let bad = """
      policy: my policy
      weekdays: [monday]
      holidays: holidays.csv
      duties:
        - {category: fire}
        - {owner: Wang, bakup: Li}
      heads:
        - {region: T1, head: Zhao}
        - {region: T1, head: Qian}
      absences:
        - {person: Wang, from: 2026-11-07, through: 2026-11-01}
      deadlines:
        - {level: huge, within: 15}
      escalation:
        - {after: 2d, to: county}
        - {after: 1d, to: city}
      """
    let errors = try #require(throws: ValidationErrors.self) {
      try read(bad, holidays: "date,kind\n2026-13-01,off\n2026-10-01,maybe\n2026-10-01,off\n")
    }
    for words in [
      "policy.yaml:1: policy: \"my policy\"", "timeZone: is missing", "policy.yaml:2: weekdays: \"monday\"",
      "holidays.csv:2: date: \"2026-13-01\"", "holidays.csv:3: kind: \"maybe\"",
      "holidays.csv:4: date: 2026-10-01 is given twice", "policy.yaml:5: duties: names neither",
      "did you mean backup?", "policy.yaml:9: region: \"T1\" is given twice",
      "policy.yaml:11: through: 2026-11-01 is before", "policy.yaml:13: level: \"huge\"",
      "policy.yaml:13: within: \"15\"", "policy.yaml:16: after: 1d comes before",
    ] {
      #expect(errors.description.contains(words), "\(words) in\n\(errors)")
    }
  }

  @Test func whatNobodyAnswersForIsFound() throws {
    let regions = try RegionTree.build([
      Region(code: "C", name: "County", parent: nil, level: "county"),
      Region(code: "T1", name: "Town 1", parent: "C", level: "town"),
      Region(code: "T2", name: "Town 2", parent: "C", level: "town"),
    ]).get()
    let sites = [
      Site(id: "a", name: "A", region: "T1", type: "shop"),
      Site(id: "b", name: "B", region: "T2", type: "shop"),
    ]
    let checklist = Checklist(
      id: "list", title: "List", version: "1", sections: [.init(id: "S", title: "S")],
      items: [
        Checklist.Item(
          id: "F-1", text: "Extinguisher", section: 0, requirement: .boolean(expected: true), category: "fire"
        )
      ])
    let warnings = PolicyLint.warnings(
      of: try read(Self.good), regions: regions, sites: sites, checklist: checklist
    ).issues.map(\.description)
    #expect(warnings.count == 1, "\(warnings)")
    #expect(warnings[0].contains("nobody answers for item F-1 (fire) at sites in T2 of type shop"))
    let worse = Self.good.replacing(
      "- {category: fire, department: Bureau}",
      with: """
        - {category: fire, region: T1, siteType: shop, owner: Sun}
          - {category: fier, region: T9, owner: Zhou}
        """
    ).replacing("to: county", with: "to: country")
    let more = PolicyLint.warnings(
      of: try read(worse), regions: regions, sites: sites, checklist: checklist
    ).issues.map(\.description).joined(separator: "\n")
    for words in [
      "did you mean fire?", "no region \"T9\" is known", "never decides: row 1 (line 7)",
      "did you mean county?", "nobody answers for item F-1",
    ] {
      #expect(more.contains(words), "\(words) in\n\(more)")
    }
  }
}
