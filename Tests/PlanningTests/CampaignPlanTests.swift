import Foundation
import Inspection
import InspectionFormats
import Planning
import TestSupport
import Testing
import Wire

@Suite struct CampaignPlanTests {
  private static let files = [
    "campaign.yaml": """
    campaign: k
    checklist: list.csv
    regions: regions.csv
    sites: sites.csv
    observations: observations.csv
    checksPerTask: 2
    """,
    "list.csv": """
    section,item,text,observe,level,red_line
    A,I1,One,boolean,major,yes
    A,I2,Two,number,,
    B,I3,Three,boolean,,
    B,I4,Four,boolean,,
    """.replacingOccurrences(of: "number,,", with: "boolean,,"),
    "regions.csv": "code,name,parent\np,Province,\nc,County,p\n",
    "sites.csv": "site,name,region,type\ns1,Site 1,c,shop\ns2,Site 2,c,shop\n",
    "observations.csv": """
    site,item,value,observed_at
    s2,I1,no,2026-11-02T09:00:00Z
    s1,I1,yes,2026-11-01T09:00:00Z
    s1,I4,no,2026-11-01T09:00:00Z
    """,
  ]

  private func plan(
    changing name: String = "", to text: String = "", _ body: (CampaignPlan, [InspectionTask]) throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      for (file, content) in Self.files {
        let text = file == name ? text : content
        try Data(text.utf8).write(to: folder.appendingPathComponent(file))
      }
      let inputs = try CampaignInputs.load(campaignFile: folder.appendingPathComponent("campaign.yaml").path)
      let spool = try TaskSpool()
      let plan = try CampaignPlan.make(inputs, spool: spool)
      var reader = try spool.makeReader()
      var tasks: [InspectionTask] = []
      while let next = try reader.next() {
        tasks.append(try next.bytes.withUnsafeBytes { try TaskCodec.decode($0) })
      }
      try body(plan, tasks)
    }
  }

  @Test func tasksAreNumberedDenselyInTheRegistersOrder() async throws {
    try await plan { plan, tasks in
      #expect(plan.tasks == 6)
      #expect(plan.checks == 8)
      #expect(plan.tasksByLane == [.urgent: 2, .bulk: 4])
      #expect(tasks.map(\.seq) == Array(0..<6))
      #expect(tasks.map(\.site.id) == ["s1", "s1", "s1", "s2", "s2", "s2"])
      #expect(tasks.map(\.items) == [[0..<1], [1..<3], [3..<4], [0..<1], [1..<3], [3..<4]])
      #expect(tasks.map(\.observations.codes) == [[2], [0, 0], [1], [1], [0, 0], [0]])
    }
  }

  @Test func theSameInputsGiveTheSameDigestAndOtherInputsAnother() async throws {
    var digests: [String] = []
    for _ in 0..<2 { try await plan { plan, _ in digests.append(plan.taskDigest) } }
    let changed = Self.files["observations.csv", default: ""].replacingOccurrences(
      of: "I4,no", with: "I4,yes")
    try await plan(changing: "observations.csv", to: changed) { plan, _ in digests.append(plan.taskDigest) }
    #expect(digests[0] == digests[1])
    #expect(digests[0] != digests[2])
  }

  @Test func whatNoMessageCanHoldIsRefusedBeforeAnythingIsSent() async throws {
    let text = String(repeating: "x", count: 3_900)
    let items = (0..<300).map { "A,T\($0),Text \($0),text,," }.joined(separator: "\n")
    try await withTemporaryFolder { folder in
      var files = Self.files
      files["list.csv"] = "section,item,text,observe,level,red_line\n" + items
      files["observations.csv"] =
        "site,item,value,observed_at\n"
        + (0..<300).map { "s1,T\($0),\(text),2026-11-01T09:00:00Z" }.joined(separator: "\n")
      files["campaign.yaml"] = Self.files["campaign.yaml"]?
        .replacingOccurrences(of: "checksPerTask: 2", with: "checksPerTask: 300")
      for (file, content) in files {
        try Data(content.utf8).write(to: folder.appendingPathComponent(file))
      }
      let inputs = try CampaignInputs.load(campaignFile: folder.appendingPathComponent("campaign.yaml").path)
      let errors = #expect(throws: ValidationErrors.self) { try CampaignPlan.make(inputs) }
      #expect(errors?.description.contains("lower checksPerTask") == true)
    }
  }

  @Test func theOrderOfObservationsDoesNotMatter() async throws {
    var digests: Set<String> = []
    let lines = Self.files["observations.csv", default: ""].split(separator: "\n")
    for rows in [[1, 2, 3], [3, 2, 1], [2, 1, 3]] {
      let text = ([lines[0]] + rows.map { lines[$0] }).joined(separator: "\n")
      try await plan(changing: "observations.csv", to: text) { plan, _ in digests.insert(plan.taskDigest) }
    }
    #expect(digests.count == 1)
  }
}
