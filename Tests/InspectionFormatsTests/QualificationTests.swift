import Inspection
import InspectionFormats
import Testing

/// Items that only those may judge who are trained for it (N5), and teams that are so together (C7).
@Suite struct QualificationTests {
  private static let inspectors = """
    inspector,qualification,through
    wang,fire-officer,2026-11-10
    li,electrician,
    zhao,electrician,2026-11-09
    zhao,fire-officer,

    """

  private func campaign(
    _ needs: String, unqualified: String = "", unnamed: String = "", observations: String? = nil,
    inspectors: String = inspectors
  ) throws -> SampleCampaign {
    let file =
      (SampleCampaign.files["campaign.yaml"] ?? "")
      + "\ninspectors: inspectors.csv\nqualifications:\n\(needs)\n\(unqualified)\n\(unnamed)\n"
    var replaced = ["campaign.yaml": file, "inspectors.csv": inspectors]
    if let observations { replaced["obs.csv"] = observations }
    return try SampleCampaign(replaced)
  }

  private static func observations(_ rows: String...) -> String {
    "site,item,value,observed_at,inspector\n" + rows.joined(separator: "\n") + "\n"
  }

  @Test func whoeverIsNotQualifiedIsRefusedWithThePlace() throws {
    let issues = try campaign(
      "  - {needs: fire-officer, category: fire}",
      observations: Self.observations(
        "s1,FX-01,yes,2026-11-10T09:00:00Z,wang", "s2,FX-01,yes,2026-11-11T09:00:00Z,wang",
        "s3,FX-02,1.2,2026-11-11T09:00:00Z,", "s3,EX-02,2026-01-01,2026-11-11T09:00:00Z,")
    ).issues()
    #expect(
      issues == [
        "obs.csv:3: FX-01: takes the qualification \"fire-officer\" on 2026-11-11: held by none of wang",
        "obs.csv:4: FX-02: takes the qualification \"fire-officer\" on 2026-11-11: no inspector is named",
      ])
  }

  @Test func aTeamIsQualifiedTogether() throws {
    let both = "  - {needs: [fire-officer, electrician], item: FX-01}"
    let team = try campaign(
      both,
      observations: Self.observations(
        "s1,FX-01,yes,2026-11-10T09:00:00Z,wang", "s1,FX-02,1.2,2026-11-10T09:00:00Z,li"))
    #expect(try team.issues() == [])
    let alone = try campaign(
      both, observations: Self.observations("s1,FX-01,yes,2026-11-10T09:00:00Z,zhao"))
    #expect(
      try alone.issues() == [
        "obs.csv:2: FX-01: takes the qualification \"electrician\" on 2026-11-10: held by none of zhao"
      ])
  }

  @Test func itMayCountAsNotChecked() throws {
    let rows = Self.observations(
      "s1,FX-01,no,2026-11-11T09:00:00Z,wang", "s1,EX-02,2026-01-01,2026-11-11T09:00:00Z,wang")
    let sample = try campaign(
      "  - {needs: fire-officer, category: fire}", unqualified: "unqualified: notchecked",
      unnamed: "unnamed: pass", observations: rows)
    let values = try #require(try sample.inspections().first { $0.site.id == "s1" }).values
    // Neither what was written down nor what would have been assumed.
    #expect(values[0] == nil)
    #expect(values[1] == nil)
    #expect(values[2] == .assumedPass)
    #expect(values[3] != nil)
    let summary = try sample.load().forEachInspection { _ in }
    #expect(summary.unqualifiedValues == 1)
    #expect(summary.values == 1)
  }

  @Test func mistakesAreTold() throws {
    let issues = try campaign(
      """
        - {needs: fire-oficer, category: fire}
        - {needs: electrician, category: fier}
        - {item: EX-01}
      """, unqualified: "unqualified: ignore",
      inspectors: "inspector,qualification,through\nwang,fire-officer,soon\nwang,fire-officer,\n,x,\n"
    ).issues().joined(separator: "\n")
    for words in [
      "needs: is missing", "unqualified: \"ignore\" is none of refuse, notchecked",
    ] {
      #expect(issues.contains(words), "\(words) in\n\(issues)")
    }
    let files = try campaign(
      """
        - {needs: fire-oficer, category: fire}
        - {needs: fire-officer, category: fier}
      """,
      inspectors: "inspector,qualification,through\nwang,fire-officer,soon\nwang,fire-officer,\n,x,\n"
    ).issues().joined(separator: "\n")
    for words in [
      "inspectors.csv:2: through: \"soon\" is no day", "inspectors.csv:3: inspector: wang is given twice",
      "inspectors.csv:4: inspector: is empty", "did you mean fire-officer?", "did you mean fire?",
    ] {
      #expect(files.contains(words), "\(words) in\n\(files)")
    }
  }
}
