import Inspection
import InspectionFormats
import Planning
import Testing

@Suite("Profiles")
struct ProfileTests {
  private static let sections = """
    sections:
      - id: S
        items:
          - {id: A, text: a}
          - {id: B, text: b, observe: number, unit: m, require: ">= 1"}
          - {id: C, text: c, siteTypes: [school], level: major, redLine: true}
      - {id: T, items: [{id: D, text: d, when: item A yes}]}
    """

  private static func read(_ profiles: String) throws -> Checklist {
    try ChecklistFile.read(InputFile("c.yaml", "checklist: c\n\(profiles)\n\(sections)"))
  }

  @Test("steps are taken in order, those of the base first")
  func selection() throws {
    let checklist = try Self.read(
      """
      profiles:
        - {id: base, steps: [deselect all, select section S, deselect item C, refine item B require >= 2]}
        - {id: more, extends: base, steps: [select item D, refine item B require >= 3 ft, refine item A weight 0]}
      """)
    #expect(
      checklist.profiles.map(checklist.selection) == [
        [true, true, false, false], [true, true, false, true],
      ])
    let refined = checklist.refined(by: checklist.profiles[1])
    #expect(RequirementSyntax.text(of: refined.items[1].requirement) == ">= 3 ft")
    #expect(refined.items[0].weight == 0)
    #expect(refined.profiles.isEmpty)
  }

  @Test(
    "a fault is told with its place",
    arguments: [
      ("{id: p, steps: [deselect all]}", "c.yaml:3: id: profile \"p\" selects no item"),
      (
        "{id: p, siteTypes: [shop], steps: [deselect all, select item C]}",
        "c.yaml:3: siteTypes: profile \"p\" selects no item that applies to sites of type \"shop\""
      ),
      ("{id: p, steps: [drop item A]}", "c.yaml:3: steps: \"drop item A\" is no step"),
      ("{id: p, steps: [select item Z]}", "c.yaml:3: steps: there is no item \"Z\""),
      ("{id: p, steps: [select section Z]}", "c.yaml:3: steps: there is no section \"Z\""),
      ("{id: p, steps: [refine item B require yes]}", "c.yaml:3: steps: \"yes\" is no number"),
      ("{id: p, steps: [refine item B require >= 2 V]}", "c.yaml:3: steps: V is voltage, but m is length"),
      ("{id: p, steps: [refine item B level huge]}", "c.yaml:3: steps: \"huge\" is none of general, major"),
      ("{id: p, steps: [refine item B weight -1]}", "c.yaml:3: steps: \"-1\" is no weight"),
      ("{id: p, extends: q}", "c.yaml:3: extends: there is no profile \"q\""),
      ("{id: p, extends: p}", "c.yaml:3: extends: profiles build on each other in a circle"),
      (
        "{id: p, steps: [refine item C level general]}", "c.yaml:3: id: makes the red-line item \"C\" general"
      ),
      ("{id: p}\n  - {id: p}", "c.yaml:4: id: profile \"p\" is already on line 3"),
      (
        "{id: p, siteTypes: [shop]}\n  - {id: q, siteTypes: [shop]}",
        "c.yaml:4: siteTypes: profile \"p\" applies to sites of type \"shop\" already"
      ),
      ("{id: p, steps: [refine item A require item D yes]}", "items ask each other in a circle"),
    ])
  func faults(profile: String, expected: String) throws {
    let found = try issues { _ = try Self.read("profiles:\n  - \(profile)") }
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test(
    "conditions that mean nothing are told with their place",
    arguments: [
      ("item Z yes", "c.csv:3: when: there is no item \"Z\""),
      ("item B yes", "c.csv:3: when: item \"B\" asks itself"),
      ("yes", "c.csv:3: when: \"yes\" is no condition"),
      ("item A >= 1", "c.csv:3: when: item A: \">= 1\" is not yes or no"),
      ("item A", "c.csv:3: when: item A: say what must be observed there"), ("site", "is no condition"),
      ("item I yes", "c.csv:3: when: item \"I\" observes nothing itself"),
      ("item Q yes", "c.csv:3: when: item \"Q\" is decided by a probe"),
      ("item E yes", "items ask each other in a circle: B, E, B"),
    ])
  func conditions(when: String, expected: String) throws {
    let csv = """
      item,text,observe,require,when,probe
      A,a,,,,
      B,b,,,\(when),
      I,i,items,item A yes,,
      Q,q,,,,tcp h:1
      E,e,,,item B yes,
      """
    let found = try issues { _ = try ChecklistFile.read(InputFile("c.csv", csv)) }
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  private static func folder(campaign: String, profiles: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("c.yaml", "checklist: c\n\(profiles)\n\(sections)")
    try folder.write("regions.csv", "code,name,parent\nr,R,\n")
    try folder.write("sites.csv", "site,name,region,type\n1,One,r,school\n2,Two,r,shop\n3,Three,r,\n")
    try folder.write(
      "campaign.yaml",
      "campaign: k\nchecklist: c.yaml\nregions: regions.csv\nsites: sites.csv\nasOf: 2026-11-21\n\(campaign)")
    return folder
  }

  private static let two = """
    profiles:
      - {id: quick, siteTypes: [shop], steps: [deselect section T, refine item B level major]}
      - {id: one, steps: [deselect all, select item B, refine item B require >= 5]}
    """

  @Test("each site is inspected by the profile of its type")
  func byType() throws {
    let folder = try Self.folder(campaign: "", profiles: Self.two)
    let inputs = try CampaignInputs.load(campaignFile: folder.file("campaign.yaml"))
    #expect(inputs.selectedItems == [0..<4])
    #expect(inputs.selectedItemsByType == ["shop": [0..<3]])
    #expect(inputs.checklist.profiles.count == 2)
    // Four items at two sites, three at the shop.
    #expect(try CampaignPlan.make(inputs).checks == 11)
  }

  @Test("a campaign's own profile holds everywhere")
  func chosen() throws {
    let folder = try Self.folder(campaign: "profile: one", profiles: Self.two)
    let inputs = try CampaignInputs.load(campaignFile: folder.file("campaign.yaml"))
    #expect(inputs.selectedItems == [1..<2])
    #expect(inputs.selectedItemsByType.isEmpty)
    #expect(RequirementSyntax.text(of: inputs.checklist.items[1].requirement) == ">= 5")
    #expect(try CampaignPlan.make(inputs).checks == 3)
  }

  @Test(
    "a selection of nothing is refused",
    arguments: [
      (
        "profile: onn",
        "campaign.yaml:6: profile: profile \"onn\" is unknown (did you mean one?); known are quick, one"
      ),
      (
        "profile: one\nselect: {items: [A]}",
        "campaign.yaml: select: selects no item of the checklist that the profile selects too"
      ),
      (
        "select: {items: [D]}",
        "campaign.yaml: profile: nothing is selected for sites of type \"shop\" by their profile \"quick\""
      ),
      ("select: {items: [C]}", "campaign.yaml: select: nothing is selected for sites without a type"),
    ])
  func empty(campaign: String, expected: String) throws {
    let folder = try Self.folder(campaign: campaign, profiles: Self.two)
    let found = try issues(in: folder) {
      _ = try CampaignInputs.load(campaignFile: folder.file("campaign.yaml"))
    }
    #expect(found.contains(expected), "\(found)")
  }
}
