import Foundation
import Inspection
import InspectionFormats
import TestSupport
import Testing

/// The files of a small campaign, of which a test replaces some.
struct SampleCampaign {
  let folder: TemporaryFolder

  static let files = [
    "campaign.yaml": """
    campaign: c-1
    checklist: checklist.csv
    regions: regions.csv
    sites: sites.csv
    observations: [obs.csv]
    """,
    "checklist.csv": """
    section,item,text,observe,unit,options,require,category,evidence
    FX,FX-01,In place,boolean,,,yes,fire,
    FX,FX-02,Pressure,number,MPa,,1.0..1.4,fire,
    EX,EX-01,Body,choice,,good|worn,good,egress,photo
    EX,EX-02,Serviced,date,,,age <= 1 years,,
    """,
    "regions.csv": "code,name,parent\nd,District,\nt1,Town 1,d\nt2,Town 2,d\n",
    "sites.csv": "site,region,type\ns1,t1,shop\ns2,t2,shop\ns3,t1,school\n",
    "obs.csv": """
    site,item,value,observed_at,inspector,accepted_at,evidence,inspection
    s1,FX-01,no,2026-11-10T09:00:00Z,wang,2026-11-12T09:00:00Z,,a
    s1,FX-02,1.2,,li,,,a
    s1,EX-01,worn,2026-11-10T09:30:00Z,wang,,photo:2|photo:1,a
    s1,FX-01,yes,2026-10-01T08:00:00Z,,,,b
    s3,FX-01,n/a,2026-11-11,,,,
    s3,EX-02,,,,,,
    """,
  ]

  init(_ replaced: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    for (name, content) in Self.files.merging(replaced, uniquingKeysWith: { $1 }) {
      try folder.write(name, content)
    }
  }

  func load() throws -> CampaignInputs {
    try CampaignInputs.load(campaignFile: folder.file("campaign.yaml"))
  }

  /// Everything that is wrong, from the loading and from the walk.
  func issues() throws -> [String] {
    try InspectionFormatsTests.issues(in: folder) { try load().forEachInspection { _ in } }
  }

  func inspections() throws -> [SiteInspection] {
    var found: [SiteInspection] = []
    try load().forEachInspection { found.append($0) }
    return found
  }
}

extension SiteInspection {
  /// Everything in one line, to compare.
  var summary: String {
    let values = values.map { $0.map { "\($0)" } ?? "-" }.joined(separator: " ")
    let evidence = evidence.map { "\($0.item)=\($0.references)" }.joined()
    let accepted = accepted.map { "\($0.item)@\($0.at.iso8601)" }.joined()
    return
      "\(siteIndex) \(site.id) \(id)|\(inspection.observedAt.iso8601) \(inspection.day) \(inspection.inspector)"
      + "|\(values)|\(evidence)|\(accepted)|\(rowCount)"
  }
}

@Suite("Campaigns")
struct CampaignTests {
  @Test("records become inspections by site, time and id")
  func inspections() throws {
    let found = try SampleCampaign().inspections().map(\.summary)
    #expect(
      found == [
        "0 s1 b|2026-10-01T08:00:00Z 2026-10-01 |boolean(true) - - -|||1",
        "0 s1 a|2026-11-10T09:30:00Z 2026-11-10 li, wang|boolean(false) number(1.2) choice(1) -"
          + "|2=[\"photo:1\", \"photo:2\"]|0@2026-11-12T09:00:00Z|3",
        "1 s2 |2026-11-11T00:00:00Z 2026-11-11 |- - - -|||0",
        "2 s3 |2026-11-11T00:00:00Z 2026-11-11 |notApplicable - - -|||2",
      ])
  }

  @Test("JSON lines say the same as CSV")
  func jsonLines() throws {
    let json = """
      {"site":"s3","observed_at":"2026-11-11","values":{"FX-01":"n/a","EX-02":null}}
      {"values":{"FX-01":false,"FX-02":1.2,"EX-01":"w\\u006frn"},"evidence":{"EX-01":["photo:2","photo:1"]},"inspector":"wang","inspection":"a","accepted":{"FX-01":"2026-11-12T17:00:00+08:00"},"observed_at":"2026-11-10T09:30:00Z","site":"s1"}
      {"site":"s1","inspection":"b","observed_at":"2026-10-01T08:00:00Z","values":{"FX-01":1}}
      """
    let campaign = SampleCampaign.files["campaign.yaml"]?.replacing("obs.csv", with: "obs.jsonl") ?? ""
    let fromJSON = try SampleCampaign(["campaign.yaml": campaign, "obs.jsonl": json]).inspections()
    let fromCSV = try SampleCampaign().inspections()
    #expect(fromJSON.map(\.values) == fromCSV.map(\.values))
    #expect(fromJSON.map(\.evidence) == fromCSV.map(\.evidence))
    #expect(fromJSON.map(\.accepted) == fromCSV.map(\.accepted))
    #expect(fromJSON.map(\.inspection.observedAt) == fromCSV.map(\.inspection.observedAt))
  }

  @Test("neither the order of rows nor their files matter", arguments: 0..<20)
  func anyOrder(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var rows: [String] = []
    for site in ["s1", "s2", "s3"] {
      for inspection in 0..<3 {
        for item in ["FX-01,yes", "FX-02,1.1", "EX-01,good"] where Bool.random(using: &random) {
          let accepted = Bool.random(using: &random) ? "2026-12-01" : ""
          let row =
            "\(site),\(item),2026-11-1\(inspection),w\(inspection),\(accepted),e:\(inspection),i\(inspection)"
          rows.append(row)
          if Bool.random(using: &random) { rows.append(row) }
        }
      }
    }
    rows.append("s1,FX-01,no,2026-11-20,,,,last")
    let header = "site,item,value,observed_at,inspector,accepted_at,evidence,inspection\n"
    let one = try SampleCampaign(["obs.csv": header + rows.joined(separator: "\n")])
    rows.shuffle(using: &random)
    let cut = Int.random(in: 1..<rows.count, using: &random)
    let campaign = SampleCampaign.files["campaign.yaml"]?.replacing("[obs.csv]", with: "[a.csv, b.csv]") ?? ""
    let two = try SampleCampaign([
      "campaign.yaml": campaign, "a.csv": header + rows[..<cut].joined(separator: "\r\n"),
      "b.csv": header + rows[cut...].joined(separator: "\n\n"),
    ])
    #expect(try one.inspections().map(\.summary) == two.inspections().map(\.summary))
    #expect(try one.load().forEachInspection { _ in } == two.load().forEachInspection { _ in })
  }

  @Test("what lies in the future is told, be it observed or accepted")
  func future() throws {
    let campaign = try SampleCampaign()
    let found = try issues(in: campaign.folder) {
      let now = Timestamp(milliseconds: 1_794_304_800_000)  // 2026-11-10T10:00:00Z
      let inputs = try CampaignInputs.load(
        campaignFile: campaign.folder.file("campaign.yaml"), latestTime: now)
      try inputs.forEachInspection { _ in }
    }
    #expect(
      found == [
        "obs.csv:2: accepted_at: FX-01: 2026-11-12T09:00:00Z is in the future",
        "obs.csv:6: observed_at: 2026-11-11T00:00:00Z is in the future",
      ])
  }

  @Test("an acceptance of what was not observed is told")
  func acceptedBlank() throws {
    let found = try SampleCampaign(["obs.csv": Self.header + "s1,FX-01,,2026-11-10,2026-11-12,,\n"]).issues()
    #expect(found == ["obs.csv:2: accepted_at: FX-01: nothing was observed that could have been rectified"])
  }

  @Test("rows of several days that are one inspection are counted")
  func severalDays() throws {
    let sample = try SampleCampaign([
      "obs.csv": Self.header + """
        s1,FX-01,no,2026-11-10,,,
        s1,FX-02,1.2,2026-11-12,,,
        s2,FX-01,yes,2026-11-10T09:00,,,
        s2,FX-02,1.2,2026-11-10T10:30,,,
        """
    ])
    #expect(try sample.load().forEachInspection { _ in }.inspectionsOfSeveralDays == 1)
  }

  @Test(
    "the ids of the ledger's own campaigns are nobody else's", arguments: ["report-7", "reinspection-1-a-0"])
  func reservedIDs(id: String) throws {
    let campaign = SampleCampaign.files["campaign.yaml"]?.replacing("c-1", with: id) ?? ""
    let found = try SampleCampaign(["campaign.yaml": campaign]).issues()
    #expect(
      found.count == 1 && found[0].hasPrefix("campaign.yaml:1: campaign: may not begin with re"), "\(found)")
  }

  private static let header = "site,item,value,observed_at,accepted_at,evidence,inspection\n"

  @Test("a repeat with an equal value is merged: the latest acceptance unless one is open, all evidence")
  func repeats() throws {
    let sample = try SampleCampaign([
      "obs.csv": Self.header + """
        s1,FX-01,no,2026-11-10,2026-11-12,e2,a
        s1,FX-01,false,2026-11-10,2026-11-14,e1,a
        s1,EX-01,worn,2026-11-10,2026-11-12,,a
        s1,EX-01,worn,2026-11-10,,,a
        s1,FX-02,,2026-11-10,,,a
        s1,FX-02,12 bar,2026-11-10,,,a
        """
    ])
    let summary = try sample.load().forEachInspection { inspection in
      guard inspection.siteIndex == 0 else { return }
      #expect(inspection.accepted.map { "\($0.item)@\($0.at.iso8601)" } == ["0@2026-11-14T00:00:00Z"])
      #expect(inspection.evidence == [ItemEvidence(item: 0, references: ["e1", "e2"])])
      #expect(inspection.values[1] == .number(1.2))
    }
    #expect(summary.repeatedRows == 3)
    #expect((summary.rows, summary.values, summary.inspections, summary.sitesWithoutRecords) == (6, 3, 3, 2))
  }

  @Test(
    "a fault of an observation is told with its line and column",
    arguments: [
      (
        "s1,FX-01,no,2026-11-10,,,a\ns1,FX-01,yes,2026-11-10,,,a",
        [
          "obs.csv:3: FX-01: has another value on line 2 for the same inspection of \"s1\""
        ]
      ),
      (
        "s1,FX-01,no,2026-11-10,,,\ns1,FX-01,yes,2026-11-11,,,",
        [
          "obs.csv:3: FX-01: has another value on line 2 for the same inspection of \"s1\" (records of several inspections need an inspection id)"
        ]
      ),
      (
        "s9,FX-01,no,2026-11-10,,,a\n,FX-01,no,2026-11-10,,,a",
        [
          "obs.csv:2: site: site \"s9\" is not in the register (did you mean s1?)",
          "obs.csv:3: site: is missing",
        ]
      ),
      (
        "s1,FX-1,no,2026-11-10,,,a\ns1,,no,2026-11-10,,,a",
        [
          "obs.csv:2: item: item \"FX-1\" is not in the checklist (did you mean FX-01?)",
          "obs.csv:3: item: is missing",
        ]
      ),
      (
        "s1,FX-01,perhaps,2026-11-10,,,a\ns1,FX-02,1.2 m,2026-11-10,,,a",
        [
          "obs.csv:2: value: item \"FX-01\": \"perhaps\" is not yes or no",
          "obs.csv:3: value: item \"FX-02\": m is length, but MPa is pressure",
        ]
      ),
      (
        "s1,FX-01,no,11/10/2026,,,a\ns1,FX-02,1,2026-11-10,never,,a",
        [
          "obs.csv:2: observed_at: \"11/10/2026\" is no time such as 2026-11-21T09:30:00+08:00",
          "obs.csv:3: accepted_at: \"never\" is no time such as 2026-11-21T09:30:00+08:00",
        ]
      ),
      (
        "s1,FX-01,no,2026-11-10,2026-11-09,,a",
        [
          "obs.csv:2: accepted_at: FX-01: 2026-11-09T00:00:00Z is before the inspection (2026-11-10T00:00:00Z)"
        ]
      ),
      (
        "s1,FX-01,no,,,,a\ns2,FX-01,no,2026-11-10,,,a",
        [
          "obs.csv:2: observed_at: is missing: no record of this inspection has a time, and the campaign has no asOf"
        ]
      ),
      (
        "s1,FX-01,no,,,,a",
        [
          "campaign.yaml: asOf: is missing: no observation has a time to take instead",
          "obs.csv:2: observed_at: is missing: no record of this inspection has a time, and the campaign has no asOf",
        ]
      ),
      ("s1,FX-01,no,2026-11-10,,a|,x", ["obs.csv:2: evidence: has an empty reference in it"]),
      (
        "s1,FX-01,no\ns1,\"FX-01,no,2026-11-10,,,a\n",
        [
          "obs.csv:2: the row has 3 fields, but the header has 7",
          "obs.csv:3: the quote opened on line 3 is never closed",
          "campaign.yaml: asOf: is missing: no observation has a time to take instead",
        ]
      ),
      (
        "",
        [
          "obs.csv: has a header, but no observations",
          "campaign.yaml: asOf: is missing: no observation has a time to take instead",
        ]
      ),
      // What the first pass finds does not hide what the second would.
      (
        "s9,FX-01,no,2026-11-10,,,a\ns1,FX-01,perhaps,2026-11-10,,,a",
        [
          "obs.csv:2: site: site \"s9\" is not in the register (did you mean s1?)",
          "obs.csv:3: value: item \"FX-01\": \"perhaps\" is not yes or no",
        ]
      ),
    ])
  func csvFaults(rows: String, expected: [String]) throws {
    let found = try SampleCampaign(["obs.csv": Self.header + rows]).issues()
    #expect(found == expected)
  }

  @Test(
    "a fault in a line of JSON is told with its line",
    arguments: [
      (
        "{\"site\":\"s1\",\"observed_at\":\"2026-11-10\",\"values\":{\"FX-01\":5,\"FX-02\":true,\"FX-03\":1,\"EX-01\":[1]}}",
        [
          "obs.jsonl:1: FX-01: \"5\" is not yes or no", "obs.jsonl:1: FX-02: \"true\" is no number",
          "obs.jsonl:1: FX-03: is not in the checklist (did you mean FX-01?)",
          "obs.jsonl:1: column 92: a text, number, true, false or null is expected",
        ]
      ),
      (
        "{\"observed_at\":\"2026-11-10\",\"values\":{}}\n{\"site\":\"s1\",\"observed_at\":\"2026-11-10\"}",
        [
          "obs.jsonl:1: site: is missing",
          "obs.jsonl:2: values: are missing; write {} for an inspection without any",
        ]
      ),
      (
        "{\"site\":\"s1\",\"observed_at\":\"2026-11-10\",\"value\":{},\"values\":{},\"values\":{}}",
        [
          "obs.jsonl:1: value: unknown key (did you mean values?)", "obs.jsonl:1: values: is given twice",
        ]
      ),
      (
        "{\"site\":\"s1\",\"observed_at\":\"2026-11-10\",\"values\":{},\"accepted\":{\"FX-01\":\"x\"},\"evidence\":{\"FX-01\":[3,\"\"]}}",
        [
          "obs.jsonl:1: evidence: a reference must be a text",
          "obs.jsonl:1: evidence: has an empty reference in it",
          "obs.jsonl:1: accepted: \"x\" is no time such as 2026-11-21T09:30:00+08:00",
        ]
      ),
      (
        "{\"site\":\"s1\",\"observed_at\":\"2026-11-10\",\"values\":{\"FX-01\":true,}}\nnonsense",
        [
          "obs.jsonl:2: column 1: an object ({...}) is expected",
          "obs.jsonl:1: column 64: a key in quotes is expected",
        ]
      ),
    ])
  func jsonFaults(lines: String, expected: [String]) throws {
    let campaign = SampleCampaign.files["campaign.yaml"]?.replacing("obs.csv", with: "obs.jsonl") ?? ""
    let found = try SampleCampaign(["campaign.yaml": campaign, "obs.jsonl": lines]).issues()
    #expect(found == expected)
  }

  private static let base = "campaign: c\nchecklist: checklist.csv\nregions: regions.csv\nsites: sites.csv\n"

  @Test(
    "a fault of the campaign file is told with its line and key",
    arguments: [
      (
        "campaign: a/b\nsites: sites.csv\nobservation: x\nchecksPerTask: 5000\nunnamed: passed\ntimeZone: Asia/Shanghia\nasOf: soon",
        [
          "campaign.yaml:3: observation: unknown key (did you mean observations?); known are campaign, title, checklist, criteria, regions, sites, observations, mapping, unnamed, asOf, timeZone, checksPerTask, profile, select, inspectors, qualifications, unqualified",
          "campaign.yaml:1: campaign: \"a/b\" may have only letters A-Z and a-z, digits and . _ - in it",
          "campaign.yaml:1: checklist: is missing", "campaign.yaml:1: regions: is missing",
          "campaign.yaml:5: unnamed: \"passed\" is none of notchecked, pass (did you mean pass?)",
          "campaign.yaml:6: timeZone: \"Asia/Shanghia\" is no time zone such as Asia/Shanghai (did you mean Asia/Shanghai?)",
          "campaign.yaml:7: asOf: \"soon\" is no time such as 2026-11-21T09:30:00+08:00",
          "campaign.yaml:4: checksPerTask: \"5000\" is no whole number from 1 to 4096",
        ]
      ),
      (
        base
          + "asOf: 2026-11-21\nselect: {sections: [FY], categories: [fires], items: [FX-03], regions: [t3], siteTypes: [shops]}",
        [
          "campaign.yaml:6: sections: section \"FY\" is unknown (did you mean FX?)",
          "campaign.yaml:6: categories: category \"fires\" is unknown (did you mean fire?)",
          "campaign.yaml:6: items: item \"FX-03\" is unknown (did you mean FX-01?)",
          "campaign.yaml:6: regions: region \"t3\" is unknown (did you mean t1?)",
          "campaign.yaml:6: siteTypes: site type \"shops\" is unknown (did you mean shop?)",
        ]
      ),
      (
        base
          + "asOf: 2026-11-21\nselect: {sections: [FX], categories: [egress], regions: [t2], siteTypes: [school]}",
        [
          "campaign.yaml: select: selects no item of the checklist", "campaign.yaml: select: selects no site",
        ]
      ),
      (
        base + "asOf: 2026-11-21\nobservations: [no.csv, obs.txt, obs.csv, obs.csv]",
        [
          "campaign.yaml:6: observations: \"obs.csv\" is given twice"
        ]
      ),
      (
        base + "asOf: 2026-11-21\nobservations: [no.csv, obs.txt]",
        [
          "campaign.yaml:6: observations: \"no.csv\" does not exist; looked for no.csv",
          "obs.txt: observations are a file named .csv or .jsonl",
        ]
      ),
      (base, ["campaign.yaml: asOf: is missing: no observation has a time to take instead"]),
      (base + "asOf: 2026-11-21\nmapping: empty.yaml", ["empty.yaml: is empty"]),
    ])
  func campaignFaults(text: String, expected: [String]) throws {
    let found = try SampleCampaign(["campaign.yaml": text, "obs.txt": "x", "empty.yaml": ""]).issues()
    #expect(found == expected)
  }

  @Test("the faults of all files are told at once")
  func allAtOnce() throws {
    let found = try SampleCampaign([
      "checklist.csv": "item,text,unit\nA,t,MPa\n", "regions.csv": "code,parent\na,x\n",
      "sites.csv": "site,region\ns1,\n",
    ]).issues()
    #expect(
      found == [
        "checklist.csv:2: unit: only a number has a unit, and this observes a boolean",
        "regions.csv:2: parent: region \"x\" is not in the file (did you mean a?)",
        "sites.csv:2: region: is missing: every site lies in a region",
      ])
  }

  @Test("a missing campaign file, a folder and an unreadable name are told")
  func missingFile() throws {
    let folder = try TemporaryFolder()
    #expect(
      try issues(in: folder) { _ = try CampaignInputs.load(campaignFile: folder.file("x.yaml")) } == [
        "x.yaml: does not exist"
      ])
    #expect(try issues { _ = try InputFile(path: folder.path, name: "f") } == ["f: is a folder, not a file"])
  }

  @Test("a selection narrows items and sites, and unnamed items may count as passed")
  func selection() throws {
    let campaign =
      Self.base + """
        observations: obs.csv
        unnamed: pass
        select: {sections: [FX], items: [FX-02, FX-01, EX-02], regions: [d], siteTypes: [school]}
        """
    let sample = try SampleCampaign(["campaign.yaml": campaign])
    let inputs = try sample.load()
    #expect(inputs.selectedItems == [0..<2])
    #expect(inputs.sites.map(\.id) == ["s3"])
    #expect(inputs.recordCount == 2)
    #expect(try sample.inspections().map(\.values) == [[.notApplicable, .assumedPass, nil, nil]])
  }

  @Test("without observations every site is not checked, as of the campaign's time")
  func noObservations() throws {
    let campaign = Self.base + "unnamed: pass\ntimeZone: Asia/Shanghai\nasOf: 2026-11-21T07:00:00"
    let found = try SampleCampaign(["campaign.yaml": campaign]).inspections()
    #expect(found.map(\.site.id) == ["s1", "s2", "s3"])
    #expect(found.allSatisfy { $0.values == [nil, nil, nil, nil] && $0.rowCount == 0 })
    #expect(found.allSatisfy { $0.inspection.observedAt.iso8601 == "2026-11-20T23:00:00Z" })
    #expect(found.allSatisfy { $0.inspection.day.description == "2026-11-21" })
  }

  @Test("a data folder is looked into first, then the campaign's own")
  func dataDirectory() throws {
    let (sample, data) = (try SampleCampaign(), try TemporaryFolder())
    try data.write("sites.csv", "site,region\ns1,t1\ns3,d\n")
    let inputs = try CampaignInputs.load(
      campaignFile: sample.folder.file("campaign.yaml"), dataDirectory: data.path)
    #expect(inputs.sites.map(\.id) == ["s1", "s3"])
  }

  @Test("the body is called until the first fault only, and its own errors stop the walk at once")
  func bodyErrors() throws {
    struct Stop: Error {}
    let inputs = try SampleCampaign([
      "obs.csv": Self.header + "s1,FX-01,no,2026-11-10,,,a\ns2,FX-01,x,2026-11-10,,,a"
    ]).load()
    var seen: [String] = []
    #expect(throws: ValidationErrors.self) { try inputs.forEachInspection { seen.append($0.site.id) } }
    #expect(seen == ["s1"])
    #expect(throws: Stop.self) { try inputs.forEachInspection { _ in throw Stop() } }
  }

  @Test("progress ends with all sites done")
  func progress() throws {
    var last: CampaignInputs.Progress?
    let inputs = try SampleCampaign().load()
    try inputs.forEachInspection(progress: { last = $0 }, { _ in })
    #expect(last == CampaignInputs.Progress(sitesDone: 3, siteCount: 3, inspections: 4))
  }

  @Test("files with bytes changed at random are read or refused, never fatal", arguments: 0..<300)
  func randomDamage(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let sample = try SampleCampaign()
    let names = SampleCampaign.files.keys.sorted()
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard let name = names.randomElement(using: &random),
        var bytes = SampleCampaign.files[name].map({ Array($0.utf8) })
      else { continue }
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let byte =
          [0, 10, 13, 34, 35, 44, 58, 91, 123, 124, 0xC3, 0xFF].randomElement(using: &random) ?? 0 as UInt8
        if Bool.random(using: &random) {
          bytes[at] = byte
        } else {
          bytes.removeSubrange(at..<min(at + 5, bytes.count - 1))
        }
      }
      try sample.folder.write(name, bytes)
    }
    // Any error other than ValidationErrors fails the test.
    for issue in try sample.issues() { #expect(issue.contains(": ")) }
  }
}
