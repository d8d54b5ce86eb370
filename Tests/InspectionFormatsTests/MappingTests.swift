import Inspection
import InspectionFormats
import Testing

@Suite("Mappings")
struct MappingTests {
  private static let campaign = """
    campaign: c
    checklist: foreign.csv
    regions: foreign.csv
    sites: foreign.csv
    observations: foreign.csv
    mapping: mapping.yaml
    unnamed: pass
    """
  private static let mapping = """
    sites:
      repeats: merge
      columns: {site: Address, region: Ward}
      values: {type: highrise, name: "{Address} ({{Ward} {Ward})"}
    regions:
      repeats: merge
      columns: {code: Ward}
      values: {level: ward}
      root: {code: city, name: City}
    checklist:
      id: code
      repeats: merge
      blankItem: skip
      sort: natural
      sectionParts: 2
      columns: {item: Code, text: Words}
    observations:
      timeZone: America/Toronto
      blankItem: inspected
      columns: {site: Address, item: Code, observed_at: Opened, inspection: Opened}
      values: {value: no}
    """
  private static let foreign = """
    Address,Ward,Code,Words,Opened
    1 Main St,7,2.10.1,ten,2019-06-01T10:00:00
    1 Main St,7,2.9.1,,2019-06-01T10:00:00
    1 Main St,7,2.10.1,ten longer,2019-06-01T10:00:00
    2 Main St,8,,,2019-06-02T10:00:00
    2 Main St,8,,,2019-06-02T10:00:00
    """

  private func sample(_ mapping: String = MappingTests.mapping) throws -> SampleCampaign {
    try SampleCampaign(["campaign.yaml": Self.campaign, "mapping.yaml": mapping, "foreign.csv": Self.foreign])
  }

  @Test("one foreign file serves as checklist, regions, sites and observations")
  func allRoles() throws {
    let inputs = try sample().load()
    #expect(inputs.sites.map(\.name) == ["1 Main St ({Ward} 7)", "2 Main St ({Ward} 8)"])
    #expect(inputs.sites.map(\.type) == ["highrise", "highrise"])
    #expect(inputs.regions.regions.map(\.code) == ["city", "7", "8"])
    #expect(inputs.regions["7"]?.parent == "city")
    #expect(inputs.checklist.items.map(\.id) == ["2.9.1", "2.10.1"])
    #expect(inputs.checklist.items.map(\.text) == ["2.9.1", "ten longer"])
    #expect(inputs.checklist.sections.map(\.id) == ["2.9", "2.10"])
    var seen: [SiteInspection] = []
    let summary = try inputs.forEachInspection { seen.append($0) }
    #expect(seen.map(\.values) == [[.boolean(false), .boolean(false)], [.assumedPass, .assumedPass]])
    #expect(seen.map(\.inspection.observedAt.iso8601) == ["2019-06-01T14:00:00Z", "2019-06-02T14:00:00Z"])
    #expect((summary.repeatedRows, summary.inspections, summary.rows) == (1, 2, 5))
  }

  @Test(
    "a fault of a mapping is told with its line",
    arguments: [
      (
        "site: {}",
        [
          "mapping.yaml:1: site: unknown key (did you mean sites?); known are sites, regions, checklist, observations"
        ]
      ),
      (
        "sites:\n  columns: {sit: Address}\n  repeats: merged\n  blanks: no",
        [
          "mapping.yaml:2: sit: unknown key (did you mean site?); known are site, name, region, type, latitude, longitude, owner, address",
          "mapping.yaml:3: repeats: \"merged\" is none of error, merge (did you mean merge?)",
          "mapping.yaml:4: blanks: \"no\" is none of trim, keep",
        ]
      ),
      (
        "checklist: {sectionParts: many}\nobservations: {timeZone: Mars/Base}\nregions: {root: {name: x}}",
        [
          "mapping.yaml:3: code: is missing",
          "mapping.yaml:1: sectionParts: \"many\" is no whole number from 1 to 9",
          "mapping.yaml:2: timeZone: \"Mars/Base\" is no time zone such as Asia/Shanghai",
        ]
      ),
      (
        "sites:\n  columns: {site: Address, region: Ward}\n  values: {site: x}",
        [
          "mapping.yaml:3: site: is given both as a column and as a value"
        ]
      ),
    ])
  func faults(text: String, expected: [String]) throws {
    let found = try issues { _ = try MappingFile(InputFile("mapping.yaml", text)) }
    #expect(found == expected)
  }

  @Test("a column that the file does not have is told at the mapping's line")
  func missingColumns() throws {
    let broken = Self.mapping.replacing("site: Address, region: Ward", with: "site: Adress")
      .replacing("{Ward})", with: "{Wart})")
    let sample = try sample(broken)
    let found = try sample.issues()
    #expect(
      found == [
        "mapping.yaml:3: site: column \"Adress\" is not in foreign.csv (did you mean Address?); it has Address, Code, Opened, Ward, Words",
        "mapping.yaml:4: name: column \"Wart\" is not in foreign.csv (did you mean Ward?); it has Address, Code, Opened, Ward, Words",
      ])
  }
}
