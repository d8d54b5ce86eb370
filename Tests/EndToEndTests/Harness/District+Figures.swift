import Testing

extension District {
  /// Compares every figure of the ledger with the expectation.
  func expectFigures(_ api: API) async throws {
    let answer = try #require(await api.campaign(campaign.id))
    expectOutcomes(answer)
    let hazards = try await api.hazards()
    try await expectTotals(api, hazards)
    expectGroups(hazards)
    try await expectRegions(api)
  }

  private func expectOutcomes(_ answer: JSON) {
    #expect(answer["sites"] == expected["sites"])
    #expect(answer["checks"]["done"] == expected["checks"])
    #expect(answer["checks"]["byOutcome"].counts == expected["outcomes"].counts)
    #expect(answer["tasks"]["missing"] == .int(0))
    #expect(answer["tasks"]["checked"] == answer["tasks"]["total"])
    let sections = answer["sections"].list.map { ($0["id"].string ?? "", $0["byOutcome"].counts) }
    let found = Dictionary(sections, uniquingKeysWith: { first, _ in first })
    #expect(found == expected["sections"].members.mapValues(\.counts))
  }

  private func expectTotals(_ api: API, _ hazards: [JSON]) async throws {
    let wanted = expected["hazards"]
    let totals = try await api.json("/v1/overview")["hazards"]
    #expect(totals["total"] == wanted["total"])
    #expect(totals["closed"] == wanted["closed"])
    #expect(totals["major"] == wanted["byLevel"]["major"])
    #expect(totals["byGrade"].counts == wanted["byGrade"].counts)
    #expect(totals["sightings"] == wanted["total"])
    #expect(totals["recurrences"] == .int(0))
    #expect(totals["settlementRate"]["numerator"] == wanted["closed"])
    #expect(totals["settlementRate"]["denominator"] == wanted["total"])
    #expect(hazards.count == wanted["total"].int)
    #expect(Set(hazards.map { $0["id"] }).count == hazards.count)
  }

  private func expectGroups(_ hazards: [JSON]) {
    let wanted = expected["hazards"]
    #expect(count(hazards) { $0["level"] } == wanted["byLevel"].counts)
    #expect(count(hazards) { $0["grade"] } == wanted["byGrade"].counts)
    #expect(count(hazards) { $0["category"] } == wanted["byCategory"].counts)
    #expect(count(hazards) { $0["state"] }["closed"] == wanted["closed"].int)
    #expect(Set(hazards.map { $0["site"]["id"] }).count == wanted["sitesWithHazards"].int)
  }

  private func expectRegions(_ api: API) async throws {
    var counties: [String: JSON] = [:]
    var towns: [String: JSON] = [:]
    for city in ["4412"] {
      for county in try await api.json("/v1/regions?parent=\(city)")["children"].list {
        let code = try #require(county["code"].string)
        counties[code] = figures(county)
        for town in try await api.json("/v1/regions?parent=\(code)")["children"].list {
          towns[try #require(town["code"].string)] = figures(town)
        }
      }
    }
    #expect(counties == expected["hazards"]["byCounty"].members)
    #expect(towns == expected["hazards"]["byTown"].members)
    let roots = try await api.json("/v1/regions")["children"].list
    #expect(roots.map { $0["checks"] } == [expected["checks"]])
    #expect(roots.map { $0["sites"] } == [expected["sites"]])
  }

  private func figures(_ region: JSON) -> JSON {
    .object(["hazards": region["hazards"]["total"], "closed": region["hazards"]["closed"]])
  }

  private func count(_ hazards: [JSON], by key: (JSON) -> JSON) -> [String: Int] {
    Dictionary(grouping: hazards) { key($0).string ?? "" }.mapValues(\.count)
  }
}
