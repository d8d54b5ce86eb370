import Foundation
import Testing

extension EndToEndTests {
  /// Criteria, a combination, evidence that is there, missing and altered: to the words that a person reads.
  @Test func decisionsAreExplainedAndEvidenceIsHeldAgainstItsHash() async throws {
    try await Fleet.run { fleet in
      let campaign = try ExplainedCampaign.write(fleet)
      let (aggregator, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()
      let launch = try await fleet.launch(campaign)
      try #require(launch.exit == .code(0), "\(launch.standardError)")
      let answer = try await fleet.waitUntilComplete(campaign.id, api)
      #expect(answer["checks"]["byOutcome"].counts == ["pass": 2, "fail": 3, "error": 3, "notchecked": 8])

      let address = try #require(
        aggregator.standardOutput.split(separator: "\n").first { $0.hasPrefix("listening on ") }
          .map { String($0.dropFirst("listening on ".count)) })
      func ask(_ arguments: [String]) async throws -> String {
        try await fleet.succeed("hazardctl", ["--api", address] + arguments)
      }
      let errors = try await ask(["errors", campaign.id])
      #expect(errors.contains("no photo is attached, item EXIT-3 (clause 3)"))
      #expect(errors.contains("(gone.jpg) is not in the evidence folder, item EXIT-3 (clause 3)"))
      #expect(errors.contains("was altered: its content has another SHA-256, item EXIT-3 (clause 3)"))

      let hazards = try await api.hazards()
      func explain(_ item: String) async throws -> String {
        let id = hazards.first { $0["item"]["id"].string == item && $0["site"]["id"].string == "S1" }?["id"]
          .string
        return try await ask(["explain", id ?? "none"])
      }
      let combined = try await explain("EXIT-1")
      #expect(combined.contains("major, by combination M2 of major-exits, version 2024 (GB 35181)"))
      #expect(combined.contains("likelihood 3 x consequence 4 = 12, row 3 and column 4 of the matrix"))
      #expect(combined.contains("passes when yes"))
      let single = try await explain("GAS-1")
      #expect(
        single.contains("major, by criterion M1 of major-exits, version 2024 (GB 35181): \"Gas in shops\""))
      #expect(try await ask(["sites", "--colour", "orange"]).contains("Shop one"))
      #expect(try await ask(["hazards", "--sort", "difficulty"]).contains("EXIT-2"))
      #expect(try await fleet.verify() == "verified")
    }
  }
}

private enum ExplainedCampaign {
  static func write(_ fleet: Fleet) throws -> Campaign {
    let folder = fleet.file("evidence")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try fleet.write("a photo", to: "evidence/ok.jpg")
    // printf 'a photo' | sha256sum
    let real = "d4e24d749a4fe2f161af2de913c0402b04e3ae287dafd0f9dbfa4a5c56c69285"
    let other = String(repeating: "0f", count: 32)
    try fleet.write("worker: {evidence: \(folder.path)}\n", to: Fleet.configurationName)
    try fleet.write(
      """
      checklist: exits
      title: Exits
      version: "3"
      sections:
        - id: EXIT
          title: Exits
          category: exits
          items:
            - {id: EXIT-1, text: Exits are open, likelihood: 3, consequence: 4, reference: clause 1}
            - {id: EXIT-2, text: Exits are lit, likelihood: 1, consequence: 2, difficulty: hard}
            - {id: EXIT-3, text: Doors open outwards, evidence: photo, reference: clause 3}
        - id: GAS
          title: Gas
          category: gas
          items:
            - {id: GAS-1, text: No gas is stored, likelihood: 2, consequence: 2}
      """, to: "checklist.yaml")
    try fleet.write(
      """
      id: major-exits
      version: "2024"
      source: GB 35181
      rules:
        - {id: M1, text: Gas in shops, items: [GAS-1], siteTypes: [shop]}
        - {id: M2, text: Two exits at once, categories: [exits], count: 2}
      """, to: "criteria.yaml")
    try fleet.write("code,name,parent\nr,R,\n", to: "regions.csv")
    try fleet.write(
      "site,name,region,type\nS1,Shop one,r,shop\nS2,Two,r,shop\nS3,Three,r,shop\nS4,Four,r,shop\n",
      to: "sites.csv")
    let at = "2026-11-02T09:00:00Z"
    try fleet.write(
      """
      site,item,value,observed_at,evidence
      S1,EXIT-1,no,\(at),
      S1,EXIT-2,no,\(at),
      S1,EXIT-3,yes,\(at),photo:sha256:\(real);size=7;type=image/jpeg;path=ok.jpg
      S1,GAS-1,no,\(at),
      S2,EXIT-3,yes,\(at),
      S2,GAS-1,yes,\(at),
      S3,EXIT-3,no,\(at),photo:sha256:\(real);path=gone.jpg
      S4,EXIT-3,yes,\(at),photo:sha256:\(other);path=ok.jpg

      """, to: "observations.csv")
    let file = try fleet.write(
      """
      campaign: exits-1
      checklist: checklist.yaml
      criteria: criteria.yaml
      regions: regions.csv
      sites: sites.csv
      observations: observations.csv
      """, to: "campaign.yaml")
    return Campaign(id: "exits-1", file: file)
  }
}
