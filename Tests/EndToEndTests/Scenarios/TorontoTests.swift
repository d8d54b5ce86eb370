import Foundation
import Testing

extension EndToEndTests {
  /// When many hazards were found, and many of them still open.
  private static let midst = "2018-07-01T00:00:00+00:00"

  /// Real records through the mapping file, against a script that counts the CSV by itself.
  @Test(
    .enabled(
      if: Places.torontoRecords != nil,
      "skipped: no records of Toronto; set HAZARDFLEET_DATA to the path of their inspections.csv"),
    arguments: [false, true])
  func torontoEqualsAnIndependentCount(killingInMidRun: Bool) async throws {
    let records = try #require(Places.torontoRecords)
    try await Fleet.run { fleet in
      let campaign = Campaign(
        id: "toronto-highrise-2017-2019", file: Places.toronto.appending(path: "campaign.yaml").path,
        options: ["--data", records.deletingLastPathComponent().path])
      let counted = try JSON(
        try await fleet.python(Places.oracles.appending(path: "toronto.py"), [records.path, Self.midst]))
      var (aggregator, api) = try await fleet.startAggregator(name: "a1")
      let worker = try await fleet.startWorker(name: "w1")
      _ = try await fleet.startWorker(name: "w2")
      let launch = try await fleet.startLaunch(campaign, rate: killingInMidRun ? 800 : 1_000_000)
      if killingInMidRun {
        try await fleet.waitUntilUnderWay(campaign.id, beyond: 0.1, api)
        worker.kill()
        _ = try await fleet.startWorker(name: "w1")
        try await fleet.waitUntilUnderWay(campaign.id, beyond: 0.3, api)
        aggregator.kill()
        (aggregator, api) = try await fleet.startAggregator(name: "a1")
      }
      #expect(try await launch.waitForExit(within: .seconds(240)) == .code(0))

      let answer = try await fleet.waitUntilComplete(campaign.id, api)
      expectTotals(answer, counted)
      try await expectOverview(api, counted)
      try await expectWards(api, counted)
      try await expectItems(api, campaign, counted)
      try await expectMonths(api, counted)
      try await expectFigures(api, at: nil, counted["moments"][""])
      try await expectFigures(api, at: Self.midst, counted["moments"][Self.midst])
      #expect(try await fleet.verify() == "verified")
    }
  }

  private func expectTotals(_ answer: JSON, _ counted: JSON) {
    #expect(counted["sites"] == .int(2_654))
    #expect(counted["wards"] == .int(25))
    #expect(counted["items"] == .int(365))
    #expect(counted["inspections"] == .int(9_648))
    #expect(answer["sites"] == counted["sites"])
    let checks = (counted["inspections"].int ?? 0) * (counted["items"].int ?? 0)
    let findings = counted["findings"].int ?? 0
    #expect(answer["checks"]["byOutcome"].counts == ["pass": checks - findings, "fail": findings])
    #expect(answer["tasks"]["missing"] == .int(0))
  }

  private func expectOverview(_ api: API, _ counted: JSON) async throws {
    let hazards = try await api.json("/v1/overview")["hazards"]
    #expect(hazards["total"] == counted["hazards"])
    #expect(hazards["closed"] == counted["closed"])
    #expect(hazards["sightings"] == counted["findings"])
    #expect(hazards["recurrences"] == counted["recurrences"])
  }

  private func expectWards(_ api: API, _ counted: JSON) async throws {
    let wards = try await api.json("/v1/regions?parent=toronto")["children"].list
    let found = wards.map { ward in
      let hazards = ward["hazards"]
      let figures: JSON = .object([
        "sites": ward["sites"], "findings": ward["byOutcome"]["fail"], "hazards": hazards["total"],
        "closed": hazards["closed"], "recurrences": hazards["recurrences"],
      ])
      #expect(hazards["sightings"] == ward["byOutcome"]["fail"])
      return (ward["code"].string ?? "", figures)
    }
    #expect(Dictionary(found, uniquingKeysWith: { first, _ in first }) == counted["byWard"].members)
  }

  private func expectItems(_ api: API, _ campaign: Campaign, _ counted: JSON) async throws {
    let items = try await api.json("/v1/items?campaign=\(campaign.id)")["items"].list
    let found = items.map { item in
      let figures: JSON = .object(["findings": item["byOutcome"]["fail"], "hazards": item["hazards"]])
      return (item["item"].string ?? "", figures)
    }
    #expect(items.count == counted["items"].int)
    #expect(Dictionary(found, uniquingKeysWith: { first, _ in first }) == counted["byItem"].members)
  }

  private func expectMonths(_ api: API, _ counted: JSON) async throws {
    let months = try await api.json("/v1/months")["items"].list
    let found = months.map { ($0["month"].string ?? "", $0["found"].int ?? 0) }
    #expect(
      Dictionary(found, uniquingKeysWith: { first, _ in first }).filter { $0.value != 0 }
        == counted["byMonth"].counts)
    for month in months { #expect(month["accepted"] == month["found"], "every row is closed") }
  }

  /// Settlement, time to rectify and the wards' ranks.
  private func expectFigures(_ api: API, at moment: String?, _ counted: JSON) async throws {
    let at = moment.map { "&at=\($0.replacingOccurrences(of: "+00:00", with: "Z"))" } ?? ""
    let places = try await api.json("/v1/figures/ranking?parent=toronto&by=settlement&minimum=30\(at)")[
      "items"]
    #expect(places.list.count == counted.members.count)
    for place in places.list {
      let ward = try #require(place["region"]["code"].string)
      let expected = counted[ward]
      #expect(place["rank"] == expected["rank"], "rank of \(ward) at \(moment ?? "now")")
      #expect(place["share"]["numerator"] == expected["closed"], "closed in \(ward)")
      #expect(place["share"]["denominator"] == expected["found"], "found in \(ward)")
      let times = try await api.json("/v1/figures?region=\(ward)\(at)")["timeToRectify"]
      #expect(times["median"] == expected["median"], "median of \(ward) at \(moment ?? "now")")
      #expect(times["p90"] == expected["p90"], "90th percentile of \(ward) at \(moment ?? "now")")
    }
  }
}
