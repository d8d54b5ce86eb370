import Foundation
import Testing

extension EndToEndTests {
  @Test("C5, C7, C8, C10, N1, N2, N5: qualified teams, a themed campaign, its gate, certificates, the trend")
  func aCampaignIsClearedAndCertifies() async throws {
    try await Fleet.run { fleet in
      let houses = try RentalHouses(fleet)
      let (_, api) = try await fleet.startAggregator()
      _ = try await fleet.startWorker()

      // N5, C7: a gas line takes a fitter and a safety officer; one of them alone may not judge it.
      let alone = try houses.write("spring", inspector: "Wang", gas: "no", day: "2026-03-02")
      let refused = try await fleet.run("hazard-producer", ["launch", alone] + fleet.connection)
      #expect(refused.exit == .code(2))
      #expect(refused.standardError.contains("takes the qualification \"safety-officer\" on 2026-03-02"))
      try await houses.launch("spring", inspector: "Li", gas: "no", day: "2026-03-02", api)

      // C8: only what the theme selects was inspected.
      let hazards = try await api.hazards()
      #expect(hazards.map { $0["item"]["id"].string } == ["GAS"])
      #expect(hazards.map { $0["site"]["id"].string } == ["H1"])

      func hazardctl(_ arguments: String...) async throws -> Fleet.Output {
        try await fleet.run("hazardctl", ["--api", api.base] + arguments)
      }
      func certificates(_ campaign: String) async throws -> [String] {
        try await api.json("/v1/campaigns/\(campaign)/certificates")["items"].list
          .map { "\($0["site"].string ?? "") \($0["status"].string ?? "")" }
      }
      // N1: the gate opens when nothing is open, and only then may a person accept the campaign.
      #expect(try await hazardctl("gate", "spring", "--zero", "all").exit == .code(3))
      #expect(try await hazardctl("accept-campaign", "spring", "--person", "Li").exit == .code(2))
      #expect(try await certificates("spring") == ["H1 withheld", "H2 granted"])
      let leak = try #require(hazards.first?["id"].string)
      let fixed = try await hazardctl(
        "fix-on-the-spot", leak, "--person", "Li", "--fixed-by", "Wang", "--evidence", "after.jpg", "--at",
        "2026-03-05T10:00:00Z")
      #expect(fixed.exit == .code(0), "\(fixed.standardError)")
      #expect(try await hazardctl("gate", "spring", "--zero", "all").exit == .code(0))
      #expect(
        try await hazardctl("accept-campaign", "spring", "--zero", "all", "--person", "Li").exit == .code(0))
      #expect(try await certificates("spring") == ["H1 granted", "H2 granted"])

      // C5: a major hazard that another campaign finds takes it away again.
      try await houses.launch("autumn", inspector: "Li", gas: "no", day: "2026-09-01", api)
      #expect(try await certificates("spring") == ["H1 revoked", "H2 granted"])
      #expect(try await hazardctl("certificates", "autumn").standardOutput.contains("withheld"))

      // C10: a year's half beside the one before it.
      let trend = try await hazardctl(
        "--json", "trend", "--from", "2026-07-01", "--to", "2027-01-01", "--baseline-from", "2026-01-01",
        "--baseline-to", "2026-07-01")
      #expect(trend.exit == .code(0), "\(trend.standardError)")
      #expect(try await fleet.verify() == "verified")
    }
  }
}

/// Two rental houses and a shop, with gas lines and extinguishers.
private struct RentalHouses {
  let fleet: Fleet

  init(_ fleet: Fleet) throws {
    self.fleet = fleet
    try fleet.write(
      """
      checklist: houses
      title: Rental houses
      version: "1"
      sections:
        - id: H
          title: Houses
          items:
            - {id: GAS, text: The gas line is tight, level: major, category: gas}
            - {id: EXT, text: Extinguishers stand at their places, category: fire}
      """, to: "checklist.yaml")
    try fleet.write("code,name,parent\nr,R,\n", to: "regions.csv")
    try fleet.write(
      "site,name,region,type\nH1,One,r,rental-house\nH2,Two,r,rental-house\nS1,Shop,r,shop\n", to: "sites.csv"
    )
    try fleet.write(
      "inspector,qualification,through\nWang,gas-fitter,\nLi,safety-officer,2026-12-31\n",
      to: "inspectors.csv")
  }

  /// - Returns: the campaign's file.
  func write(_ id: String, inspector: String, gas: String, day: String) throws -> String {
    let rows = ["H1,GAS,\(gas)", "H2,GAS,yes", "S1,GAS,no"].flatMap { row in
      // Both sign it where the second is another one.
      Set(["Wang", inspector]).sorted().map { "\(row),\(day)T09:00:00Z,\($0)" }
    }
    try fleet.write(
      "site,item,value,observed_at,inspector\n" + rows.joined(separator: "\n") + "\n", to: "observations.csv")
    return try fleet.write(
      """
      campaign: \(id)
      checklist: checklist.yaml
      regions: regions.csv
      sites: sites.csv
      observations: observations.csv
      inspectors: inspectors.csv
      qualifications:
        - {needs: [gas-fitter, safety-officer], category: gas}
      select: {categories: [gas], siteTypes: [rental-house]}
      """, to: "\(id).yaml")
  }

  func launch(_ id: String, inspector: String, gas: String, day: String, _ api: API) async throws {
    let file = try write(id, inspector: inspector, gas: gas, day: day)
    let launch = try await fleet.launch(Campaign(id: id, file: file))
    try #require(launch.exit == .code(0), "\(launch.standardError)")
    _ = try await fleet.waitUntilComplete(id, api)
  }
}
